/** Dotted names of places, as findings and reports give them. */
import type { Evaluation } from '../model/evaluation.ts'
import type { Place } from '../model/project.ts'
import { ScopeKind } from '../model/summary.ts'
import { scopeKind, textOf } from './read.ts'

/** Module, classes and functions around a value; lambdas are left out. */
export function symbolAt(evaluation: Evaluation, { file, value }: Place): string {
  const { module, summary } = evaluation.file(file)
  const { parent, name } = summary.scopes
  const parts: string[] = []
  for (let scope = value < 0 ? 0 : evaluation.scopeOf(file, value); scope > 0; scope = parent[scope]) {
    if (scopeKind(summary, scope) !== ScopeKind.Lambda) parts.push(textOf(summary, name[scope]))
  }
  return [module, ...parts.toReversed()].join('.')
}

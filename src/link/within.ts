/** The function whose body a value stands in. */
import type { Evaluation } from '../model/evaluation.ts'
import type { Scope, Value } from '../model/summary.ts'
import { ScopeKind } from '../model/summary.ts'
import type { FileId, FunctionId } from '../model/type.ts'
import { MODULE_BODY } from './draft.ts'
import { scopeKind } from './read.ts'

/** Function or lambda around a value; `MODULE_BODY` at module and class level. */
export function functionAround(evaluation: Evaluation, file: FileId, value: Value): FunctionId {
  const { summary } = evaluation.file(file)
  for (let scope: Scope = evaluation.scopeOf(file, value); scope > 0; scope = summary.scopes.parent[scope]) {
    if (scopeKind(summary, scope) >= ScopeKind.Function) return evaluation.functionOfScope(file, scope)
  }
  return MODULE_BODY
}

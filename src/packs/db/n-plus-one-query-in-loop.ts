import { spanOf } from '../../check/place.ts'
import type { Rule, Step } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { atMost } from '../../check/severity.ts'
import { hopOf, nameOf, namesAlong, placeOf, stepsTo, written } from '../../check/trail.ts'
import type { Severity } from '../../model/finding.ts'
import type { LoopedQueryFact } from '../../model/loader.ts'
import type { Project } from '../../model/project.ts'
import { columnOfKey } from './columns.ts'
import { elementOf, entryOf, lineOf, severityOf } from './trail.ts'

type Id = 'db/n-plus-one-query-in-loop'

const rule: Rule<Id> = defineRule('db/n-plus-one-query-in-loop', {
  *'looped-query'(fact, project) {
    const { at, loop, path, query, spared } = fact
    if (spared !== null) {
      yield { is: 'fine', at: spanOf(project, at), because: spared }
      return
    }
    const call = query.callee
    const severity = severityFor(fact)
    const violation = {
      is: 'violation',
      at: spanOf(project, at),
      subject: { is: 'function', place: at },
      touches: columnOfKey(project, fact.key),
      expression: call,
      severity,
      confidence: fact.confidence,
      evidence: evidenceOf(project, fact),
      root: { at: spanOf(project, query.at), callee: call },
    } as const
    const data = { item: elementOf(project, loop), loop: lineOf(project, loop), how: howOf(project, fact) }
    if (path.length === 0)
      yield { ...violation, message: 'direct', data: { ...data, call, entry: entryOf(project, fact.context, fact.within) } }
    else
      yield {
        ...violation,
        message: 'reached',
        data: { ...data, function: nameOf(project, path[0].to), through: throughOf(project, fact) },
      }
  },
})
export default rule

/** Reads that belong to writes, or have a transaction each, are there on purpose more often; what a client sends is short as a rule. */
const severityFor = ({ context, given, transactional, writes }: LoopedQueryFact): Severity => {
  const severity = severityOf(context)
  if (transactional) return atMost(severity, 'minor')
  return writes || given ? atMost(severity, 'major') : severity
}

const howOf = ({ evaluation }: Project, { key }: LoopedQueryFact): string => {
  if (key === null) return 'ask once before the loop'
  const { name } = evaluation.class(key.of)
  return key.attribute === null ? `load every \`${name}\` at once, by their keys` : `ask once with \`${name}.${key.attribute}.in_(…)\``
}

const throughOf = (project: Project, { path, query }: LoopedQueryFact): string =>
  written([...namesAlong(project, path), `${query.callee} (${placeOf(project, query.at)})`])

const evidenceOf = (project: Project, { context, loop, path, query }: LoopedQueryFact): readonly Step[] => [
  ...stepsTo(project, context),
  { at: spanOf(project, loop), label: 'the loop' },
  ...path.map((edge) => hopOf(project, edge, 'calls')),
  { at: spanOf(project, query.at), label: `\`${query.callee}\` runs here, once per element` },
]

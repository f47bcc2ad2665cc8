import { spanOf } from '../../check/place.ts'
import type { Rule, SilentId, Step } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { hopOf, placeOf, stepsTo } from '../../check/trail.ts'
import type { RelationshipReadFact } from '../../model/loader.ts'
import type { Project } from '../../model/project.ts'
import { columnsOfRead } from './columns.ts'
import { editsOf, optionOf, pathOf } from './relationships.ts'
import { elementOf, entryOf, lineOf, severityOf } from './trail.ts'

type Id = 'db/n-plus-one-lazy'

const rule: Rule<Id> = defineRule('db/n-plus-one-lazy', {
  *'relationship-read'(fact, project) {
    const { at, loop, query, relationship } = fact
    const because = silenceOf(fact)
    if (because !== null || loop === null || query === null) {
      yield { is: 'fine', at: spanOf(project, at), because: because ?? 'not-repeated' }
      return
    }
    const path = pathOf(project, fact)
    const violation = {
      is: 'violation',
      at: spanOf(project, at),
      subject: { is: 'function', place: at },
      touches: columnsOfRead(project, fact),
      expression: path,
      severity: severityOf(fact.context),
      confidence: relationship.collection ? 'high' : 'medium',
      evidence: evidenceOf(project, fact),
      root: { at: spanOf(project, query), callee: `query without ${optionOf(project, fact)}` },
      edits: editsOf(project, fact),
    } as const
    const data = {
      path,
      loop: lineOf(project, loop),
      query: placeOf(project, query),
      entry: entryOf(project, fact.context, fact.within),
      option: optionOf(project, fact),
    }
    if (fact.bridged) yield { ...violation, message: 'bridged', data: { ...data, item: elementOf(project, loop) } }
    else if (relationship.collection || relationship.target === null)
      yield { ...violation, message: 'read', data: { ...data, item: elementOf(project, loop) } }
    else yield { ...violation, message: 'distinct', data: { ...data, target: project.evaluation.class(relationship.target).name } }
  },
})
export default rule

const silenceOf = ({ bridged, loop, session, spared, state }: RelationshipReadFact): SilentId<Id> | null => {
  if (state === 'loaded') return 'loaded'
  if (state === 'raises') return 'raises'
  if (state === 'unknown') return 'unknown-options'
  if (loop === null) return 'not-repeated'
  if (spared !== null) return spared
  return session === 'async' && !bridged ? 'asynchronous' : null
}

const evidenceOf = (project: Project, fact: RelationshipReadFact): readonly Step[] => [
  ...stepsTo(project, fact.context),
  ...(fact.query === null ? [] : [{ at: spanOf(project, fact.query), label: 'the query, without an option for it' }]),
  ...(fact.loop === null ? [] : [{ at: spanOf(project, fact.loop), label: 'the loop' }]),
  ...fact.path.map((edge) => hopOf(project, edge, 'calls')),
  { at: spanOf(project, fact.at), label: `\`${pathOf(project, fact)}\` is read here, once per element` },
]

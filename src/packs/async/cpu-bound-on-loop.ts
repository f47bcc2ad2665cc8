import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { BlockingFact, Spared } from '../../model/project.ts'
import { COMMON, assess, awaitable, endpointStandard, silenceOf, sparedAt } from './blocking.ts'
import { handedToThread } from './edits.ts'
import { entryOf, throughOf, wayOf } from './trail.ts'

type Id = 'async/cpu-bound-on-loop'

const SILENT: Readonly<Record<Spared, SilentId<Id>>> = {
  ...COMMON,
  awaited: 'awaited',
  'condition-not-met': 'not-consumed',
  harmless: 'low-cost',
  'low-cost': 'low-cost',
  'generator-not-consumed': 'not-consumed',
}

const rule: Rule<Id> = defineRule('async/cpu-bound-on-loop', {
  *blocking(fact, project) {
    if (fact.blocks.kind !== 'cpu') return
    const because = silenceOf(fact, project, SILENT)
    if (because !== null) {
      yield { is: 'fine', at: sparedAt(fact, project), because }
      return
    }
    const assessment = assess(fact, project)
    const violation = {
      ...assessment,
      edits: handedToThread(fact, project),
      is: 'violation',
      standard: assessment.severity === 'blocker' ? endpointStandard(fact) : null,
    } as const
    const data = { call: fact.root.callee, cost: costOf(fact), replacement: awaitable(fact) }
    if (fact.once) yield { ...violation, message: 'once', data: { ...data, through: wayOf(fact, project) } }
    else if (fact.path.length > 0) yield { ...violation, message: 'reached', data: { ...data, through: throughOf(fact, project) } }
    else yield { ...violation, message: 'direct', data: { ...data, entry: entryOf(fact, project) } }
  },
})
export default rule

const costOf = ({ blocks: { ms } }: BlockingFact): string => (ms === null ? 'an unbounded time' : `${ms[0]} to ${ms[1]} ms`)

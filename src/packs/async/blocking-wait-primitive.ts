import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { BlockingFact, Spared } from '../../model/project.ts'
import { COMMON, assess, endpointStandard, silenceOf, sparedAt } from './blocking.ts'
import { entryOf, throughOf } from './trail.ts'

type Id = 'async/blocking-wait-primitive'

const SILENT: Readonly<Record<Spared, SilentId<Id>>> = {
  ...COMMON,
  awaited: 'awaited',
  'condition-not-met': 'no-wait',
  harmless: 'no-wait',
  'low-cost': 'no-wait',
}

const rule: Rule<Id> = defineRule('async/blocking-wait-primitive', {
  *blocking(fact, project) {
    if (fact.blocks.kind !== 'wait') return
    const because = silenceOf(fact, SILENT)
    if (because !== null) {
      yield { is: 'fine', at: sparedAt(fact, project), because: because === 'no-wait' ? conditionOf(fact) : because }
      return
    }
    const violation = { ...assess(fact, project), is: 'violation', standard: endpointStandard(fact) } as const
    const data = { call: fact.root.callee, replacement: fact.blocks.replacement }
    if (fact.path.length > 0) yield { ...violation, message: 'reached', data: { ...data, through: throughOf(fact, project) } }
    else yield { ...violation, message: 'direct', data: { ...data, entry: entryOf(fact, project) } }
  },
})
export default rule

const conditionOf = ({ root }: BlockingFact): SilentId<Id> => {
  if (root.callee.includes('.Future.')) return 'already-done'
  return root.callee.endsWith('.put') ? 'unbounded-queue' : 'no-wait'
}

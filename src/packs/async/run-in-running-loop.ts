import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { BlockingFact, Spared } from '../../model/project.ts'
import { COMMON, assess, endpointStandard, silenceOf, sparedAt } from './blocking.ts'
import { awaited } from './edits.ts'
import { entryOf, throughOf } from './trail.ts'

type Id = 'async/run-in-running-loop'

const SILENT: Readonly<Record<Spared, SilentId<Id>>> = {
  ...COMMON,
  awaited: 'not-on-loop',
  'guarded-loop': 'guarded-loop',
  'condition-not-met': 'guarded-loop',
  harmless: 'not-on-loop',
  'low-cost': 'not-on-loop',
}

const rule: Rule<Id> = defineRule('async/run-in-running-loop', {
  *blocking(fact, project) {
    if (fact.blocks.kind !== 'loop') return
    const because = silenceOf(fact, project, SILENT)
    if (because !== null) {
      yield { is: 'fine', at: sparedAt(fact, project), because }
      return
    }
    const violation = {
      ...assess(fact, project),
      edits: fact.root.callee === 'asyncio.run' && fact.path.length === 0 ? awaited(fact, project) : [],
      is: 'violation',
      standard: endpointStandard(fact),
    } as const
    const data = { call: fact.root.callee, outcome: outcomeOf(fact), replacement: fact.blocks.replacement }
    if (fact.path.length > 0) yield { ...violation, message: 'reached', data: { ...data, through: throughOf(fact, project) } }
    else yield { ...violation, message: 'direct', data: { ...data, entry: entryOf(fact, project) } }
  },
})
export default rule

const outcomeOf = ({ blocks }: BlockingFact): string =>
  blocks.class === 'error' ? 'raises RuntimeError: an event loop is already running' : 'holds the running event loop until it ends'

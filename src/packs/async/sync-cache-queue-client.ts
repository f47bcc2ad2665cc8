import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { BlockKind } from '../../model/knowledge.ts'
import type { BlockingFact, Spared } from '../../model/project.ts'
import { COMMON, assess, endpointStandard, silenceOf, sparedAt } from './blocking.ts'
import { entryOf, throughOf } from './trail.ts'

type Id = 'async/sync-cache-queue-client'

const KINDS: ReadonlySet<BlockKind> = new Set<BlockKind>(['cache', 'queue'])

const SILENT: Readonly<Record<Spared, SilentId<Id>>> = {
  ...COMMON,
  awaited: 'awaited',
  'condition-not-met': 'no-wait',
  harmless: 'queued-command',
  'low-cost': 'no-wait',
  'generator-not-consumed': 'not-consumed',
}

const rule: Rule<Id> = defineRule('async/sync-cache-queue-client', {
  *blocking(fact, project) {
    if (!KINDS.has(fact.blocks.kind)) return
    const because = silenceOf(fact, project, SILENT)
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

/** Redis commands are conditional because a pipeline only queues them. */
const conditionOf = ({ root }: BlockingFact): SilentId<Id> => (root.callee.startsWith('redis.') ? 'queued-command' : 'no-wait')

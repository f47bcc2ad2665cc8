import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { BlockKind } from '../../model/knowledge.ts'
import type { Spared } from '../../model/project.ts'
import { COMMON, assess, endpointStandard, silenceOf, sparedAt } from './blocking.ts'
import { modelBoundOf } from './outbound.ts'
import { entryOf, throughOf } from './trail.ts'

type Id = 'async/sync-llm-or-vector-client'

const KINDS: ReadonlySet<BlockKind> = new Set<BlockKind>(['llm', 'vector', 'cloud'])

const SILENT: Readonly<Record<Spared, SilentId<Id>>> = {
  ...COMMON,
  awaited: 'awaited',
  'condition-not-met': 'not-consumed',
  harmless: 'not-consumed',
  'low-cost': 'not-consumed',
  'generator-not-consumed': 'not-consumed',
}

const rule: Rule<Id> = defineRule('async/sync-llm-or-vector-client', {
  *blocking(fact, project) {
    if (!KINDS.has(fact.blocks.kind)) return
    const because = silenceOf(fact, project, SILENT)
    if (because !== null) {
      yield { is: 'fine', at: sparedAt(fact, project), because }
      return
    }
    const violation = { ...assess(fact, project), is: 'violation', standard: endpointStandard(fact) } as const
    const data = { call: fact.root.callee, bound: modelBoundOf(fact.root), replacement: fact.blocks.replacement }
    if (fact.path.length > 0) yield { ...violation, message: 'reached', data: { ...data, through: throughOf(fact, project) } }
    else yield { ...violation, message: 'direct', data: { ...data, entry: entryOf(fact, project) } }
  },
})
export default rule

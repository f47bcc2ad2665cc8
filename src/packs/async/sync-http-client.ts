import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { Spared } from '../../model/project.ts'
import { COMMON, assess, awaitable, endpointStandard, silenceOf, sparedAt } from './blocking.ts'
import { boundOf, targetOf } from './outbound.ts'
import { handedToThread } from './edits.ts'
import { entryOf, throughOf } from './trail.ts'

type Id = 'async/sync-http-client'

const SILENT: Readonly<Record<Spared, SilentId<Id>>> = {
  ...COMMON,
  awaited: 'awaited',
  'condition-not-met': 'not-streamed',
  harmless: 'not-streamed',
  'low-cost': 'not-streamed',
  'generator-not-consumed': 'not-streamed',
}

const rule: Rule<Id> = defineRule('async/sync-http-client', {
  *blocking(fact, project) {
    if (fact.blocks.kind !== 'http') return
    const because = silenceOf(fact, project, SILENT)
    if (because !== null) {
      yield { is: 'fine', at: sparedAt(fact, project), because }
      return
    }
    const violation = {
      ...assess(fact, project),
      edits: handedToThread(fact, project),
      is: 'violation',
      ...(fact.root.callee.startsWith('requests.') ? {} : { standard: endpointStandard(fact) }),
    } as const
    const data = {
      call: fact.root.callee,
      target: targetOf(fact.root, project),
      bound: boundOf(fact.root, project),
      replacement: awaitable(fact),
    }
    if (fact.path.length > 0) yield { ...violation, message: 'reached', data: { ...data, through: throughOf(fact, project) } }
    else yield { ...violation, message: 'direct', data: { ...data, entry: entryOf(fact, project) } }
  },
})
export default rule

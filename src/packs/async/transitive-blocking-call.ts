import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { nameOf } from '../../check/trail.ts'
import type { BlockKind } from '../../model/knowledge.ts'
import type { Spared } from '../../model/project.ts'
import { COMMON, assess, isBehindCalls, endpointStandard, silenceOf, sparedAt } from './blocking.ts'
import { handedToThread } from './edits.ts'
import { wayOf } from './trail.ts'

type Id = 'async/transitive-blocking-call'

const KINDS: ReadonlySet<BlockKind> = new Set<BlockKind>(['sleep', 'subprocess', 'socket', 'dns', 'input'])

const SILENT: Readonly<Record<Spared, SilentId<Id>>> = {
  ...COMMON,
  awaited: 'not-on-loop',
  'guarded-loop': 'guarded-loop',
  'condition-not-met': 'not-on-loop',
  harmless: 'not-on-loop',
  'low-cost': 'not-on-loop',
}

const rule: Rule<Id> = defineRule('async/transitive-blocking-call', {
  *blocking(fact, project) {
    if (!KINDS.has(fact.blocks.kind) || !isBehindCalls(fact)) return
    const because = silenceOf(fact, project, SILENT)
    if (because !== null) {
      yield { is: 'fine', at: sparedAt(fact, project), because }
      return
    }
    yield {
      ...assess(fact, project),
      edits: handedToThread(fact, project),
      is: 'violation',
      standard: endpointStandard(fact),
      message: fact.once ? 'once' : 'reached',
      data: {
        call: fact.root.callee,
        through: wayOf(fact, project),
        hop: nameOf(project, fact.path[0]?.to ?? fact.within),
        replacement: fact.blocks.replacement,
      },
    }
  },
})
export default rule

import { constantArgument } from '../../check/call.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { BlockKind } from '../../model/knowledge.ts'
import type { BlockingFact, Project, Spared } from '../../model/project.ts'
import { COMMON, assess, endpointStandard, isBehindCalls, orThread, silenceOf, sparedAt } from './blocking.ts'
import { handedToThread, slept } from './edits.ts'
import { entryOf } from './trail.ts'

type Id = 'async/direct-blocking-call'

/** What no other rule of the pack owns. */
const KINDS: ReadonlySet<BlockKind> = new Set<BlockKind>(['sleep', 'subprocess', 'socket', 'dns', 'input'])

const SILENT: Readonly<Record<Spared, SilentId<Id>>> = {
  ...COMMON,
  awaited: 'awaited',
  'condition-not-met': 'no-wait',
  harmless: 'no-wait',
  'low-cost': 'no-wait',
}

const rule: Rule<Id> = defineRule('async/direct-blocking-call', {
  *blocking(fact, project) {
    if (!KINDS.has(fact.blocks.kind) || isBehindCalls(fact)) return
    const silence = silenceOf(fact, project, SILENT)
    if (silence !== null) {
      yield { is: 'fine', at: sparedAt(fact, project), because: silence === 'no-wait' ? conditionOf(fact) : silence }
      return
    }
    const violation = {
      ...assess(fact, project),
      edits: fact.root.callee === 'time.sleep' ? slept(fact, project) : handedToThread(fact, project),
      is: 'violation',
      standard: endpointStandard(fact),
    } as const
    const data = { call: fact.root.callee, entry: entryOf(fact, project), replacement: orThread(fact) }
    const duration = durationOf(fact, project)
    yield duration === null ? { ...violation, message: 'blocks', data } : { ...violation, message: 'freezes', data: { ...data, duration } }
  },
})
export default rule

const conditionOf = ({ root }: BlockingFact): SilentId<Id> => {
  if (root.callee.startsWith('psutil.')) return 'no-interval'
  return root.callee.startsWith('socket.') ? 'datagram-socket' : 'no-wait'
}

/** The literal time a call sleeps for, as a reader says it. */
const durationOf = ({ root }: BlockingFact, project: Project): string | null => {
  const key = root.callee === 'time.sleep' ? 'secs' : root.callee.startsWith('psutil.') ? 'interval' : null
  if (key === null) return null
  const seconds = constantArgument(project, root.at, 0) ?? constantArgument(project, root.at, key)
  if (seconds?.is !== 'number' || !(seconds.value > 0)) return null
  return seconds.value < 1 ? `${Math.round(seconds.value * 1000)} ms` : `${seconds.value} s`
}

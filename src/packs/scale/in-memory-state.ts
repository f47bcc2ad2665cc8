import { spanOf } from '../../check/place.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { ProcessStateFact } from '../../model/state.ts'
import { workersOf } from '../../check/processes.ts'
import type { AskedUse } from './state.ts'
import { askedUses, stepOf } from './state.ts'

type Id = 'scale/in-memory-state'

const rule: Rule<Id> = defineRule('scale/in-memory-state', {
  *'process-state'(fact, project) {
    const at = spanOf(project, fact.at)
    const writers = askedUses(project, fact, 'write')
    const readers = askedUses(project, fact, 'read')
    const because = silenceOf(fact, writers, readers)
    const pair = because === null ? pairOf(writers, readers) : undefined
    if (pair === undefined) {
      yield { is: 'fine', at, because: because ?? 'same-request' }
      return
    }
    const { writer, reader } = pair
    const workers = workersOf(project)
    const isSeveral = workers !== null && workers > 1
    const violation = {
      is: 'violation',
      at,
      subject: { is: 'resource', place: fact.at },
      touches: [
        { is: 'call', place: writer.use.at },
        { is: 'call', place: reader.use.at },
      ],
      expression: fact.name,
      evidence: [stepOf(project, writer, 'written'), stepOf(project, reader, 'read')],
      severity: isSeveral ? 'blocker' : 'major',
      confidence: fact.name.includes('.') ? 'medium' : 'high',
    } as const
    const data = { name: fact.name, writer: writer.context.entry.label, reader: reader.context.entry.label }
    if (isSeveral) yield { ...violation, message: 'several', data: { ...data, workers: String(workers) } }
    else yield { ...violation, message: 'single', data }
  },
})
export default rule

const silenceOf = (fact: ProcessStateFact, writers: readonly AskedUse[], readers: readonly AskedUse[]): SilentId<Id> | null => {
  if (fact.role === 'websocket') return 'sockets'
  if (fact.role !== 'entry') return 'handles'
  if (CACHE.test(fact.name)) return 'cache'
  if (writers.length === 0) return 'startup'
  if (writers.every(({ use }) => use.constant)) return 'flag'
  if (!writers.some(({ use }) => use.asked)) return 'alike'
  if (readers.length === 0) return 'write-only'
  return isMemo(writers, readers) ? 'memo' : null
}

/** What goes by such a name may be lost: names only ever spare. */
const CACHE = /cache|memo|metric|stat(s|istics)?$|counter|failure|breaker/i

/** One request writes what another one, which comes in on its own, looks for. */
const pairOf = (
  writers: readonly AskedUse[],
  readers: readonly AskedUse[],
): { readonly writer: AskedUse; readonly reader: AskedUse } | undefined => {
  for (const writer of writers.filter(({ use }) => !use.constant && use.asked)) {
    const reader = readers.find(
      ({ use, context }) =>
        use.within !== writer.use.within &&
        context.entry.function !== writer.context.entry.function &&
        !(context.kind === 'loop-websocket' && writer.context.kind === 'loop-websocket'),
    )
    if (reader !== undefined) return { writer, reader }
  }
  return undefined
}

/** Whoever writes looks first whether it is there: what another process lacks, it computes again. */
const isMemo = (writers: readonly AskedUse[], readers: readonly AskedUse[]): boolean => {
  const writing = new Set(writers.filter(({ use }) => !use.constant).map(({ use }) => use.within))
  const reading = new Set(readers.map(({ use }) => use.within))
  return [...writing].every((within) => reading.has(within))
}

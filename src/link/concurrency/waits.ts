/** Awaited calls that only somebody else can end. */
import type { WaitFact } from '../../model/concurrency.ts'
import type { Context } from '../../model/project.ts'
import type { Value } from '../../model/summary.ts'
import type { FileId, FunctionId } from '../../model/type.ts'
import type { CandidateIndex } from '../candidates.ts'
import type { Parts } from '../draft.ts'
import { isUnderDeadline } from '../outbound/outbound.ts'
import { argumentAt } from '../read.ts'
import { isAwaitedDirectly, usesOf } from '../uses.ts'
import { functionAround } from '../within.ts'
import { createEnds } from './ends.ts'

interface Input {
  readonly parts: Parts
  readonly candidates: CandidateIndex
  readonly contextsOf: (id: FunctionId) => readonly Context[]
  readonly isInside: (file: FileId) => boolean
}

const KINDS: readonly { readonly names: RegExp; readonly kind: WaitFact['kind'] }[] = [
  { names: /^asyncio\.(Priority|Lifo)?Queue\.get$/, kind: 'queue' },
  { names: /^asyncio\.Event\.wait$/, kind: 'event' },
  { names: /^asyncio\.(subprocess\.)?Process\.(wait|communicate)$/, kind: 'process' },
  { names: /^asyncio\.(open_connection|open_unix_connection)$|^websockets\.connect$/, kind: 'connection' },
  { names: /^asyncio\.StreamReader\.(read|readline|readexactly|readuntil)$/, kind: 'stream' },
]

/** In the order of the files, then of their places. */
export function waitFacts({ parts, candidates, contextsOf, isInside }: Input): readonly WaitFact[] {
  const { evaluation } = parts
  const ends = createEnds(parts)
  return candidates.of('facts/waits').flatMap(({ file, captures }): readonly WaitFact[] => {
    const call = captures['call']?.value ?? -1
    if (call < 0 || !isInside(file)) return []
    for (const { name } of parts.effects.callsOf(file, call)) {
      const known = KINDS.find(({ names }) => names.test(name.replaceAll('()', '')))
      if (known === undefined || !isWaitedFor(file, call) || hasOwnDeadline(file, call, name)) continue
      const within = functionAround(evaluation, file, call)
      return [
        {
          is: 'wait',
          at: { file, value: call },
          within,
          callee: name.replaceAll('()', '').replace('.subprocess.Process', '.Process'),
          kind: known.kind,
          deadline: isUnderDeadline(parts, file, call) ? 'here' : isBoundedOnTheWay(within) ? 'on-the-way' : null,
          ends: ends.of(file, call, known.kind),
        },
      ]
    }
    return []
  })

  /** Awaited, or given to something that waits for it: not the handle of a task. */
  function isWaitedFor(file: FileId, call: Value): boolean {
    if (isAwaitedDirectly(evaluation, file, call)) return true
    return usesOf(evaluation, file, call).some((use) => use.is === 'argument' && isUnderDeadline(parts, file, call))
  }

  /** Every known way to the function passes a deadline. */
  function isBoundedOnTheWay(within: FunctionId): boolean {
    const ways = within < 0 ? [] : contextsOf(within).filter(({ kind }) => kind !== 'test')
    return ways.length > 0 && ways.every(({ path }) => path.some((edge) => isUnderDeadline(parts, edge.at.file, edge.at.value)))
  }

  /** `websockets.connect` gives up after ten seconds unless it is told otherwise. */
  function hasOwnDeadline(file: FileId, call: Value, name: string): boolean {
    if (!name.startsWith('websockets.')) return false
    const given = argumentAt(evaluation.file(file).summary, call, 'open_timeout')
    return given < 0 || evaluation.constantOf(file, given)?.is !== 'none'
  }
}

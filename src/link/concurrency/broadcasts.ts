/** Messages that are sent to one socket after another. */
import type { BroadcastFact } from '../../model/concurrency.ts'
import type { ProcessStateFact } from '../../model/state.ts'
import type { Value } from '../../model/summary.ts'
import { Op } from '../../model/summary.ts'
import type { FileId } from '../../model/type.ts'
import type { CandidateIndex } from '../candidates.ts'
import type { Parts } from '../draft.ts'
import { isUnderDeadline } from '../outbound/outbound.ts'
import { listOf, nameOf } from '../read.ts'
import { isAwaitedDirectly } from '../uses.ts'
import { functionAround } from '../within.ts'
import { writtenAs } from './locks.ts'

interface Input {
  readonly parts: Parts
  readonly candidates: CandidateIndex
  readonly states: readonly ProcessStateFact[]
  readonly isInside: (file: FileId) => boolean
}

const SOCKET = 'starlette.websockets.WebSocket'
/** Methods that give another look at a collection; a `copy` is none. */
const VIEWS = /^(values|items|keys)$/

/** In the order of the files, then of their places. */
export function broadcasts({ parts, candidates, states, isInside }: Input): readonly BroadcastFact[] {
  const { evaluation, origins } = parts
  const socketReads = new Set(
    states.filter(({ role }) => role === 'websocket').flatMap(({ uses }) => uses.map(({ at }) => `${at.file}:${at.value}`)),
  )
  return candidates.of('facts/sends').flatMap(({ file, captures }): readonly BroadcastFact[] => {
    const call = captures['call']?.value ?? -1
    if (call < 0 || !isInside(file) || !isAwaitedDirectly(evaluation, file, call)) return []
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    const iterate = op[a[call]] === Op.Attr ? turnOf(file, call, a[a[call]]) : -1
    if (iterate < 0 || !(isSocket(file, a[a[call]]) || holdsSockets(file, iterate))) return []
    const walked = collectionOf(file, a[iterate])
    return [
      {
        is: 'broadcast',
        at: { file, value: call },
        within: functionAround(evaluation, file, call),
        over: writtenAs(parts, file, walked),
        live: isLive(file, a[iterate]),
        deadline: isUnderDeadline(parts, file, call),
      },
    ]
  })

  /** The loop around the call whose element the receiver is; -1 if it is something else. */
  function turnOf(file: FileId, call: Value, receiver: Value): Value {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    const elements = new Set(origins.of(file, receiver).map((origin) => (op[origin] === Op.Unpack ? a[origin] : origin)))
    for (const region of evaluation.repeats(file, call)) {
      const turn = summary.regions.subject[region]
      if (turn >= 0 && op[turn] === Op.Iterate && elements.has(turn)) return turn
    }
    return -1
  }

  function isSocket(file: FileId, receiver: Value): boolean {
    const type = evaluation.typeOf(file, receiver)
    return type.is === 'instance' && evaluation.isSubclass(type.of, SOCKET)
  }

  /** Walks over a container that sockets are put into. */
  function holdsSockets(file: FileId, iterate: Value): boolean {
    const { a } = evaluation.file(file).summary.values
    return [iterate, a[iterate]].some((value) => socketReads.has(`${file}:${value}`))
  }

  /** What `list(...)`, `.values()` or `.copy()` is made of. */
  function collectionOf(file: FileId, iterable: Value): Value {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    if (op[iterable] === Op.Index && op[b[iterable]] === Op.Slice) return a[iterable]
    if (op[iterable] !== Op.Call) return iterable
    const callee = a[iterable]
    if (op[callee] === Op.Attr) return a[callee]
    const [first] = listOf(summary, b[iterable])
    return first === undefined ? iterable : collectionOf(file, first)
  }

  /** The collection itself, or a view of it. */
  function isLive(file: FileId, iterable: Value): boolean {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    let at = iterable
    while (op[at] === Op.Load || op[at] === Op.Bind) at = op[at] === Op.Load ? a[at] : b[at]
    if (at < 0) return false
    if (op[at] === Op.Index) return op[b[at]] !== Op.Slice
    if (op[at] === Op.Call) return op[a[at]] === Op.Attr && VIEWS.test(nameOf(summary, a[at]))
    return op[at] === Op.Attr || op[at] === Op.Free || op[at] === Op.Param
  }
}

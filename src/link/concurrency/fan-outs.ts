/** Work that is started for every element at once. */
import type { FanOutFact } from '../../model/concurrency.ts'
import type { Does } from '../../model/knowledge.ts'
import type { Edge } from '../../model/project.ts'
import type { Value } from '../../model/summary.ts'
import { Op } from '../../model/summary.ts'
import type { FileId, FunctionId } from '../../model/type.ts'
import type { CandidateIndex } from '../candidates.ts'
import type { Parts } from '../draft.ts'
import { doneBy } from '../handlers/tried.ts'
import { createCallers } from '../loader/callers.ts'
import { createLoops } from '../loader/loops.ts'
import { createPieces } from '../loader/pieces.ts'
import { functionOf } from '../parameters.ts'
import { nameOf } from '../read.ts'
import { functionAround } from '../within.ts'
import { OUTWARD, writtenAs } from './locks.ts'
import { createMembers } from './members.ts'

interface Input {
  readonly parts: Parts
  readonly candidates: CandidateIndex
  readonly edgesFrom: (id: FunctionId) => readonly Edge[]
  readonly does: (id: FunctionId, what: Does) => boolean
  readonly isInside: (file: FileId) => boolean
}

const TOGETHER = /^asyncio\.(gather|wait|as_completed)$/
/** What lets only so many through at once goes by such a name where its type is not known: names only ever spare. */
const LIMITER = /sem(aphore)?$|limit|throttl|slot|gate|permit|bucket/i
const LIMITERS =
  /(^|\.)(asyncio\.locks\.(Bounded)?Semaphore|asyncio\.locks\.Lock|anyio\.(.*\.)?(CapacityLimiter|Semaphore|Lock)|aiolimiter\.(.*\.)?AsyncLimiter)$/
const DEEPEST = 6

/** In the order of the files, then of their places. */
export function fanOuts({ parts, candidates, edgesFrom, does, isInside }: Input): readonly FanOutFact[] {
  const { evaluation } = parts
  const members = createMembers(parts)
  const callers = createCallers(parts, (file) => !isInside(file))
  const loops = createLoops(parts, callers)
  const pieces = createPieces(parts, loops, callers)
  const limiting = new Map<FunctionId, boolean>()
  return candidates.of('facts/fan-outs').flatMap(({ file, captures }): readonly FanOutFact[] => {
    const call = captures['call']?.value ?? -1
    if (call < 0 || !isInside(file)) return []
    const callee = parts.effects.callsOf(file, call).find(({ name }) => TOGETHER.test(name))
    if (callee === undefined) return []
    return members.perElement(file, call).flatMap((member) => factAt(file, call, callee.name, member))
  })

  function factAt(file: FileId, call: Value, callee: string, member: Value): readonly FanOutFact[] {
    const { summary } = evaluation.file(file)
    const { a } = summary.values
    const work = members.workOf(file, member)
    const [loop] = evaluation.repeats(file, member)
    const iterate = loop === undefined ? -1 : summary.regions.subject[loop]
    if (work < 0 || iterate < 0 || summary.values.op[iterate] !== Op.Iterate) return []
    const done = doneBy({ parts, does }, file, work).filter((what) => OUTWARD.has(what))
    return [
      {
        is: 'fan-out',
        at: { file, value: call },
        within: functionAround(evaluation, file, call),
        callee,
        member: { file, value: work },
        work: nameOf(summary, a[work]),
        over: writtenAs(parts, file, a[iterate]),
        trip: tripOf(file, iterate),
        limited: isLimited(file, call) || isLimited(file, work) || targetsOf(file, work).some((id) => limits(id, 0)),
        does: done,
      },
    ]
  }

  function tripOf(file: FileId, iterate: Value): FanOutFact['trip'] {
    const { a } = evaluation.file(file).summary.values
    if (pieces.isPiece(file, a[iterate])) return 'batch'
    const trip = loops.tripOf(file, iterate)
    if (trip === 'counted' || (trip === 'data' && pieces.isPartOfObject(file, a[iterate]))) return 'small'
    return trip
  }

  function targetsOf(file: FileId, call: Value): readonly FunctionId[] {
    return evaluation.calleeOf(file, call).targets.flatMap((target) => {
      const id = functionOf(target)
      return id !== null && parts.isProject(id) ? [id] : []
    })
  }

  /** The function, or one it calls, waits for its turn. */
  function limits(id: FunctionId, depth: number): boolean {
    const known = limiting.get(id)
    if (known !== undefined) return known
    limiting.set(id, false)
    const { file, scope } = evaluation.function(id)
    const { regions, scopes, values } = evaluation.file(file).summary
    const body = scopes.region[scope]
    let answer = false
    for (let at = regions.first[body]; at < regions.end[body] && !answer; at++)
      answer = (values.op[at] === Op.Enter && isLimiter(file, values.a[at])) || (values.op[at] === Op.Call && isAcquire(file, at))
    answer ||= depth < DEEPEST && edgesFrom(id).some((edge) => limits(edge.to, depth + 1))
    limiting.set(id, answer)
    return answer
  }

  function isLimited(file: FileId, value: Value): boolean {
    const { a } = evaluation.file(file).summary.values
    return evaluation.held(file, value).some((enter) => isLimiter(file, a[enter]))
  }

  function isAcquire(file: FileId, call: Value): boolean {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    return op[a[call]] === Op.Attr && nameOf(summary, a[call]) === 'acquire' && isLimiter(file, a[a[call]])
  }

  function isLimiter(file: FileId, entered: Value): boolean {
    const { summary } = evaluation.file(file)
    const type = evaluation.typeOf(file, entered)
    if (type.is === 'instance' && LIMITERS.test(evaluation.class(type.of).qualifiedName)) return true
    const { op, a } = summary.values
    const named = op[entered] === Op.Call ? a[entered] : entered
    return LIMITER.test(nameOf(summary, named)) || (op[named] === Op.Attr && LIMITER.test(nameOf(summary, a[named])))
  }
}

/** Requests to other services that are sent while a session of the same function holds a connection. */
import type { HeldConnectionFact } from '../../model/held-connection.ts'
import type { Does } from '../../model/knowledge.ts'
import type { Context, Edge } from '../../model/project.ts'
import type { Value } from '../../model/summary.ts'
import { Op } from '../../model/summary.ts'
import type { FileId, FunctionId } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import { doneBy } from '../handlers/tried.ts'
import type { QuerySites } from '../loader/query-sites.ts'
import { statementCalls } from '../loader/statement-calls.ts'
import { functionOf } from '../parameters.ts'
import { carried, listOf, nameOf } from '../read.ts'
import type { Scanner } from '../scan.ts'
import { isAwaitedDirectly } from '../uses.ts'
import { sessionClass } from './types.ts'

interface Input {
  readonly parts: Parts
  readonly scanner: Scanner
  readonly sites: QuerySites
  readonly functions: readonly FunctionId[]
  /** In the task of the function itself. */
  readonly does: (id: FunctionId, what: Does) => boolean
  readonly contextOf: (id: FunctionId) => Context | null
}

const SENDS = new Set(['execute', 'exec', 'scalar', 'scalars', 'get', 'get_one', 'flush', 'refresh', 'stream', 'stream_scalars', 'merge'])
const RELEASES = new Set(['commit', 'rollback', 'close', 'aclose', 'remove', 'invalidate', 'reset'])
const OPENS = /^(begin|begin_nested|connect)$/
/** Hops down to the request. */
const DEEPEST = 3
const LONGEST_CHAIN = 24

interface Taken {
  readonly at: Value
  readonly session: Value
  readonly key: string
}

export function heldConnections({ parts, scanner, sites, functions, does, contextOf }: Input): readonly HeldConnectionFact[] {
  const { evaluation, origins } = parts
  const found = functions.flatMap((within) => {
    if (!does(within, 'http') || !(does(within, 'sql-read') || does(within, 'flush'))) return []
    const fact = inFunction(within)
    return fact === null ? [] : [fact]
  })
  // Where a function below holds a connection over the same request, it is said there.
  const told = new Set(found.map(({ within, request }) => `${within}:${request.at.file}:${request.at.value}`))
  return found.filter(({ path, request }) => path.every(({ to }) => !told.has(`${to}:${request.at.file}:${request.at.value}`)))

  /** The first such request of a function: the mend, a commit before it, is the same for those that follow. */
  function inFunction(within: FunctionId): HeldConnectionFact | null {
    const { file, scope } = evaluation.function(within)
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    const region = summary.scopes.region[scope]
    let taken: readonly Taken[] = []
    for (let at = summary.regions.first[region]; at < summary.regions.end[region]; at++) {
      if (op[at] !== Op.Call || evaluation.scopeOf(file, at) !== scope) continue
      const receiver = op[a[at]] === Op.Attr ? a[a[at]] : -1
      const name = receiver < 0 ? '' : nameOf(summary, a[at])
      if (receiver >= 0 && isSession(file, receiver)) {
        if (RELEASES.has(name)) taken = []
        else if (SENDS.has(name)) taken = [...taken, { at, session: receiver, key: keyOf(file, receiver) }]
        continue
      }
      const done = doneBy({ parts, does }, file, at)
      if (done.includes('commit')) {
        taken = []
        continue
      }
      const holder = done.includes('http') ? taken.find((each) => isHeldAt(file, each, at)) : undefined
      const request = holder === undefined ? null : requestOf(within, file, at)
      if (holder !== undefined && request !== null)
        return {
          is: 'held-connection',
          at: { file, value: at },
          within,
          acquired: { file, value: holder.at },
          session: nameOf(summary, holder.session),
          locks: locks(file, holder.at),
          context: contextOf(within),
          ...request,
        }
      const session = done.includes('sql-read') || done.includes('flush') ? sessionOf(file, at) : -1
      if (session >= 0 && runs(file, at)) taken = [...taken, { at, session, key: keyOf(file, session) }]
    }
    return null
  }

  function isSession(file: FileId, value: Value): boolean {
    return sessionClass(evaluation, evaluation.typeOf(file, value)) !== null
  }

  function keyOf(file: FileId, session: Value): string {
    return origins
      .of(file, session)
      .toSorted((x, y) => x - y)
      .join()
  }

  /** The session behind a legacy query, or among the arguments of a call that reads with it; -1 if there is none. */
  function sessionOf(file: FileId, call: Value): Value {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    let at = op[a[call]] === Op.Attr ? a[a[call]] : -1
    for (let hops = 0; at >= 0 && hops < LONGEST_CHAIN; hops++) {
      if (isSession(file, at)) return at
      const kind: Op = op[at]
      at = kind === Op.Call || kind === Op.Attr || kind === Op.Load ? a[at] : kind === Op.Bind ? b[at] : -1
    }
    return (
      listOf(summary, b[call])
        .map((item) => carried(summary, item))
        .find((item) => isSession(file, item)) ?? -1
    )
  }

  /** Always taken before, and not given back by the end of a block in between. */
  function isHeldAt(file: FileId, { at: taken }: Taken, at: Value): boolean {
    if (!evaluation.dominates(file, taken, at)) return false
    const around = evaluation.held(file, at)
    return evaluation.held(file, taken).every((enter) => around.includes(enter) || !isScope(file, enter))
  }

  /** What is entered is a session, or a transaction of one. */
  function isScope(file: FileId, enter: Value): boolean {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    if (sites.isSession(file, enter)) return true
    const entered = a[enter]
    return entered >= 0 && op[entered] === Op.Call && op[a[entered]] === Op.Attr && OPENS.test(nameOf(summary, a[entered]))
  }

  /** The call is made here and now: awaited, or of a plain function. */
  function runs(file: FileId, call: Value): boolean {
    if (isAwaitedDirectly(evaluation, file, call)) return true
    const { targets } = evaluation.calleeOf(file, call)
    return (
      targets.length > 0 &&
      targets.every((target) => {
        const id = functionOf(target)
        return id !== null && !evaluation.function(id).async && !evaluation.function(id).generator
      })
    )
  }

  /** The request that an ordinary call sends: by a library, or by project code below it. */
  function requestOf(within: FunctionId, file: FileId, call: Value): Pick<HeldConnectionFact, 'path' | 'request'> | null {
    if (!runs(file, call) || !parts.ordinary.isOrdinary([], { file, value: call })) return null
    const direct = sendsBy(file, call)
    if (direct !== null) return { path: [], request: direct }
    const first = scanner.ofFunction(within).edges.filter(({ at, kind }) => at.value === call && (kind === 'call' || kind === 'await'))
    return below(first.map((edge) => [edge]))
  }

  function below(begun: readonly (readonly Edge[])[]): Pick<HeldConnectionFact, 'path' | 'request'> | null {
    let ways = begun
    const seen = new Set<FunctionId>()
    for (let depth = 0; depth < DEEPEST && ways.length > 0; depth++) {
      const next: (readonly Edge[])[] = []
      for (const path of ways) {
        const { to, runs: where } = path[path.length - 1]
        if (seen.has(to) || (where !== undefined && where !== 'caller') || !does(to, 'http')) continue
        seen.add(to)
        const request = requestsIn(to).find((each) => parts.ordinary.doubtOn(path, each.at) === null)
        if (request !== undefined) return { path, request }
        for (const edge of scanner.ofFunction(to).edges) next.push([...path, edge])
      }
      ways = next
    }
    return null
  }

  function requestsIn(id: FunctionId): readonly HeldConnectionFact['request'][] {
    const { file, scope } = evaluation.function(id)
    const { summary } = evaluation.file(file)
    const { op } = summary.values
    const region = summary.scopes.region[scope]
    const found: HeldConnectionFact['request'][] = []
    for (let at = summary.regions.first[region]; at < summary.regions.end[region]; at++) {
      if (op[at] !== Op.Call || evaluation.scopeOf(file, at) !== scope || !runs(file, at)) continue
      const request = sendsBy(file, at)
      if (request !== null) found.push(request)
    }
    return found
  }

  /** A library call that sends a request. */
  function sendsBy(file: FileId, call: Value): HeldConnectionFact['request'] | null {
    const sends = parts.effects
      .callsOf(file, call)
      .find((known) =>
        known.effects.some(
          ({ does: done, when }) => done?.includes('http') === true && (when === undefined || parts.predicates.holds(when, known)),
        ),
      )
    return sends === undefined ? null : { at: { file, value: call }, callee: sends.name }
  }

  function locks(file: FileId, call: Value): boolean {
    const { summary } = evaluation.file(file)
    const given = listOf(summary, summary.values.b[call])[0] ?? -1
    return [...statementCalls(evaluation, file, call), ...statementCalls(evaluation, file, given)].some(
      ({ name }) => name === 'with_for_update',
    )
  }
}

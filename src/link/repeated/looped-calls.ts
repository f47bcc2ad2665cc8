/** Calls out of the process that a loop over data makes one after the other, directly or through what it calls. */
import type { Does } from '../../model/knowledge.ts'
import type { Context, Edge } from '../../model/project.ts'
import type { LoopedCallFact, LoopedCallSpared } from '../../model/repeated.ts'
import type { Region, Scope, Value } from '../../model/summary.ts'
import { Op, RegionKind } from '../../model/summary.ts'
import type { FileId, FunctionId } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import { influenceOf } from '../loader/influence.ts'
import type { Influence } from '../loader/influence.ts'
import { leavesWith } from '../loader/leaving.ts'
import type { Loops } from '../loader/loops.ts'
import type { QuerySites } from '../loader/query-sites.ts'
import { createTurns } from '../loader/turns.ts'
import { parametersOf } from '../parameters.ts'
import { carried, listOf } from '../read.ts'
import { isAwaitedDirectly, usesOf } from '../uses.ts'
import { givenTo } from './given.ts'
import { createPace } from './pace.ts'
import type { Sent } from './sends.ts'
import { sentBy } from './sends.ts'

interface Input {
  readonly parts: Parts
  readonly loops: Loops
  readonly sites: QuerySites
  readonly functions: readonly FunctionId[]
  readonly edgesFrom: (id: FunctionId) => readonly Edge[]
  readonly does: (id: FunctionId, what: Does) => boolean
  readonly contextOf: (id: FunctionId) => Context | null
}

/** Hops below the loop: longer ways are too uncertain to convict. */
const DEEPEST = 3

/** A way to a call that sends what was handed over. */
interface Below {
  readonly path: readonly Edge[]
  readonly file: FileId
  readonly call: Value
  readonly sent: Sent
  readonly memoised: boolean
}

/** In the order of the functions, then of their places. */
export function loopedCalls(input: Input): readonly LoopedCallFact[] {
  const { parts, loops } = input
  const { evaluation, decorations } = parts
  const turns = createTurns(parts, input.sites, influenceOfLoop)
  const pace = createPace(parts)
  const answers = new Map<string, Below | null>()
  const influences = new Map<FileId, Map<Value, Influence>>()
  return input.functions.flatMap((id) => (hasLoop(id) ? ofFunction(id) : []))

  function hasLoop(id: FunctionId): boolean {
    const { file, scope } = evaluation.function(id)
    const { scopes, regions } = evaluation.file(file).summary
    const around = scopes.region[scope]
    for (let region = around + 1; region < regions.count && regions.first[region] < regions.end[around]; region++)
      if (regions.kind[region] === RegionKind.Loop) return true
    return false
  }

  function ofFunction(id: FunctionId): readonly LoopedCallFact[] {
    const { file, scope } = evaluation.function(id)
    const found: LoopedCallFact[] = []
    const edges = new Map(input.edgesFrom(id).map((edge) => [edge.at.value, edge]))
    for (const call of ownCalls(file, scope)) {
      if (evaluation.repeats(file, call).length === 0) continue
      const edge = edges.get(call)
      const sent = sentBy(parts, file, call)
      if (sent === null && (edge === undefined || edge.to === id || !leadsOut(edge.to))) continue
      const [region] = dataLoops(file, call)
      if (region === undefined || !isInTurn(file, call, sent, edge)) continue
      const influence = influenceOfLoop(file, scope, evaluation.file(file).summary.regions.subject[region])
      const below = sent === null ? through(file, call, edge!, influence, 1) : direct(file, call, sent, influence)
      if (below !== null) found.push(factOf(id, file, call, region, below))
    }
    return found
  }

  function factOf(within: FunctionId, file: FileId, call: Value, region: Region, below: Below): LoopedCallFact {
    const loop = evaluation.file(file).summary.regions.subject[region]
    return {
      is: 'looped-call',
      at: { file, value: call },
      within,
      loop: { file, value: loop },
      path: below.path,
      sent: { file: below.file, value: below.call },
      callee: below.sent.callee,
      to: below.sent.to,
      context: input.contextOf(within),
      spared: sparedOf(file, region, call, below),
    }
  }

  function sparedOf(file: FileId, region: Region, call: Value, below: Below): LoopedCallSpared | null {
    const trip = loops.tripOf(file, evaluation.file(file).summary.regions.subject[region])
    if (trip === 'small') return 'small-loop'
    if (trip === 'batch' || pace.hasPipeline(file, call)) return 'batched'
    if (below.memoised || turns.isMemoised(file, call)) return 'memoised'
    if (turns.isAfterFailure(file, call, region)) return 'failing'
    if (turns.endsOnHit(file, region, call) || leavesWith(evaluation, file, call, region)) return 'first-hit'
    if (pace.isPaced(file, region, call)) return 'paced'
    if (pace.isCarried(file, region, call)) return 'carried'
    return pace.isStreamed(file, region) ? 'streamed' : null
  }

  /** `for` loops around a call over what may be data, innermost first. */
  function dataLoops(file: FileId, call: Value): readonly Region[] {
    const { regions, values } = evaluation.file(file).summary
    const around = evaluation.repeats(file, call).filter((region) => {
      const loop = regions.subject[region]
      return loop >= 0 && values.op[loop] === Op.Iterate && loop < call
    })
    const known = around.filter((region) => !/^(counted|unknown)$/.test(loops.tripOf(file, regions.subject[region])))
    const data = known.filter((region) => loops.tripOf(file, regions.subject[region]) === 'data')
    return data.length > 0 ? data : known
  }

  /** The turn waits for it: a coroutine that is collected, or started as a task, is made at once with the others. */
  function isInTurn(file: FileId, call: Value, sent: Sent | null, edge: Edge | undefined): boolean {
    const kind = evaluation.typeOf(file, call).is
    const isAsync = sent?.async ?? edge?.kind === 'await'
    if (sent === null && edge !== undefined && (edge.runs !== undefined || !/^(call|await)$/.test(edge.kind))) return false
    if (sent === null && edge?.kind === 'call' && evaluation.function(edge.to).async) return false
    if (!isAsync && kind !== 'coroutine') return true
    if (isAwaitedDirectly(evaluation, file, call)) return true
    return usesOf(evaluation, file, call).some(
      (use) =>
        use.is === 'argument' &&
        !use.spread &&
        isAwaitedDirectly(evaluation, file, use.at) &&
        parts.effects.callsOf(file, use.at).some(({ name }) => name === 'asyncio.wait_for'),
    )
  }

  function direct(file: FileId, call: Value, sent: Sent, influence: Influence): Below | null {
    const { summary } = evaluation.file(file)
    const depends = listOf(summary, summary.values.b[call]).some((argument) => influence.has(argument))
    return depends ? { path: [], file, call, sent, memoised: false } : null
  }

  function through(file: FileId, call: Value, edge: Edge, influence: Influence, depth: number): Below | null {
    if (!leadsOut(edge.to)) return null
    const given = givenTo(evaluation, file, call, edge.to, (argument) => influence.has(carried(evaluation.file(file).summary, argument)))
    const below = given.length === 0 ? null : belowOf(edge.to, given, depth)
    if (below === null) return null
    const { once, known } = decorations.of(edge.to)
    return { ...below, path: [edge, ...below.path], memoised: below.memoised || once || !known || edge.confidence === 'several' }
  }

  function leadsOut(id: FunctionId): boolean {
    return input.does(id, 'http') || input.does(id, 'redis') || input.does(id, 'publishes')
  }

  function belowOf(id: FunctionId, given: readonly number[], depth: number): Below | null {
    const key = `${id}:${given.join()}:${depth}`
    const known = answers.get(key)
    if (known !== undefined) return known
    answers.set(key, null)
    const found = search(id, given, depth)
    answers.set(key, found)
    return found
  }

  /** The first call of a body that always sends what it was given, or leads to one that does. */
  function search(id: FunctionId, given: readonly number[], depth: number): Below | null {
    const { file, scope } = evaluation.function(id)
    const parameters = parametersOf(evaluation, id)
    const seeds = given.map((index) => parameters[index]).filter((seed) => seed !== undefined)
    if (seeds.length === 0) return null
    const influence = influenceOf(evaluation, file, scope, seeds, stops)
    const edges = new Map(input.edgesFrom(id).map((edge) => [edge.at.value, edge]))
    for (const call of ownCalls(file, scope)) {
      // What a loop of its own repeats is told there.
      if (evaluation.repeats(file, call).length > 0 || turns.isAfterFailure(file, call, 0)) continue
      const sent = sentBy(parts, file, call)
      const edge = edges.get(call)
      if ((sent === null && edge === undefined) || !isInTurn(file, call, sent, edge)) continue
      const below =
        sent !== null
          ? direct(file, call, sent, influence)
          : depth < DEEPEST && edge!.to !== id
            ? through(file, call, edge!, influence, depth + 1)
            : null
      if (below !== null) return { ...below, memoised: below.memoised || turns.isMemoised(file, call) || isRare(file, call) }
    }
    return null
  }

  /** On a branch of the function, or behind a test of what the process keeps: which elements come there is not known. */
  function isRare(file: FileId, call: Value): boolean {
    const isBranch = evaluation.guards(file, call).some(({ by }) => by === 'branch' || by === 'case')
    return isBranch || !parts.ordinary.isOrdinary([], { file, value: call })
  }

  /** What the element of a loop has a say in. */
  function influenceOfLoop(file: FileId, scope: Scope, loop: Value): Influence {
    const known = influences.get(file)?.get(loop)
    if (known !== undefined) return known
    const made = influenceOf(evaluation, file, scope, [loop], stops)
    let ofFile = influences.get(file)
    if (ofFile === undefined) influences.set(file, (ofFile = new Map()))
    ofFile.set(loop, made)
    return made
  }

  function stops(): boolean {
    return false
  }

  /** Call rows of a scope's body without those of the scopes nested in it. */
  function ownCalls(file: FileId, scope: Scope): readonly Value[] {
    const { scopes, regions, values } = evaluation.file(file).summary
    const region = scopes.region[scope]
    const calls: Value[] = []
    for (let at = regions.first[region]; at < regions.end[region]; at++)
      if (values.op[at] === Op.Call && evaluation.scopeOf(file, at) === scope) calls.push(at)
    return calls
  }
}

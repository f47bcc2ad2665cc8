/** Reading statements that a loop over data repeats for every element, directly or through what it calls. */
import type { LookupKey, LoopedQueryFact, LoopedSpared, QuerySite } from '../../model/loader.ts'
import type { Context, Edge } from '../../model/project.ts'
import type { Region, Scope, Value } from '../../model/summary.ts'
import { BinaryOp, CompareOp, Op, RegionKind } from '../../model/summary.ts'
import type { FileId, FunctionId } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import { boundParameters, functionOf, parametersOf } from '../parameters.ts'
import { argumentAt, carried, listOf, nameOf } from '../read.ts'
import type { Scanner } from '../scan.ts'
import type { Callers } from './callers.ts'
import { createHandedText } from './handed-text.ts'
import type { Influence } from './influence.ts'
import { influenceOf } from './influence.ts'
import { leavesWith } from './leaving.ts'
import type { Loops } from './loops.ts'
import { asksForMany } from './many.ts'
import { eachOperand } from './operands.ts'
import type { QuerySites } from './query-sites.ts'
import { createPreloads } from './preloads.ts'
import { createTurns } from './turns.ts'

export interface LoopedInput {
  readonly parts: Parts
  readonly scanner: Scanner
  readonly loops: Loops
  readonly sites: QuerySites
  readonly callers: Callers
  readonly functions: readonly FunctionId[]
  /** Calls of a function may lead to a reading statement in the same task. */
  readonly reads: (id: FunctionId) => boolean
  /** Calls of a function may lead to a write in the same task. */
  readonly writes: (id: FunctionId) => boolean
  readonly contextOf: (id: FunctionId) => Context | null
}

/** Hops below the loop: longer ways are too uncertain to convict. */
const DEEPEST = 4

/** A call of a function's own body that reads: a query (`query`), or what leads to one (`edge`). */
interface Reading {
  readonly call: Value
  readonly edge: Edge | null
  readonly query: QuerySite | null
}

/** A way to a statement whose values come from what was handed over. */
interface Below {
  readonly path: readonly Edge[]
  readonly query: QuerySite
  readonly key: LookupKey | null
  readonly memoised: boolean
  /** It asks for many at once: its elements are batches. */
  readonly many: boolean
  readonly certain: boolean
  /** A loop of its own repeats it down there. */
  readonly repeated: boolean
}

export function loopedQueries(input: LoopedInput): readonly LoopedQueryFact[] {
  const { parts, scanner, loops, sites } = input
  const { evaluation } = parts
  const answers = new Map<FunctionId, Map<string, Below | null>>()
  const readings = new Map<FunctionId, readonly Reading[]>()
  const influences = new Map<FileId, Map<Value, Influence>>()
  const facts: LoopedQueryFact[] = []
  const turns = createTurns(parts, sites, influenceOfLoop)
  const preloads = createPreloads(parts)
  const handedText = createHandedText(evaluation, input.callers, sites)
  let told: ReadonlySet<string> | null = null

  for (const id of input.functions) {
    const { file, scope } = evaluation.function(id)
    if (!hasLoop(file, scope)) continue
    if (!input.reads(id)) continue
    // A walk down a tree calls itself for every branch: the tree is one object, not rows.
    for (const { call, edge, query } of callsIn(id)) if (edge?.to !== id) addFact(id, scope, call, edge, query)
  }
  return facts.filter((fact) => !isToldBelow(fact))

  /** A loop around a loop: the inner one is at fault, and told at its own place. */
  function isToldBelow({ path, query }: LoopedQueryFact): boolean {
    return [...path.slice(1).map((edge) => edge.at), query.at].some(({ file, value }, hop) => path.length > hop && isTold(file, value))
  }

  function isTold(file: FileId, value: Value): boolean {
    told ??= new Set(facts.filter(({ spared }) => spared === null).map(({ at }) => `${at.file}:${at.value}`))
    return told.has(`${file}:${value}`)
  }

  function hasLoop(file: FileId, scope: Scope): boolean {
    const { scopes, regions } = evaluation.file(file).summary
    const around = scopes.region[scope]
    for (let region = around + 1; region < regions.count && regions.first[region] < regions.end[around]; region++) {
      if (regions.kind[region] === RegionKind.Loop) return true
    }
    return false
  }

  /** Calls of a function's own body that read: queries, and project functions from which some are reached. */
  function callsIn(id: FunctionId): readonly Reading[] {
    const known = readings.get(id)
    if (known !== undefined) return known
    const { file, scope } = evaluation.function(id)
    const found: Reading[] = []
    for (const edge of scanner.ofFunction(id).edges) {
      if (isSameTask(edge) && input.reads(edge.to) && evaluation.file(file).summary.values.op[edge.at.value] === Op.Call)
        found.push({ call: edge.at.value, edge, query: null })
    }
    for (const call of ownCalls(file, scope)) {
      const query = sites.at(file, call, id)
      if (query !== null) found.push({ call, edge: null, query })
    }
    const sorted = found.toSorted((x, y) => x.call - y.call)
    readings.set(id, sorted)
    return sorted
  }

  /** What the element of a loop has a say in. */
  function influenceOfLoop(file: FileId, scope: Scope, loop: Value): Influence {
    const known = influences.get(file)?.get(loop)
    if (known !== undefined) return known
    const made = influenceOf(evaluation, file, scope, [loop], (value) => sites.isSession(file, value))
    let ofFile = influences.get(file)
    if (ofFile === undefined) influences.set(file, (ofFile = new Map()))
    ofFile.set(loop, made)
    return made
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

  function addFact(within: FunctionId, scope: Scope, call: Value, edge: Edge | null, query: QuerySite | null): void {
    const { file } = evaluation.function(within)
    for (const region of evaluation.repeats(file, call)) {
      const loop = evaluation.file(file).summary.regions.subject[region]
      if (loop < 0 || evaluation.file(file).summary.values.op[loop] !== Op.Iterate || loop > call) continue
      const influence = influenceOfLoop(file, scope, loop)
      const below = edge === null ? direct(file, call, query!, influence) : through(file, call, edge, influence, null, [])
      if (below === null) continue
      const trip = loops.tripOf(file, loop)
      // Members of a handful are not data, but what is around them may be.
      if (trip === 'small' && isRepeatedOutside(file, region)) continue
      if (trip === 'counted' || trip === 'unknown') return
      facts.push({
        is: 'looped-query',
        at: { file, value: call },
        within,
        loop: { file, value: loop },
        path: below.path,
        query: below.query,
        key: below.key,
        context: input.contextOf(within),
        transactional: turns.commitsIn(file, region),
        writes: edge !== null && input.writes(edge.to),
        given: loops.isGiven(file, loop),
        confidence: below.certain && below.path.length < 2 ? 'high' : 'medium',
        spared: sparedOf(file, region, call, trip, below),
      })
      return
    }
  }

  function isRepeatedOutside(file: FileId, region: Region): boolean {
    const { kind, parent } = evaluation.file(file).summary.regions
    for (let at = parent[region]; at > 0; at = parent[at]) {
      if (kind[at] === RegionKind.Function || kind[at] === RegionKind.Lambda) return false
      if (kind[at] === RegionKind.Loop) return true
    }
    return false
  }

  function sparedOf(file: FileId, region: Region, call: Value, trip: string, below: Below): LoopedSpared | null {
    if (trip === 'small') return 'small-loop'
    if (trip === 'batch' || below.many) return 'batched'
    if (below.memoised || turns.isMemoised(file, call)) return 'memoised'
    if (turns.isAfterFailure(file, call, region)) return 'failing'
    return turns.endsOnHit(file, region, call) || leavesWith(evaluation, file, call, region) ? 'first-hit' : null
  }

  /** A statement whose own values depend on the element. */
  function direct(file: FileId, call: Value, query: QuerySite, influence: Influence): Below | null {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    const callee = a[call]
    const receiver = op[callee] === Op.Attr ? a[callee] : -1
    // A query object carries its own values; a session only sends what it is given.
    const depends =
      Array.from(listOf(summary, b[call])).some((argument) => influence.has(argument)) ||
      (receiver >= 0 && influence.has(receiver) && !sites.isSession(file, receiver))
    if (!depends || namesTable(file, call, influence)) return null
    return {
      path: [],
      query,
      key: keyOf(file, call, influence),
      memoised: turns.isMemoised(file, call),
      many: asksForMany(evaluation, file, call, influence),
      certain: true,
      repeated: isRepeated(file, call),
    }
  }

  /** Only the text of the statement comes from the element: it names a table or a column, which no list of values can. */
  function namesTable(file: FileId, call: Value, influence: Influence): boolean {
    const { summary } = evaluation.file(file)
    const { b } = summary.values
    const [statement, ...others] = listOf(summary, b[call])
    if (statement === undefined || !influence.has(statement)) return false
    return sites.isText(file, statement) && !others.some((argument) => influence.has(argument))
  }

  function through(
    file: FileId,
    call: Value,
    edge: Edge,
    influence: Influence,
    supplied: ReadonlySet<Value> | null,
    before: readonly Edge[],
  ): Below | null {
    const given = parametersGiven(file, call, edge.to, influence)
    if (given.length === 0) return null
    const below = belowOf(edge.to, given, preloads.suppliedBy(file, call, edge.to, supplied), [...before, edge])
    if (below === null || (below.path.length === 0 && handedText.writes(file, call, edge.to, below.query))) return null
    const { decorations } = parts
    return {
      ...below,
      path: [edge, ...below.path],
      memoised: below.memoised || decorations.of(edge.to).once || !decorations.of(edge.to).known,
      certain: below.certain && edge.confidence === 'exact',
      repeated: below.repeated || isRepeated(file, call),
    }
  }

  /** Positions of the callee's parameters that receive what the element has a say in. */
  function parametersGiven(file: FileId, call: Value, to: FunctionId, influence: Influence): readonly number[] {
    const { summary } = evaluation.file(file)
    const { op, b } = summary.values
    const target = evaluation.calleeOf(file, call).targets.find((each) => functionOf(each) === to)
    if (target === undefined) return []
    const bound = boundParameters(evaluation, target)
    const parameters = parametersOf(evaluation, to)
    const names = Array.from(parameters, (parameter) => nameOf(evaluation.file(evaluation.function(to).file).summary, parameter))
    // The receiver is left out: objects with a session of their own are services, and few.
    const given = new Set<number>()
    let position = bound
    for (const item of listOf(summary, b[call])) {
      if (op[item] === Op.Keyword) {
        const index = names.indexOf(textName(file, item))
        if (index >= 0 && influence.has(b[item])) given.add(index)
      } else if (op[item] === Op.Star || op[item] === Op.DoubleStar) position = names.length
      else {
        if (influence.has(item) && position < names.length) given.add(position)
        position++
      }
    }
    return [...given].toSorted((x, y) => x - y)
  }

  function textName(file: FileId, keyword: Value): string {
    const { summary } = evaluation.file(file)
    return summary.strings[summary.values.a[keyword]]
  }

  /** `way`: the calls from the loop to here, the last of which calls the function. */
  function belowOf(id: FunctionId, given: readonly number[], supplied: readonly Value[], way: readonly Edge[]): Below | null {
    if (way.length > DEEPEST) return null
    const { file } = evaluation.function(id)
    const all = callsIn(id)
    const calls = all.filter(({ call }) => !parts.flags.contradicts(way, { file, value: call }))
    const key = `${given.join()}:${supplied.join()}:${way.length}:${calls.length === all.length ? '' : calls.map(({ call }) => call).join()}`
    let known = answers.get(id)
    if (known === undefined) answers.set(id, (known = new Map()))
    const answer = known.get(key)
    if (answer !== undefined) return answer
    known.set(key, null)
    const found = search(id, given, new Set(supplied), calls, way)
    known.set(key, found)
    return found
  }

  function search(
    id: FunctionId,
    given: readonly number[],
    supplied: ReadonlySet<Value>,
    taken: readonly Reading[],
    way: readonly Edge[],
  ): Below | null {
    if (!input.reads(id)) return null
    const { file, scope } = evaluation.function(id)
    const parameters = parametersOf(evaluation, id)
    const seeds = given.map((index) => parameters[index])
    const influence = influenceOf(evaluation, file, scope, seeds, (value) => sites.isSession(file, value))
    const calls = taken.filter(({ call }) => !preloads.isSparedBy(file, call, supplied) && !turns.isAfterFailure(file, call, 0))
    const own = calls.flatMap(({ call, query }) => (query === null ? [] : (direct(file, call, query, influence) ?? [])))
    let best = own.reduce<Below | null>(better, null)
    if (best !== null && !best.repeated) return best
    for (const { call, edge } of calls) {
      if (edge === null || edge.to === id) continue
      const below = through(file, call, edge, influence, supplied, way)
      if (below !== null) best = better(best, { ...below, memoised: below.memoised || turns.isMemoised(file, call) })
    }
    return best
  }

  function better(best: Below | null, below: Below): Below {
    return best === null || rank(below) < rank(best) ? below : best
  }

  function isRepeated(file: FileId, call: Value): boolean {
    return evaluation.repeats(file, call).length > 0
  }

  /** Surely sent before possibly kept, once per call before by a loop down there, short before long. */
  function rank({ path, many, memoised, certain, repeated }: Below): number {
    return (memoised || many ? 100 : 0) + (repeated ? 50 : 0) + (certain ? 0 : 10) + path.length
  }

  /** The column of an equality with the element's value, or the model a primary key is looked up in. */
  function keyOf(file: FileId, call: Value, influence: Influence): LookupKey | null {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    if (op[a[call]] === Op.Attr && /^get(_one)?$/.test(nameOf(summary, a[call]))) {
      const model = evaluation.typeOf(file, argumentAt(summary, call, 0))
      if (model.is === 'class') return { of: model.of, attribute: null }
    }
    const work: Value[] = [call]
    const seen = new Set<Value>(work)
    for (let at = work.shift(); at !== undefined && seen.size < MOST_ROWS; at = work.shift()) {
      if (op[at] === Op.Compare && listOf(summary, a[at])[0] === CompareOp.Eq && influence.has(at)) {
        for (const operand of listOf(summary, b[at])) {
          const column = columnOf(file, operand)
          if (column !== null) return column
        }
      }
      if (op[at] === Op.Binary && summary.values.aux[at] !== BinaryOp.And && summary.values.aux[at] !== BinaryOp.Or) continue
      eachOperand(summary, at, (operand) => {
        const value = carried(summary, operand)
        if (!influence.has(value) || seen.has(value)) return
        seen.add(value)
        work.push(value)
      })
    }
    return null
  }

  function columnOf(file: FileId, value: Value): LookupKey | null {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    if (op[value] !== Op.Attr) return null
    const owner = evaluation.typeOf(file, a[value])
    return owner.is === 'class' ? { of: owner.of, attribute: nameOf(summary, value) } : null
  }
}

const MOST_ROWS = 200

function isSameTask(edge: Edge): boolean {
  return edge.runs === undefined || edge.runs === 'caller' || edge.runs === 'greenlet'
}

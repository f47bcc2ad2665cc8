/** Reads of relationships: what each does, and whether a loop over data repeats it. */
import type { ReadSpared, RelationshipReadFact } from '../../model/loader.ts'
import type { Context, Edge, Place } from '../../model/project.ts'
import type { Relationship, Schema } from '../../model/schema.ts'
import type { Scope, Value } from '../../model/summary.ts'
import { Leaves, Op, RegionKind } from '../../model/summary.ts'
import type { FileId, FunctionId, Type } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import { parametersOf } from '../parameters.ts'
import { argumentAt, listOf, nameOf, textOf } from '../read.ts'
import type { Callers } from './callers.ts'
import type { Entities } from './entities.ts'
import type { Entity } from './flow.ts'
import { GENERIC } from './flow.ts'
import type { Influence } from './influence.ts'
import { influenceOf } from './influence.ts'
import { leavesWith } from './leaving.ts'
import { sharesTarget } from './pinned.ts'
import type { Loops } from './loops.ts'
import { relationshipOf, stateOf } from './state.ts'

export interface ReadsInput {
  readonly parts: Parts
  readonly schema: Schema
  readonly entities: Entities
  readonly loops: Loops
  readonly callers: Callers
  readonly functions: readonly FunctionId[]
  /** Functions that SQLAlchemy's greenlet bridge runs. */
  readonly inGreenlet: (id: FunctionId) => boolean
  readonly contextOf: (id: FunctionId) => Context | null
}

/** Calls between the loop and the read. */
const DEEPEST = 3
/** Calls whose result consists of what they are given; the entity domain has decided what they are called on. */
const PASSING = new Set([
  'list',
  'sorted',
  'reversed',
  'tuple',
  'set',
  'enumerate',
  'zip',
  'filter',
  'iter',
  'next',
  'items',
  'values',
  'get',
  'all',
  'first',
  'copy',
  'pop',
  'cast',
])

interface Repetition {
  readonly loop: Place
  readonly path: readonly Edge[]
  readonly spared: ReadSpared | null
}

export function relationshipReads(input: ReadsInput): readonly RelationshipReadFact[] {
  const { parts, schema, entities, loops, callers } = input
  const { evaluation } = parts
  const names = new Set(schema.models.flatMap((model) => model.relationships.map(({ name }) => name)))
  const facts: RelationshipReadFact[] = []
  const seen = new Set<string>()
  const repeated = new Set<string>()
  const held = new Map<string, Value>()
  const influences = new Map<FileId, Map<Value, Influence>>()
  if (names.size === 0) return facts

  const wanted = new Map<FileId, Uint8Array>()
  for (const id of input.functions) {
    const { file, scope } = evaluation.function(id)
    const { summary } = evaluation.file(file)
    let isName = wanted.get(file)
    if (isName === undefined) wanted.set(file, (isName = Uint8Array.from(summary.strings, (text) => (names.has(text) ? 1 : 0))))
    const { op, b } = summary.values
    const region = summary.scopes.region[scope]
    for (let at = summary.regions.first[region]; at < summary.regions.end[region]; at++) {
      if (op[at] === Op.Attr && isName[b[at]] === 1 && evaluation.scopeOf(file, at) === scope) addRead(id, file, at)
    }
  }
  return facts

  function addRead(within: FunctionId, file: FileId, at: Value): void {
    const { a } = evaluation.file(file).summary.values
    const flow = entities.of(file, a[at])
    const entity = flow.is === 'awaitable' ? flow.of : flow
    if (entity.is !== 'entity' || entity.of === GENERIC) return
    const relationship = relationshipOf(schema.modelOf(entity.of), nameOf(evaluation.file(file).summary, at))
    if (relationship === null || isReplaced(file, at, relationship)) return
    const state = stateOf(entity, relationship)
    // Also what only an option has loaded: without it, it would load.
    const isLazy = state === 'would-load' || (state === 'loaded' && entity.query !== null && relationship.strategy === 'select')
    const repetition = isLazy ? repetitionOf(within, file, at, 0) : null
    facts.push({
      is: 'relationship-read',
      at: { file, value: at },
      within,
      model: entity.of,
      relationship,
      state,
      query: entity.query,
      session: entity.session,
      owners: entity.path,
      root: entity.root,
      loop: repetition?.loop ?? null,
      path: repetition?.path ?? [],
      bridged: flow.is === 'awaitable' || input.inGreenlet(within),
      context: input.contextOf(repetition === null ? within : functionAround(repetition.loop)),
      spared: state === 'would-load' ? whySpared(file, at, entity, relationship, repetition) : null,
    })
  }

  function whySpared(
    file: FileId,
    at: Value,
    entity: Entity,
    relationship: Relationship,
    repetition: Repetition | null,
  ): ReadSpared | null {
    // Asked also of a read that is spared: it loads what it reads all the same.
    const again = againIn(repetition, entity, relationship)
    const inside = sparedOf(file, at, relationship)
    if (inside !== null) return inside
    const places = repetition === null ? [{ file, value: at }] : [{ file, value: at }, repetition.loop]
    if (places.some((place) => isInIdentityMap(place, entity, relationship))) return 'identity-map'
    if (entity.query !== null && entity.path.length === 0 && sharesTarget(evaluation, schema, entity.query, entity.of, relationship))
      return 'one-target'
    return repetition?.spared ?? again
  }

  function functionAround({ file, value }: Place): FunctionId {
    return evaluation.functionOfScope(file, evaluation.scopeOf(file, value))
  }

  /** The same relationship of the same elements: after its first read in the turn it is loaded. */
  function againIn(repetition: Repetition | null, { of, path }: Entity, { name }: Relationship): ReadSpared | null {
    if (repetition === null) return null
    const key = `${repetition.loop.file}:${repetition.loop.value}:${of}:${path.join('.')}:${name}`
    if (repeated.has(key)) return 'read-before'
    repeated.add(key)
    return heldBefore(repetition.loop, `${of}:${path.join('.')}:${name}`) ? 'read-before' : null
  }

  /** An earlier loop over the same list has read it of every element, and nothing since then has made the session forget. */
  function heldBefore({ file, value: iterate }: Place, read: string): boolean {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    const list = op[a[iterate]] === Op.Load ? a[a[iterate]] : -1
    if (list < 0) return false
    const key = `${file}:${list}:${read}`
    const earlier = held.get(key)
    held.set(key, iterate)
    if (earlier === undefined || earlier >= iterate) return false
    for (let value = earlier; value < iterate; value++) if (op[value] === Op.Call && FORGETTING.has(nameOf(summary, a[value]))) return false
    return true
  }

  /** Only the object is looked at to give it another value: no collection has to be loaded for a scalar. */
  function isReplaced(file: FileId, at: Value, relationship: Relationship): boolean {
    const { op } = evaluation.file(file).summary.values
    return !relationship.collection && evaluation.users(file, at).length === 0 && op[at] === Op.Attr
  }

  function sparedOf(file: FileId, at: Value, relationship: Relationship): ReadSpared | null {
    if (isGuarded(file, at, relationship.name)) return 'guarded'
    const earlier = eventBefore(file, at, relationship.name)
    if (earlier !== null) return earlier
    const key = `${file}:${definitionOf(file, at)}:${relationship.name}`
    if (definitionOf(file, at) >= 0 && seen.has(key)) return 'read-before'
    seen.add(key)
    return null
  }

  /** The definition behind the name that the relationship is read on; -1 for anything but a name. */
  function definitionOf(file: FileId, at: Value): Value {
    const { op, a } = evaluation.file(file).summary.values
    const object = a[at]
    return op[object] === Op.Load ? a[object] : -1
  }

  /** A test of what is loaded: `"posts" in post.__dict__`, `inspect(post).unloaded`. */
  function isGuarded(file: FileId, at: Value, name: string): boolean {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    return parts.guards.tests(file, at).some(({ test }) => {
      for (let value = test; value >= 0 && value > test - MOST_TESTED; value--) {
        if (summary.values.start[value] < summary.values.start[test]) break
        if (op[value] === Op.Attr && /^(__dict__|unloaded)$/.test(nameOf(summary, value))) return true
        if (op[value] === Op.Text && textOf(summary, a[value]) === name) return true
      }
      return false
    })
  }

  /** The function holds objects of the target, or of a class on the way: a many to one finds them in the session without a statement. */
  function isInIdentityMap({ file, value: at }: Place, entity: Entity, read: Relationship): boolean {
    const targets: number[] = []
    let model = schema.modelOf(entity.root)
    for (const name of entity.path) {
      const hop = relationshipOf(model, name)
      if (hop === null || hop.target === null) break
      if (!hop.collection) targets.push(hop.target)
      model = schema.modelOf(hop.target)
    }
    if (!read.collection && read.target !== null) targets.push(read.target)
    if (targets.length === 0) return false
    const { summary } = evaluation.file(file)
    const { op, b } = summary.values
    const scope = evaluation.scopeOf(file, at)
    for (let value = summary.regions.first[summary.scopes.region[scope]]; value < at; value++) {
      if (op[value] === Op.Bind) {
        const made: Op = b[value] < 0 ? Op.Break : op[b[value]]
        if (made !== Op.Call && made !== Op.Await && made !== Op.Comprehension) continue
      } else if (op[value] !== Op.Param) continue
      const type = evaluation.typeOf(file, value)
      if (targets.some((target) => holds(type, target, 0))) return true
    }
    return false
  }

  /** `Author`, `list[Author]`, `dict[int, Author]`. */
  function holds(type: Type, target: number, depth: number): boolean {
    if (type.is !== 'instance' || depth > 3) return false
    return type.of === target || type.args.some((arg) => holds(arg, target, depth + 1))
  }

  /** What happened to the object between its birth and the read, on every way: refreshed, set, or read before. */
  function eventBefore(file: FileId, at: Value, name: string): ReadSpared | null {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    const object = definitionOf(file, at)
    if (object < 0) return null
    for (const load of evaluation.users(file, object)) {
      if (load >= at || op[load] !== Op.Load) continue
      for (const user of evaluation.users(file, load)) {
        if (user >= at) continue
        if (op[user] === Op.SetAttr && a[user] === load && textOf(summary, listOf(summary, b[user])[1]) === name) return 'refreshed'
        if (op[user] === Op.Call && refreshes(file, user, load, name)) return 'refreshed'
        if (!evaluation.dominates(file, user, at)) continue
        if (op[user] === Op.Attr && nameOf(summary, user) === name) return 'read-before'
        if (op[user] === Op.Attr && nameOf(summary, user) === 'awaitable_attrs') {
          for (const inner of evaluation.users(file, user)) if (inner < at && nameOf(summary, inner) === name) return 'read-before'
        }
      }
    }
    return null
  }

  /** `session.refresh(post, ["author"])`, `set_committed_value(post, "author", …)`. */
  function refreshes(file: FileId, call: Value, object: Value, name: string): boolean {
    const { summary } = evaluation.file(file)
    const { a } = summary.values
    if (argumentAt(summary, call, 0) !== object) return false
    const called = nameOf(summary, a[call])
    if (called === 'set_committed_value') return textIn(file, argumentAt(summary, call, 1), name)
    if (called !== 'refresh') return false
    const given = Math.max(argumentAt(summary, call, 1), argumentAt(summary, call, 'attribute_names'))
    return given >= 0 && textIn(file, given, name)
  }

  /** The name is one of the texts; a list that is not written out may hold it. */
  function textIn(file: FileId, value: Value, name: string): boolean {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    if (op[value] === Op.Text) return textOf(summary, a[value]) === name
    if (op[value] === Op.List || op[value] === Op.Tuple || op[value] === Op.Set)
      return listOf(summary, b[value]).some((item) => op[item] !== Op.Text || textOf(summary, a[item]) === name)
    return true
  }

  /** The loop over data that gives another object each turn: around the read, or around a call that leads to it. */
  function repetitionOf(within: FunctionId, file: FileId, at: Value, depth: number): Repetition | null {
    const { summary } = evaluation.file(file)
    const { a, op } = summary.values
    const object = op[at] === Op.Attr ? a[at] : at
    const scope = evaluation.scopeOf(file, at)
    let small: Repetition | null = null
    for (const region of evaluation.repeats(file, at)) {
      const iterate = summary.regions.subject[region]
      if (iterate < 0 || op[iterate] !== Op.Iterate || iterate > at) continue
      if (!elementsOf(file, scope, iterate).has(object)) continue
      const trip = loops.tripOf(file, iterate)
      const loop = { file, value: iterate }
      if (trip === 'small' || trip === 'counted') small ??= { loop, path: [], spared: 'small-loop' }
      else if (isLimited(file, iterate)) small ??= { loop, path: [], spared: 'one-element' }
      else
        return {
          loop,
          path: [],
          spared: leavesAtOnce(file, region) || leavesWith(evaluation, file, at, region) ? 'leaves-after-one' : null,
        }
    }
    return small ?? repetitionAbove(within, file, object, depth)
  }

  /** What is an element, or a part of one: calls make something of their own, except those that only pass on what they are given. */
  function elementsOf(file: FileId, scope: Scope, seed: Value): Influence {
    let ofFile = influences.get(file)
    if (ofFile === undefined) influences.set(file, (ofFile = new Map()))
    const known = ofFile.get(seed)
    if (known !== undefined) return known
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    const made = influenceOf(evaluation, file, scope, [seed], (value, has) => {
      if (op[value] !== Op.Call) return false
      // A method passes on its receiver's elements, never what it is given to look for.
      return !PASSING.has(nameOf(summary, a[value])) || (op[a[value]] === Op.Attr && !has(a[a[value]]))
    })
    ofFile.set(seed, made)
    return made
  }

  /** At most one row was asked for. */
  function isLimited(file: FileId, iterate: Value): boolean {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    const work = [a[iterate]]
    for (let hops = 0; work.length > 0 && hops < 40; hops++) {
      const value = work.pop()!
      if (value < 0) continue
      if (op[value] === Op.Call) {
        if (nameOf(summary, a[value]) === 'limit') {
          const bound = evaluation.constantOf(file, argumentAt(summary, value, 0))
          if (bound?.is === 'number' && bound.value <= 1) return true
        }
        work.push(a[value], ...listOf(summary, b[value]))
      } else if (op[value] === Op.Load || op[value] === Op.Attr || op[value] === Op.Await) work.push(a[value])
      else if (op[value] === Op.Bind) work.push(b[value])
    }
    return false
  }

  /** The first turn is the last: a `return` or `break` at the end of the body. */
  function leavesAtOnce(file: FileId, region: number): boolean {
    const { leaves, kind, parent, count, first, end } = evaluation.file(file).summary.regions
    if ((leaves[region] & (Leaves.FallsThrough | Leaves.Continues)) !== 0 && (leaves[region] & Leaves.Breaks) === 0) return false
    const { op } = evaluation.file(file).summary.values
    for (let inner = region + 1; inner < count && first[inner] < end[region]; inner++)
      if (parent[inner] === region && kind[inner] === RegionKind.Loop) return false
    const last = end[region] - 1
    return op[last] === Op.Break || op[last] === Op.Return
  }

  /** The object is a parameter: look for the loop around the calls that give it. */
  function repetitionAbove(within: FunctionId, file: FileId, object: Value, depth: number): Repetition | null {
    if (depth >= DEEPEST) return null
    const parameters = parametersOf(evaluation, within)
    if (parameters.length === 0) return null
    const { scope } = evaluation.function(within)
    for (let position = 0; position < parameters.length; position++) {
      if (!elementsOf(file, scope, parameters[position]).has(object)) continue
      for (const site of callers.of(within) ?? []) {
        const given = callers.given(site, within, position)
        if (given === null || given.file !== site.file) continue
        const from = evaluation.functionOfScope(site.file, evaluation.scopeOf(site.file, site.call))
        if (from < 0 || from === within) continue
        const above = repetitionOf(from, site.file, site.call === given.value ? site.call : given.value, depth + 1)
        if (above === null) continue
        const edge: Edge = { kind: 'call', from, at: { file: site.file, value: site.call }, to: within, confidence: 'exact' }
        return { ...above, path: [...above.path, edge] }
      }
    }
    return null
  }
}

/** Calls after which a session reads again what it held. https://docs.sqlalchemy.org/en/20/orm/session_state_management.html#refreshing-expiring */
const FORGETTING = new Set([
  'commit',
  'rollback',
  'expire',
  'expire_all',
  'expunge',
  'expunge_all',
  'close',
  'refresh',
  'populate_existing',
])

/** Rows of a test that are looked through for what it asks. */
const MOST_TESTED = 32

/** Names to values: static single assignment for the locals of every scope, in one pass. */
import { BindFlag, BindKind, Op, PhiKind, ScopeFlag, ScopeKind } from '../model/summary.ts'
import type { Scope, Str, Value } from '../model/summary.ts'
import { grown, push } from './columns.ts'
import { MAX_CELLS, TooComplex } from './limits.ts'
import { emit, emitAt, intern, listFrom, listOf1, textOf } from './lowering.ts'
import type { Lowering } from './lowering.ts'
import { Owned } from './name-state.ts'
import type { Join } from './name-state.ts'
import { firstSite } from './sites.ts'

// ---- reading and binding

export const read = (l: Lowering, i: number): Value => readName(l, intern(l, textOf(l, i)), i)

export function readName(l: Lowering, name: Str, i: number): Value {
  const { names, scope } = l
  // A type parameter hides what its function's surroundings call so.
  const hidden = l.signature >= 0 && l.signatureTypeParams.includes(name)
  if (!hidden && names.holder[name] === scope && names.definition[name] >= 0) return emit(l, Op.Load, 0, names.definition[name], name, i)
  if (!hidden && names.owner[name] === scope && names.owned[name] === Owned.Local) {
    const phi = emit(l, Op.Phi, PhiKind.Join, name, listOf1(l, -1), i)
    return emit(l, Op.Load, 0, phi, name, i)
  }
  if (names.hidden.count > 0) showCaptured(l, name)
  return l.signature >= 0 ? emit(l, Op.Free, 1, name, l.signature, i) : emit(l, Op.Free, 0, name, scope, i)
}

/** A lambda in a comprehension reads its target: the scope around must then list it. */
function showCaptured(l: Lowering, name: Str): void {
  const { names } = l
  const holder = names.holder[name]
  if (holder < 0 || holder === l.scope) return
  const { at, count } = names.hidden
  for (let k = count - 4; k >= 0; k -= 4) {
    if (at[k] === name && at[k + 1] === names.definition[name]) {
      addBinding(l, holder, name, at[k + 1])
      at[k] = -1 - name
      return
    }
  }
}

function addBinding(l: Lowering, scope: Scope, name: Str, v: Value): void {
  const { bindings } = l.names
  push(bindings, scope)
  push(bindings, name)
  push(bindings, v)
}

/** Binds a name at a node. `aux` is BindKind and BindFlag.Annotated. */
export function bind(l: Lowering, i: number, name: Str, value: Value, aux: number): Value {
  const { names } = l
  if (names.hiding) {
    const v = emit(l, Op.Bind, aux, name, value, i)
    const { hidden } = names
    push(hidden, name)
    push(hidden, v)
    push(hidden, names.definition[name])
    push(hidden, names.holder[name])
    set(l, name, v, l.scope)
    return v
  }
  if (names.owner[name] === l.scope && names.owned[name] > Owned.Local) {
    const v = emit(l, Op.Bind, aux | BindFlag.Outer, name, value, i)
    addBinding(l, names.owned[name] === Owned.Global ? 0 : nonlocalScope(l, name), name, v)
    return v
  }
  return define(l, name, emit(l, Op.Bind, aux, name, value, i))
}

export const bindNode = (l: Lowering, i: number, value: Value, kind: BindKind): Value => bind(l, i, intern(l, textOf(l, i)), value, kind)

/** Makes a value that binds (Bind, Param, ImportStar as name -1) known to its scope. */
export function define(l: Lowering, name: Str, v: Value): Value {
  addBinding(l, l.scope, name, v)
  if (name >= 0) {
    set(l, name, v, l.scope)
    if (l.names.tries > 0) {
      push(l.names.log, name)
      push(l.names.log, v)
    }
  }
  return v
}

/** `del name`, or the end of a handler for its alias. */
export function unbind(l: Lowering, name: Str): void {
  const { names } = l
  if (names.owner[name] === l.scope && names.owned[name] > Owned.Local) return
  set(l, name, -1, l.scope)
  if (names.tries > 0) {
    push(names.log, name)
    push(names.log, -1)
  }
}

function set(l: Lowering, name: Str, definition: Value, holder: Scope): void {
  const { names } = l
  push(names.trail, name)
  push(names.trail, names.definition[name])
  push(names.trail, names.holder[name])
  names.definition[name] = definition
  names.holder[name] = holder
}

/** Gives the names of comprehension targets their former meaning. */
export function endHidden(l: Lowering, base: number): void {
  const { hidden } = l.names
  for (let k = hidden.count - 4; k >= base; k -= 4) {
    const name = hidden.at[k]
    set(l, name < 0 ? -1 - name : name, hidden.at[k + 2], hidden.at[k + 3])
  }
  hidden.count = base
}

function nonlocalScope(l: Lowering, name: Str): Scope {
  const { scopes, names } = l
  let nearest = 0
  for (let s = scopes.parent[l.scope]; s > 0; s = scopes.parent[s]) {
    const kind = scopes.flags[s] & ScopeFlag.Kind
    if (kind !== ScopeKind.Function && kind !== ScopeKind.Lambda) continue
    if (nearest === 0) nearest = s
    // Marked by an enclosing scope that owns it, or held by a parameter.
    if (names.holder[name] === s || (names.owner[name] === s && names.owned[name] === Owned.Local)) return s
  }
  return formerOwner(l, name) ?? nearest
}

/** The scope that owned a name before the present one declared it `nonlocal`. */
function formerOwner(l: Lowering, name: Str): Scope | undefined {
  const { at, count } = l.names.ownedTrail
  for (let k = count - 3; k >= 0; k -= 3) {
    if (at[k] === name && at[k + 2] === Owned.Local) return at[k + 1]
  }
  return undefined
}

// ---- scopes

export interface ScopeMark {
  readonly trail: number
  readonly owned: number
  readonly log: number
  readonly tries: number
  readonly pairs: number
  readonly segments: number
  readonly hiding: boolean
}

/** Starts the scope `l.scope` of a node: what it owns is known before its first value. */
export function enterNames(l: Lowering, i: number, ownsNames: boolean): ScopeMark {
  const { names, sites } = l
  const mark: ScopeMark = {
    trail: names.trail.count,
    owned: names.ownedTrail.count,
    log: names.log.count,
    tries: names.tries,
    pairs: names.pairs.count,
    segments: names.segments.count,
    hiding: names.hiding,
  }
  names.tries = 0
  names.hiding = false
  if (l.quoted) return mark
  const end = l.next[i]
  const { at: declared, count } = sites.declaredNode
  for (let d = firstSite(declared, count, i); d < count && declared[d] < end; d++) {
    if (sites.declaredOwner.at[d] === i) own(l, sites.declaredName.at[d], sites.declaredHow.at[d] === 0 ? Owned.Global : Owned.Nonlocal)
  }
  if (!ownsNames) return mark
  const { at } = sites.node
  for (let s = firstSite(at, sites.node.count, i); s < sites.node.count && at[s] < end; s++) {
    if (sites.owner.at[s] !== i) continue
    const name = sites.name.at[s]
    if (names.owner[name] !== l.scope) own(l, name, Owned.Local)
  }
  return mark
}

function own(l: Lowering, name: Str, how: Owned): void {
  const { names } = l
  push(names.ownedTrail, name)
  push(names.ownedTrail, names.owner[name])
  push(names.ownedTrail, names.owned[name])
  names.owner[name] = l.scope
  names.owned[name] = how
}

export function leaveNames(l: Lowering, mark: ScopeMark): void {
  const { names } = l
  undo(l, mark.trail)
  const { ownedTrail } = names
  for (let k = ownedTrail.count - 3; k >= mark.owned; k -= 3) {
    const name = ownedTrail.at[k]
    names.owner[name] = ownedTrail.at[k + 1]
    names.owned[name] = ownedTrail.at[k + 2]
  }
  ownedTrail.count = mark.owned
  names.log.count = mark.log
  names.tries = mark.tries
  names.pairs.count = mark.pairs
  names.segments.count = mark.segments
  names.hiding = mark.hiding
}

// ---- branches

export const markNames = (l: Lowering): number => l.names.trail.count

/** Walks back to a mark. */
export function undo(l: Lowering, mark: number): void {
  const { names } = l
  const { at } = names.trail
  for (let t = names.trail.count - 3; t >= mark; t -= 3) {
    const name = at[t]
    names.definition[name] = at[t + 1]
    names.holder[name] = at[t + 2]
  }
  names.trail.count = mark
}

/** Records what changed since a mark, if control gets here, as one of the states that meet in `join`. */
export function arrive(l: Lowering, join: Join, mark: number): void {
  if (l.reachable) append(l, join, snapshot(l, mark))
}

export function append(l: Lowering, join: Join, segment: number): void {
  if (join.count === 0) join.first = segment
  else l.names.segments.at[join.last + 2] = segment
  join.last = segment
  join.count++
}

export function snapshot(l: Lowering, mark: number): number {
  const { names, scope } = l
  const { trail, stamp, pairs, segments } = names
  const epoch = ++names.epoch
  const from = pairs.count
  for (let t = mark; t < trail.count; t += 3) {
    const name = trail.at[t]
    if (stamp[name] === epoch) continue
    stamp[name] = epoch
    push(pairs, name)
    push(pairs, names.holder[name] === scope ? names.definition[name] : -1)
  }
  if (pairs.count > MAX_CELLS) throw new TooComplex('too many branches')
  const segment = push(segments, from)
  push(segments, pairs.count)
  push(segments, -1)
  return segment
}

/** Makes a recorded state the current one, on top of the state it was recorded against. */
export function apply(l: Lowering, segment: number): void {
  const { pairs, segments } = l.names
  for (let p = segments.at[segment]; p < segments.at[segment + 1]; p += 2) set(l, pairs.at[p], pairs.at[p + 1], l.scope)
}

/** Chains the pairs of a join by name; the names in `names.joined`, in order of first change. */
function chain(l: Lowering, join: Join): void {
  const { names } = l
  const { pairs, segments, joined, stamp } = names
  if (names.link.length < pairs.count) names.link = grown(names.link, pairs.at.length)
  const epoch = ++names.epoch
  joined.count = 0
  for (let s = join.first, k = 0; k < join.count; k++, s = segments.at[s + 2]) {
    for (let p = segments.at[s]; p < segments.at[s + 1]; p += 2) {
      const name = pairs.at[p]
      names.link[p] = -1
      if (stamp[name] === epoch) {
        names.link[names.tail[name]] = p
      } else {
        stamp[name] = epoch
        names.chain[name] = p
        push(joined, name)
      }
      names.tail[name] = p
    }
  }
}

/** Collects the different items of a list that may get long. */
function distinct(l: Lowering, base: number, seen: Set<number> | null, v: Value): Set<number> | null {
  const { operands } = l
  const n = operands.count - base
  if (seen !== null) {
    if (seen.has(v)) return seen
    seen.add(v)
  } else {
    for (let k = base; k < operands.count; k++) if (operands.at[k] === v) return null
  }
  push(operands, v)
  if (seen !== null || n < 16) return seen
  return new Set(operands.at.subarray(base, operands.count))
}

/** The state after several have met; the current one is the state they were recorded against. Phi values stand at `offset`. */
export function meet(l: Lowering, join: Join, offset: number): void {
  if (join.count === 0) return
  if (join.count === 1) {
    apply(l, join.first)
    return
  }
  chain(l, join)
  const { names } = l
  const { pairs, joined } = names
  for (let j = 0; j < joined.count; j++) {
    const name = joined.at[j]
    const base = l.operands.count
    let seen: Set<number> | null = null
    let paths = 0
    for (let p = names.chain[name]; p >= 0; p = names.link[p]) {
      seen = distinct(l, base, seen, pairs.at[p + 1])
      paths++
    }
    if (paths < join.count) distinct(l, base, seen, current(l, name))
    if (l.operands.count === base + 1) {
      set(l, name, l.operands.at[base], l.scope)
      l.operands.count = base
    } else {
      set(l, name, emitAt(l, Op.Phi, PhiKind.Join, name, listFrom(l, base), offset), l.scope)
    }
  }
}

/** Definition at this point, -1 if unbound. */
export const current = (l: Lowering, name: Str): Value => (l.names.holder[name] === l.scope ? l.names.definition[name] : -1)

// ---- loops

/** Triples (name, Phi, definition before the loop). */
export type LoopPhis = readonly number[]

/** Starts a loop (or comprehension) over the nodes i .. end-1: every name it rebinds gets a Phi, completed by `closePhis`. */
export function openPhis(l: Lowering, i: number, end: number): LoopPhis {
  if (l.quoted) return []
  const { names, sites } = l
  const { at, count } = sites.node
  const epoch = ++names.epoch
  const phis: number[] = []
  for (let s = firstSite(at, count, i); s < count && at[s] < end; s++) {
    const name = sites.name.at[s]
    if (sites.owner.at[s] !== l.owner || names.stamp[name] === epoch) continue
    names.stamp[name] = epoch
    if (names.owner[name] === l.scope && names.owned[name] > Owned.Local) continue
    const before = current(l, name)
    const phi = emitAt(l, Op.Phi, PhiKind.Loop, name, -1, l.start[i] + l.shift)
    phis.push(name, phi, before)
    set(l, name, phi, l.scope)
  }
  return phis
}

/** Completes the Phis with the states that go back to the loop's head. */
export function closePhis(l: Lowering, phis: LoopPhis, back: Join): void {
  if (phis.length === 0) return
  const { names } = l
  chain(l, back)
  const { epoch } = names
  for (let k = 0; k < phis.length; k += 3) {
    const name = phis[k]
    const base = l.operands.count
    let seen = distinct(l, base, null, phis[k + 2])
    if (names.stamp[name] === epoch) {
      for (let p = names.chain[name]; p >= 0; p = names.link[p]) {
        const v = names.pairs.at[p + 1]
        if (v !== phis[k + 1]) seen = distinct(l, base, seen, v)
      }
    }
    l.values.b[phis[k + 1]] = listFrom(l, base)
  }
}

// ---- exceptions

/**
 * The state on entry of a handler: any binding of the body may or may not have happened. `from` and `to` delimit the log of
 * the body; the current state is the one before it.
 */
export function meetHandler(l: Lowering, from: number, to: number, offset: number): void {
  const { names } = l
  const { log, stamp, joined } = names
  const epoch = ++names.epoch
  joined.count = 0
  if (names.link.length < to) names.link = grown(names.link, log.at.length)
  for (let p = from; p < to; p += 2) {
    const name = log.at[p]
    names.link[p] = -1
    if (stamp[name] === epoch) {
      names.link[names.tail[name]] = p
    } else {
      stamp[name] = epoch
      names.chain[name] = p
      push(joined, name)
    }
    names.tail[name] = p
  }
  for (let j = 0; j < joined.count; j++) {
    const name = joined.at[j]
    const base = l.operands.count
    let seen = distinct(l, base, null, current(l, name))
    for (let p = names.chain[name]; p >= 0; p = names.link[p]) seen = distinct(l, base, seen, log.at[p + 1])
    set(l, name, emitAt(l, Op.Phi, PhiKind.Handler, name, listFrom(l, base), offset), l.scope)
  }
}

/** Names to values: static single assignment for the locals of every scope, in one pass. */
import { BindFlag, Op, PhiKind, ScopeFlag, ScopeKind } from '../model/summary.ts'
import type { BindKind, Scope, Str, Value } from '../model/summary.ts'
import { push } from './columns.ts'
import { emit, internNode, listOf1 } from './lowering.ts'
import type { Lowering } from './lowering.ts'
import { Owned } from './name-state.ts'
import { firstSite } from './sites.ts'
import { set, undo } from './states.ts'

// ---- reading and binding

export const read = (l: Lowering, i: number): Value => readName(l, internNode(l, i), i)

export function readName(l: Lowering, name: Str, i: number): Value {
  const { names, scope } = l
  // A type parameter hides what its function's surroundings call so.
  const hidden = l.signature >= 0 && l.signatureTypeParams.has(name)
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

export const bindNode = (l: Lowering, i: number, value: Value, kind: BindKind): Value => bind(l, i, internNode(l, i), value, kind)

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

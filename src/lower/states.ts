/** States of the names: undone, recorded and joined where control branches, turns back or is thrown. */
import { Op, PhiKind } from '../model/summary.ts'
import type { Scope, Str, Value } from '../model/summary.ts'
import { grown, push } from './columns.ts'
import { MAX_CELLS, TooComplex } from './limits.ts'
import { emitAt, listFrom } from './lowering.ts'
import type { Lowering } from './lowering.ts'
import { Owned } from './name-state.ts'
import type { Join } from './name-state.ts'
import { firstSite } from './sites.ts'

/** Gives a name another definition, from here on. */
export function set(l: Lowering, name: Str, definition: Value, holder: Scope): void {
  const { names } = l
  push(names.trail, name)
  push(names.trail, names.definition[name])
  push(names.trail, names.holder[name])
  names.definition[name] = definition
  names.holder[name] = holder
}

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

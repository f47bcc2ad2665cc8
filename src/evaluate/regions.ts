/** What the region tree answers about control flow, without a graph. */
import type { Guard } from '../model/evaluation.ts'
import { Op, RegionKind, Leaves, UnaryOp, type Region, type Value } from '../model/summary.ts'
import { regionOf, type Unit } from './unit.ts'

const MAX_NESTING = 8

const isScope = (kind: number): boolean =>
  kind === RegionKind.Module || kind === RegionKind.Function || kind === RegionKind.Class || kind === RegionKind.Lambda

/** Whether a region is another or lies in it. */
function isWithin(unit: Unit, inner: Region, outer: Region): boolean {
  const { first, end } = unit.summary.regions
  return outer === inner || (outer <= inner && first[outer] <= first[inner] && end[inner] <= end[outer])
}

/**
 * x has always run when y runs. What stands in `with` and `finally` has run when these are over; what stands in a `try` body
 * has run in its `else`, and after it if no handler comes back.
 */
export function dominates(unit: Unit, x: Value, y: Value): boolean {
  if (x >= y) return false
  const { kind, parent } = unit.summary.regions
  const to = regionOf(unit, y)
  let from = regionOf(unit, x)
  while (!isWithin(unit, to, from)) {
    const own = kind[from]
    if (
      own !== RegionKind.With &&
      own !== RegionKind.Finally &&
      own !== RegionKind.TryElse &&
      (own !== RegionKind.Try || !isPassed(unit, from, y))
    )
      return false
    from = parent[from]!
  }
  return true
}

/** All of a `try` body has run at a value behind it. */
function isPassed(unit: Unit, body: Region, y: Value): boolean {
  const { kind, parent, first, end, leaves, count } = unit.summary.regions
  const around = parent[body]
  let passed = true
  for (let next = body + 1; next < count && first[next] < end[around]; next++) {
    if (parent[next] !== around || first[next] < end[body]) continue
    if (kind[next] === RegionKind.Handler) {
      if (first[next] <= y && y < end[next]) return false
      if ((leaves[next] & Leaves.FallsThrough) !== 0) passed = false
    } else if (kind[next] === RegionKind.TryElse) {
      if (first[next] <= y && y < end[next]) return true
    } else return kind[next] === RegionKind.Finally && first[next] <= y && y < end[next] ? false : passed
  }
  return passed
}

/** Tests known to hold (or not) at a value, innermost first; `not`, `and` and `or` taken apart where that is sound. */
export function guards(unit: Unit, value: Value): Guard[] {
  const { kind, parent, subject } = unit.summary.regions
  const out: Guard[] = []
  for (let at = regionOf(unit, value); at >= 0; at = parent[at]!) {
    leftEarlier(unit, at, value, out, MAX_NESTING)
    const own = kind[at]
    if (subject[at] >= 0) {
      if (own === RegionKind.Then) split(unit, { test: subject[at], holds: true, by: 'branch' }, out, MAX_NESTING)
      else if (own === RegionKind.Else) split(unit, { test: subject[at], holds: false, by: 'branch' }, out, MAX_NESTING)
      else if (own === RegionKind.Case) out.push({ test: subject[at], holds: true, by: 'case' })
      else if (own === RegionKind.Loop && unit.op[subject[at]] !== Op.Iterate)
        split(unit, { test: subject[at], holds: true, by: 'loop' }, out, MAX_NESTING)
    }
    if (isScope(own)) break
  }
  return out
}

/** Tests of arms, ended before a value, that control does not come back from: `if not ok: raise` guards everything after. */
function leftEarlier(unit: Unit, around: Region, value: Value, out: Guard[], depth: number): void {
  const { kind, parent, subject, first, end, leaves, count } = unit.summary.regions
  let onlyElse = -1
  for (let arm = around + 1; arm < count && first[arm] < end[around] && first[arm] <= value; arm++) {
    if (parent[arm] !== around || end[arm] > value || subject[arm] < 0) continue
    const falls = (leaves[arm] & Leaves.FallsThrough) !== 0
    if (kind[arm] === RegionKind.Then) {
      onlyElse = falls ? -1 : subject[arm]
      if (!falls) split(unit, { test: subject[arm], holds: false, by: wayOut(leaves[arm]) }, out, MAX_NESTING)
    } else if (kind[arm] === RegionKind.Else) {
      if (!falls) split(unit, { test: subject[arm], holds: true, by: wayOut(leaves[arm]) }, out, MAX_NESTING)
      // All who come by have been through this arm: what it left out (an `elif`) is known too.
      else if (subject[arm] === onlyElse && depth > 0) leftEarlier(unit, arm, value, out, depth - 1)
    }
  }
}

function wayOut(leaves: number): Guard['by'] {
  return (leaves & (Leaves.Returns | Leaves.Breaks | Leaves.Continues)) === 0 ? 'raise' : 'return'
}

function split(unit: Unit, guard: Guard, out: Guard[], depth: number): void {
  out.push(guard)
  if (depth === 0) return
  const { test, holds, by } = guard
  if (unit.op[test] === Op.Unary && unit.aux[test] === UnaryOp.Not) split(unit, { test: unit.a[test], holds: !holds, by }, out, depth - 1)
  // Both sides of a true `and` are true, both sides of a false `or` false.
  else if (unit.op[test] === Op.Bool && (unit.aux[test] === 0) === holds) {
    split(unit, { test: unit.a[test], holds, by }, out, depth - 1)
    split(unit, { test: unit.b[test], holds, by }, out, depth - 1)
  }
}

/** True behind a `raise` or `return` that stands right in a region around the value. */
export function isBehindExit(unit: Unit, value: Value): boolean {
  const { kind, parent } = unit.summary.regions
  const exits = (unit.exits ??= firstExits(unit))
  for (let at = regionOf(unit, value); at >= 0; at = parent[at]) {
    const exit = exits.get(at)
    if (exit !== undefined && exit < value) return true
    if (isScope(kind[at])) return false
  }
  return false
}

/** The first `raise` or `return` that stands right in each region. */
function firstExits(unit: Unit): ReadonlyMap<Region, Value> {
  const exits = new Map<Region, Value>()
  for (let value = 0; value < unit.op.length; value++) {
    if (unit.op[value] !== Op.Raise && unit.op[value] !== Op.Return) continue
    const region = regionOf(unit, value)
    if (!exits.has(region)) exits.set(region, value)
  }
  return exits
}

/** Caught values of the handlers around a value, innermost first. */
export function protectedBy(unit: Unit, value: Value): Value[] {
  const { kind, parent, subject, first, end, count } = unit.summary.regions
  const out: Value[] = []
  for (let at = regionOf(unit, value); at > 0 && !isScope(kind[at]); at = parent[at]!) {
    if (kind[at] !== RegionKind.Try) continue
    const around = parent[at]
    // The handlers of a `try` follow its body directly; one that holds nothing may stand at the very end of what is around.
    for (let next = at + 1; next < count && first[next] <= end[around]; next++) {
      if (parent[next] !== around || first[next] < end[at]) continue
      if (kind[next] !== RegionKind.Handler) break
      out.push(subject[next])
    }
  }
  return out
}

/** Enter values of the `with` blocks around a value, innermost first. */
export function held(unit: Unit, value: Value): Value[] {
  const { kind, parent, subject } = unit.summary.regions
  const out: Value[] = []
  for (let at = regionOf(unit, value); at > 0 && !isScope(kind[at]); at = parent[at]!)
    if (kind[at] === RegionKind.With) out.push(subject[at])
  return out
}

/** Loops of the same scope around a value, innermost first. */
export function repeats(unit: Unit, value: Value): Region[] {
  const { kind, parent } = unit.summary.regions
  const out: Region[] = []
  for (let at = regionOf(unit, value); at > 0 && !isScope(kind[at]); at = parent[at]!) if (kind[at] === RegionKind.Loop) out.push(at)
  return out
}

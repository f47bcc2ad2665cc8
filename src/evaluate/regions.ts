/** What the region tree answers about control flow, without a graph. */
import { Op, RegionKind, Leaves, UnaryOp, type Region, type Value } from '../model/summary.ts'
import { regionOf, type Unit } from './unit.ts'

export interface Guard {
  readonly test: Value
  readonly holds: boolean
}

const isScope = (kind: number): boolean =>
  kind === RegionKind.Module || kind === RegionKind.Function || kind === RegionKind.Class || kind === RegionKind.Lambda

/** Whether a region is another or lies in it. */
function isWithin(unit: Unit, inner: Region, outer: Region): boolean {
  const { first, end } = unit.summary.regions
  return outer === inner || (outer <= inner && first[outer]! <= first[inner]! && end[inner]! <= end[outer]!)
}

/** x has always run when y runs. A `try` body may have been left anywhere, so that it dominates none of its handlers. */
export function dominates(unit: Unit, x: Value, y: Value): boolean {
  if (x >= y) return false
  const { kind, parent } = unit.summary.regions
  const from = regionOf(unit, x)
  if (!isWithin(unit, regionOf(unit, y), from)) return false
  return kind[from] !== RegionKind.Try || y < unit.summary.regions.end[from]! || !inHandlerOf(unit, regionOf(unit, y), parent[from]!)
}

function inHandlerOf(unit: Unit, region: Region, around: Region): boolean {
  const { kind, parent } = unit.summary.regions
  for (let at = region; at > around; at = parent[at]!) if (kind[at] === RegionKind.Handler) return true
  return false
}

/** Tests known to hold (or not) at a value, innermost first; `not`, `and` and `or` taken apart where that is sound. */
export function guards(unit: Unit, value: Value): Guard[] {
  const { kind, parent, subject, first, end, leaves, count } = unit.summary.regions
  const out: Guard[] = []
  for (let at = regionOf(unit, value); at >= 0; at = parent[at]!) {
    // Earlier siblings that control does not come back from.
    for (let sibling = at + 1; sibling < count && first[sibling]! < end[at]!; sibling++) {
      if (parent[sibling] !== at || end[sibling]! > value) continue
      if ((leaves[sibling]! & Leaves.FallsThrough) !== 0 || subject[sibling]! < 0) continue
      if (kind[sibling] === RegionKind.Then) split(unit, subject[sibling]!, false, out, 8)
      else if (kind[sibling] === RegionKind.Else) split(unit, subject[sibling]!, true, out, 8)
    }
    const own = kind[at]!
    if (subject[at]! >= 0) {
      if (own === RegionKind.Then) split(unit, subject[at]!, true, out, 8)
      else if (own === RegionKind.Else) split(unit, subject[at]!, false, out, 8)
      else if (own === RegionKind.Case) out.push({ test: subject[at]!, holds: true })
      else if (own === RegionKind.Loop && unit.op[subject[at]!] !== Op.Iterate) split(unit, subject[at]!, true, out, 8)
    }
    if (isScope(own)) break
  }
  return out
}

function split(unit: Unit, test: Value, holds: boolean, out: Guard[], depth: number): void {
  out.push({ test, holds })
  if (depth === 0) return
  if (unit.op[test] === Op.Unary && unit.aux[test] === UnaryOp.Not) split(unit, unit.a[test]!, !holds, out, depth - 1)
  // Both sides of a true `and` are true, both sides of a false `or` false.
  else if (unit.op[test] === Op.Bool && (unit.aux[test] === 0) === holds) {
    split(unit, unit.a[test]!, holds, out, depth - 1)
    split(unit, unit.b[test]!, holds, out, depth - 1)
  }
}

/** Caught values of the handlers around a value, innermost first. */
export function protectedBy(unit: Unit, value: Value): Value[] {
  const { kind, parent, subject, first, end, count } = unit.summary.regions
  const out: Value[] = []
  for (let at = regionOf(unit, value); at > 0 && !isScope(kind[at]!); at = parent[at]!) {
    if (kind[at] !== RegionKind.Try) continue
    const around = parent[at]!
    // The handlers of a `try` follow its body directly.
    for (let next = at + 1; next < count && first[next]! < end[around]!; next++) {
      if (parent[next] !== around || first[next]! < end[at]!) continue
      if (kind[next] !== RegionKind.Handler) break
      out.push(subject[next]!)
    }
  }
  return out
}

/** Enter values of the `with` blocks around a value, innermost first. */
export function held(unit: Unit, value: Value): Value[] {
  const { kind, parent, subject } = unit.summary.regions
  const out: Value[] = []
  for (let at = regionOf(unit, value); at > 0 && !isScope(kind[at]!); at = parent[at]!) if (kind[at] === RegionKind.With) out.push(subject[at]!)
  return out
}

/** Loops of the same scope around a value, innermost first. */
export function repeats(unit: Unit, value: Value): Region[] {
  const { kind, parent } = unit.summary.regions
  const out: Region[] = []
  for (let at = regionOf(unit, value); at > 0 && !isScope(kind[at]!); at = parent[at]!) if (kind[at] === RegionKind.Loop) out.push(at)
  return out
}


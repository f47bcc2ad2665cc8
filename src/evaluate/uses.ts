/** Which values use a value as an operand: an index built per file on first use. */
import { Op, type Value } from '../model/summary.ts'
import { annotationOf, listOf, type Unit } from './unit.ts'

/** Direct users in index order; Loads, Binds, Keywords and Phis are users like any other. */
export function usersOf(unit: Unit, value: Value): Value[] {
  if (unit.userStart === null || unit.users === null) index(unit)
  const from = unit.userStart![value]
  const to = unit.userStart![value + 1]
  return Array.from(unit.users!.subarray(from, to))
}

function index(unit: Unit): void {
  const count = unit.op.length
  const start = new Int32Array(count + 1)
  for (let at = 0; at < count; at++) eachOperand(unit, at, (operand) => start[operand + 1]++)
  for (let i = 0; i < count; i++) start[i + 1] += start[i]
  const users = new Int32Array(start[count])
  const next = start.slice()
  for (let at = 0; at < count; at++) eachOperand(unit, at, (operand) => (users[next[operand]++] = at))
  unit.userStart = start
  unit.users = users
}

function eachOperand(unit: Unit, at: Value, visit: (operand: Value) => void): void {
  const a = unit.a[at]
  const b = unit.b[at]
  const one = (value: Value): void => {
    if (value >= 0) visit(value)
  }
  const all = (cell: number): void => listOf(unit, cell).forEach(one)
  switch (unit.op[at] as Op) {
    case Op.Load:
    case Op.Attr:
    case Op.Star:
    case Op.DoubleStar:
    case Op.Await:
    case Op.Yield:
    case Op.YieldFrom:
    case Op.Unary:
    case Op.Comprehension:
    case Op.Unpack:
    case Op.Iterate:
    case Op.Enter:
    case Op.Caught:
    case Op.Return:
    case Op.Discard:
      return one(a)
    case Op.Index:
    case Op.Pair:
    case Op.Binary:
    case Op.Bool:
    case Op.Augment:
    case Op.Raise:
    case Op.Assert:
      one(a)
      return one(b)
    case Op.Keyword:
    case Op.TypeAlias:
    case Op.TypeParam:
      return one(b)
    case Op.Bind:
      one(b)
      return one(annotationOf(unit, at))
    case Op.Slice:
    case Op.Tuple:
    case Op.List:
    case Op.Set:
    case Op.Dict:
    case Op.Compare:
    case Op.Format:
    case Op.Function:
    case Op.Class:
    case Op.Phi:
    case Op.Delete:
    case Op.Broken:
      return all(b)
    case Op.Call:
    case Op.Conditional:
    case Op.Matched:
      one(a)
      return all(b)
    case Op.Param:
      one(unit.lists[b + 1])
      return one(unit.lists[b + 2])
    case Op.SetAttr:
      one(a)
      return one(unit.lists[b + 1])
    case Op.SetItem:
      one(a)
      one(unit.lists[b + 1])
      return one(unit.lists[b + 2])
    default:
  }
}

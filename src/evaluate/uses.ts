/** Which values use a value as an operand: an index built per file on first use. */
import { Op, type Value } from '../model/summary.ts'
import { annotationOf, type Unit } from './unit.ts'

/** Direct users in index order; Loads, Binds, Keywords and Phis are users like any other. */
export function usersOf(unit: Unit, value: Value): Value[] {
  if (unit.userStart === null || unit.users === null) index(unit)
  const users = unit.users!
  const to = unit.userStart![value + 1]
  const out: Value[] = []
  for (let i = unit.userStart![value]; i < to; i++) out.push(users[i])
  return out
}

const FIRST_PAIRS = 4096
/** Operand and user of each use, in the order of the users: room that one file leaves to the next. */
let pairs = new Int32Array(FIRST_PAIRS)
let size = 0

function index(unit: Unit): void {
  const count = unit.op.length
  size = 0
  for (let at = 0; at < count; at++) addOperands(unit, at)
  const start = new Int32Array(count + 1)
  for (let i = 0; i < size; i += 2) start[pairs[i] + 1]++
  for (let i = 0; i < count; i++) start[i + 1] += start[i]
  const users = new Int32Array(size / 2)
  const next = start.slice()
  for (let i = 0; i < size; i += 2) users[next[pairs[i]]++] = pairs[i + 1]
  unit.userStart = start
  unit.users = users
}

function add(user: Value, operand: Value): void {
  if (operand < 0) return
  if (size === pairs.length) {
    const grown = new Int32Array(size * 2)
    grown.set(pairs)
    pairs = grown
  }
  pairs[size++] = operand
  pairs[size++] = user
}

function addList({ lists }: Unit, user: Value, cell: number): void {
  if (cell < 0) return
  const end = cell + lists[cell]
  for (let i = cell + 1; i <= end; i++) add(user, lists[i])
}

function addOperands(unit: Unit, at: Value): void {
  const a = unit.a[at]
  const b = unit.b[at]
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
      return add(at, a)
    case Op.Index:
    case Op.Pair:
    case Op.Binary:
    case Op.Bool:
    case Op.Augment:
    case Op.Raise:
    case Op.Assert:
      add(at, a)
      return add(at, b)
    case Op.Keyword:
    case Op.TypeAlias:
    case Op.TypeParam:
      return add(at, b)
    case Op.Bind:
      add(at, b)
      return add(at, annotationOf(unit, at))
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
      return addList(unit, at, b)
    case Op.Call:
    case Op.Conditional:
    case Op.Matched:
      add(at, a)
      return addList(unit, at, b)
    case Op.Param:
      add(at, unit.lists[b + 1])
      return add(at, unit.lists[b + 2])
    case Op.SetAttr:
      add(at, a)
      return add(at, unit.lists[b + 1])
    case Op.SetItem:
      add(at, a)
      add(at, unit.lists[b + 1])
      return add(at, unit.lists[b + 2])
    default:
  }
}

/** Which values a row is computed from. */
import type { FileSummary, Value } from '../../model/summary.ts'
import { Op } from '../../model/summary.ts'
import { listOf } from '../read.ts'

/** Whether a row has an operand that is marked, by its distance from `first`: `eachOperand` without a call per operand. */
export function hasMarkedOperand(summary: FileSummary, value: Value, marked: Uint8Array, first: Value): boolean {
  const { op, a, b, lists } = summary.values
  switch (op[value]) {
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
    case Op.Return:
      return marked[a[value] - first] === 1
    case Op.Index:
    case Op.Pair:
    case Op.Binary:
    case Op.Bool:
    case Op.Augment:
      return marked[a[value] - first] === 1 || marked[b[value] - first] === 1
    case Op.Keyword:
    case Op.Bind:
      return marked[b[value] - first] === 1
    case Op.Call:
    case Op.Conditional:
    case Op.Matched:
      if (marked[a[value] - first] === 1) return true
      break
    case Op.Slice:
    case Op.Tuple:
    case Op.List:
    case Op.Set:
    case Op.Dict:
    case Op.Compare:
    case Op.Format:
    case Op.Phi:
      break
    default:
      return false
  }
  const cell = b[value]
  if (cell < 0) return false
  for (let item = cell + 1; item <= cell + lists[cell]; item++) if (marked[lists[item] - first] === 1) return true
  return false
}

/** Calls back with each operand of a row; definitions reached by a Load, and a loop's later values, included. -1 is left out. */
export function eachOperand(summary: FileSummary, value: Value, visit: (operand: Value) => void): void {
  const { op, a, b } = summary.values
  const one = (operand: Value): void => {
    if (operand >= 0) visit(operand)
  }
  switch (op[value]) {
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
    case Op.Return:
      one(a[value])
      break
    case Op.Index:
    case Op.Pair:
    case Op.Binary:
    case Op.Bool:
    case Op.Augment:
      one(a[value])
      one(b[value])
      break
    case Op.Keyword:
    case Op.Bind:
      one(b[value])
      break
    case Op.Slice:
    case Op.Tuple:
    case Op.List:
    case Op.Set:
    case Op.Dict:
    case Op.Compare:
    case Op.Format:
    case Op.Phi:
      for (const item of listOf(summary, b[value])) one(item)
      break
    case Op.Call:
    case Op.Conditional:
    case Op.Matched:
      one(a[value])
      for (const item of listOf(summary, b[value])) one(item)
      break
    default:
  }
}

/** What a test says is not there. */
import type { FileSummary, Value } from '../model/summary.ts'
import { CompareOp, ConstKind, Op } from '../model/summary.ts'
import { listOf } from './read.ts'

/** The operand a test knows to be None or false; -1 if it knows no such thing. */
export function absenceOf(summary: FileSummary, test: Value, holds: boolean): Value {
  const { op, a, b, aux } = summary.values
  if (op[test] === Op.Compare) {
    const operators = listOf(summary, a[test])
    const operands = listOf(summary, b[test])
    if (operators.length !== 1) return -1
    const [left, right] = operands
    if (op[right] !== Op.Const || a[right] !== ConstKind.None) return -1
    const same = operators[0] === CompareOp.Is || operators[0] === CompareOp.Eq
    const differs = operators[0] === CompareOp.IsNot || operators[0] === CompareOp.NotEq
    return (same && holds) || (differs && !holds) ? left : -1
  }
  if (op[test] === Op.Bool) return !holds && aux[test] === 1 ? a[test] : -1
  return !holds && (op[test] === Op.Load || op[test] === Op.Free || op[test] === Op.Attr) ? test : -1
}

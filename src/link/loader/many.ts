/** Statements that ask for many rows by their keys: what a batch is sent with. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { Value } from '../../model/summary.ts'
import { Op } from '../../model/summary.ts'
import type { FileId } from '../../model/type.ts'
import { listOf, nameOf } from '../read.ts'
import type { Influence } from './influence.ts'
import { eachOperand } from './operands.ts'

const MEMBERSHIP = new Set(['in_', 'not_in', 'notin_', 'any_'])
/** Rows that only lead to a part of the statement. */
const LEADING: ReadonlySet<Op> = new Set([Op.Call, Op.Attr, Op.Load, Op.Bind, Op.Await, Op.Phi])
const MOST_ROWS = 200

/** All that an element says in a statement is a list of keys: `.where(Order.id.in_(few))`. Keys that are written out one by one are few. */
export function asksForMany(evaluation: Evaluation, file: FileId, call: Value, influence: Influence): boolean {
  const { summary } = evaluation.file(file)
  const { op, a, b } = summary.values
  const work: Value[] = [call]
  const seen = new Set<Value>(work)
  let found = false
  for (let at = work.shift(); at !== undefined; at = work.shift()) {
    if (seen.size > MOST_ROWS || !LEADING.has(op[at])) return false
    if (op[at] === Op.Call && op[a[at]] === Op.Attr && MEMBERSHIP.has(nameOf(summary, a[at]))) {
      const keys = listOf(summary, b[at])
      if (influence.has(a[a[at]]) || keys.some((key) => isWrittenOut(file, key))) return false
      found = true
      continue
    }
    eachOperand(summary, at, (operand) => {
      if (!influence.has(operand) || seen.has(operand)) return
      seen.add(operand)
      work.push(operand)
    })
  }
  return found

  function isWrittenOut(where: FileId, keys: Value): boolean {
    const values = evaluation.file(where).summary.values
    let at = keys
    while (at >= 0 && (values.op[at] === Op.Load || values.op[at] === Op.Bind)) at = values.op[at] === Op.Load ? values.a[at] : values.b[at]
    const kind: Op = at < 0 ? Op.Load : values.op[at]
    return kind === Op.List || kind === Op.Tuple || kind === Op.Set
  }
}

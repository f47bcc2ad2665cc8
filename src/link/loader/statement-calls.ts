/** The calls that make up a statement, from the last one back to `select(…)` or `session.query(…)`. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { Value } from '../../model/summary.ts'
import { Op } from '../../model/summary.ts'
import type { FileId } from '../../model/type.ts'
import { listOf, nameOf } from '../read.ts'

/** Rows of one chain that are followed. */
const MOST_ROWS = 200

export interface StatementCall {
  readonly call: Value
  /** Name of the method or function: `where`, `select`. */
  readonly name: string
}

/** Names and branches are followed: a call that any way to the statement takes is among them. */
export function statementCalls(evaluation: Evaluation, file: FileId, statement: Value): readonly StatementCall[] {
  const { summary } = evaluation.file(file)
  const { op, a, b } = summary.values
  const calls: StatementCall[] = []
  const seen = new Set<Value>(statement < 0 ? [] : [statement])
  const follow = (value: Value): void => {
    if (value >= 0 && seen.size < MOST_ROWS) seen.add(value)
  }
  for (const at of seen) {
    const kind: Op = op[at]
    if (kind === Op.Load || kind === Op.Await || kind === Op.Star) follow(a[at])
    else if (kind === Op.Bind) follow(b[at])
    else if (kind === Op.Phi || kind === Op.Conditional) for (const item of listOf(summary, b[at])) follow(item)
    else if (kind === Op.Call) {
      calls.push({ call: at, name: nameOf(summary, a[at]) })
      if (op[a[at]] === Op.Attr) follow(a[a[at]])
    }
  }
  return calls
}

/** Whether a call stands right after a call of another method on the same receiver. */
import type { Evaluation } from '../model/evaluation.ts'
import type { Value } from '../model/summary.ts'
import { Op } from '../model/summary.ts'
import type { FileId } from '../model/type.ts'
import type { LibraryCall } from './effects.ts'
import { nameOf } from './read.ts'

/** `session.commit()` is the whole statement before `session.flush()`, and nothing else is computed between them. */
export function isRightAfter(evaluation: Evaluation, { file, call }: LibraryCall, method: string): boolean {
  const { summary } = evaluation.file(file)
  const { op, a } = summary.values
  const receiver = op[a[call]] === Op.Attr ? chain(evaluation, file, a[a[call]]) : null
  if (receiver === null) return false
  let at = call - 1
  while (at >= 0 && (op[at] === Op.Attr || op[at] === Op.Load || op[at] === Op.Free)) at--
  if (at < 0 || op[at] !== Op.Discard) return false
  const before = op[a[at]] === Op.Await ? a[a[at]] : a[at]
  if (op[before] !== Op.Call || op[a[before]] !== Op.Attr || nameOf(summary, a[before]) !== method) return false
  return chain(evaluation, file, a[a[before]]) === receiver && evaluation.dominates(file, before, call)
}

/** `db.session`, spelled out with where its first name comes from; null if it is no chain of names. */
function chain(evaluation: Evaluation, file: FileId, value: Value): string | null {
  const { summary } = evaluation.file(file)
  const { op, a } = summary.values
  const names: string[] = []
  let at = value
  for (; op[at] === Op.Attr; at = a[at]) names.unshift(nameOf(summary, at))
  if (op[at] === Op.Load) return [`#${a[at]}`, ...names].join('.')
  return op[at] === Op.Free ? [nameOf(summary, at), ...names].join('.') : null
}

/** Objects that were found under a name: whoever gets past the test has named something that exists. */
import type { Value } from '../../model/summary.ts'
import { CompareOp, ConstKind, Op, UnaryOp } from '../../model/summary.ts'
import type { FileId } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import { listOf } from '../read.ts'
import { namesSubject } from './subjects.ts'

/** `found = await get(id)` and `if found is None: return` before: the test says that an object of a class of the project is there. */
export function isFoundUnder({ evaluation }: Parts, file: FileId, test: Value, holds: boolean, subject: string): boolean {
  const { summary } = evaluation.file(file)
  const { op, a, b, aux } = summary.values
  let value = test
  let isThere = holds
  while (op[value] === Op.Unary && aux[value] === UnaryOp.Not) {
    value = a[value]
    isThere = !isThere
  }
  if (op[value] === Op.Compare) {
    const [operator] = listOf(summary, a[value])
    const [left, right] = listOf(summary, b[value])
    if (op[right] !== Op.Const || a[right] !== ConstKind.None) return false
    if (operator !== CompareOp.Is && operator !== CompareOp.IsNot) return false
    isThere = (operator === CompareOp.IsNot) === isThere
    value = left
  }
  if (!isThere || op[value] !== Op.Load || op[a[value]] !== Op.Bind) return false
  const type = evaluation.typeOf(file, a[value])
  if (type.is !== 'instance' || evaluation.file(evaluation.class(type.of).file).origin !== 'project') return false
  const made = b[a[value]]
  const call = made >= 0 && op[made] === Op.Await ? a[made] : made
  if (call < 0 || op[call] !== Op.Call) return false
  return Array.from(listOf(summary, b[call])).some((given) => namesSubject(summary, op[given] === Op.Keyword ? b[given] : given, subject))
}

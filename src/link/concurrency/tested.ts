/** Values that are taken for what they stand for: the test of a branch, an operand, a piece of text. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { Value } from '../../model/summary.ts'
import { CompareOp, Op, RegionKind, UnaryOp } from '../../model/summary.ts'
import type { FileId } from '../../model/type.ts'
import { listOf } from '../read.ts'

const BRANCH: ReadonlySet<number> = new Set([RegionKind.Then, RegionKind.Else])

/** Whether a call's own value decides a branch, is compared by value, or is written into a text. */
export function isTested(evaluation: Evaluation, file: FileId, value: Value): boolean {
  const { summary } = evaluation.file(file)
  const { op, a, aux } = summary.values
  if (decides(value)) return true
  return evaluation.users(file, value).some((user) => {
    switch (op[user]) {
      case Op.Unary:
        return aux[user] === UnaryOp.Not
      case Op.Compare:
        return listOf(summary, a[user]).every((compared) => compared !== CompareOp.Is && compared !== CompareOp.IsNot)
      case Op.Format:
      case Op.Binary:
        return true
      default:
        return false
    }
  })

  function decides(test: Value): boolean {
    const { kind, subject, count } = summary.regions
    for (let region = 0; region < count; region++) if (subject[region] === test && BRANCH.has(kind[region])) return true
    return false
  }
}

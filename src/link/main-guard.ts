/** Code that only runs when its file is started as a script. */
import type { Evaluation } from '../model/evaluation.ts'
import type { Place } from '../model/project.ts'
import { CompareOp, Op } from '../model/summary.ts'
import { listOf, nameOf } from './read.ts'

/** Under `if __name__ == "__main__"`. */
export function isMain(evaluation: Evaluation, { file, value }: Place): boolean {
  const { summary } = evaluation.file(file)
  const { op, a, b } = summary.values
  return evaluation.guards(file, value).some(({ test, holds }) => {
    if (!holds || op[test] !== Op.Compare || listOf(summary, a[test])[0] !== CompareOp.Eq) return false
    return nameOf(summary, listOf(summary, b[test])[0]) === '__name__'
  })
}

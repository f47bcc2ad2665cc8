/** Which parameters of a function a call fills with certain values. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { Value } from '../../model/summary.ts'
import { Op } from '../../model/summary.ts'
import type { FileId, FunctionId } from '../../model/type.ts'
import { boundParameters, functionOf, parametersOf } from '../parameters.ts'
import { listOf, nameOf, textOf } from '../read.ts'

/** Positions of the callee's parameters, in order; the receiver is left out: objects that have something to send with are services, and few. */
export function givenTo(
  evaluation: Evaluation,
  file: FileId,
  call: Value,
  to: FunctionId,
  isWanted: (argument: Value) => boolean,
): readonly number[] {
  const { summary } = evaluation.file(file)
  const { op, a, b } = summary.values
  const target = evaluation.calleeOf(file, call).targets.find((each) => functionOf(each) === to)
  if (target === undefined) return []
  const home = evaluation.file(evaluation.function(to).file).summary
  const names = Array.from(parametersOf(evaluation, to), (parameter) => nameOf(home, parameter))
  const given = new Set<number>()
  let position = boundParameters(evaluation, target)
  for (const item of listOf(summary, b[call])) {
    if (op[item] === Op.Keyword) {
      const index = names.indexOf(textOf(summary, a[item]))
      if (index >= 0 && isWanted(item)) given.add(index)
    } else if (op[item] === Op.Star || op[item] === Op.DoubleStar) position = names.length
    else {
      if (isWanted(item) && position < names.length) given.add(position)
      position++
    }
  }
  return [...given].toSorted((x, y) => x - y)
}

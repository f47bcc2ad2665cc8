/** Parameters that carry what a function would otherwise ask for itself: `state=None`, and `if state is None: state = query()`. */
import { CompareOp, Op } from '../../model/summary.ts'
import type { Value } from '../../model/summary.ts'
import type { FileId, FunctionId } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import { boundParameters, functionOf, parametersOf } from '../parameters.ts'
import { listOf, nameOf, textOf } from '../read.ts'

export interface Preloads {
  /**
   * Param rows of a callee that a call gives something for. `supplied`: those of the function around the call, null where its
   * callers are not known: then what it passes on may well be there.
   */
  suppliedBy(file: FileId, call: Value, to: FunctionId, supplied: ReadonlySet<Value> | null): readonly Value[]
  /** Reached only where a supplied parameter is None. */
  isSparedBy(file: FileId, call: Value, supplied: ReadonlySet<Value>): boolean
}

export function createPreloads({ evaluation, guards }: Pick<Parts, 'evaluation' | 'guards'>): Preloads {
  function suppliedBy(file: FileId, call: Value, to: FunctionId, supplied: ReadonlySet<Value> | null): readonly Value[] {
    const target = evaluation.calleeOf(file, call).targets.find((each) => functionOf(each) === to)
    if (target === undefined) return []
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    const home = evaluation.file(evaluation.function(to).file).summary
    const parameters = parametersOf(evaluation, to)
    const found: Value[] = []
    let position = boundParameters(evaluation, target)
    for (const item of listOf(summary, b[call])) {
      const isNamed = op[item] === Op.Keyword
      const parameter = isNamed
        ? parameters.find((each) => nameOf(home, each) === textOf(summary, a[item]))
        : op[item] === Op.Star || op[item] === Op.DoubleStar
          ? undefined
          : parameters[position++]
      if (parameter !== undefined && isSomething(file, isNamed ? b[item] : item, supplied)) found.push(parameter)
    }
    return found.toSorted((x, y) => x - y)
  }

  function isSomething(file: FileId, value: Value, supplied: ReadonlySet<Value> | null): boolean {
    const { op, a } = evaluation.file(file).summary.values
    if (evaluation.typeOf(file, value).is === 'none') return false
    const definition = op[value] === Op.Load ? a[value] : -1
    return definition < 0 || op[definition] !== Op.Param || supplied === null || supplied.has(definition)
  }

  function isSparedBy(file: FileId, call: Value, supplied: ReadonlySet<Value>): boolean {
    if (supplied.size === 0) return false
    const { summary } = evaluation.file(file)
    const { op, a, aux, b } = summary.values
    const isSupplied = (value: Value): boolean => op[value] === Op.Load && supplied.has(a[value])
    return guards.tests(file, call).some(({ test, holds }) => {
      if (op[test] === Op.Compare) {
        const [operator] = listOf(summary, a[test])
        const [left] = listOf(summary, b[test])
        return isSupplied(left) && ((operator === CompareOp.Is && holds) || (operator === CompareOp.IsNot && !holds))
      }
      if (op[test] === Op.Unary && aux[test] === 0) return holds && isSupplied(a[test])
      return !holds && isSupplied(test)
    })
  }

  return { suppliedBy, isSparedBy }
}

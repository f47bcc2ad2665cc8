/** Tests of a parameter of the function around a closure that all its calls settle the same way: `@managed(Mode.COMMIT)`. */
import type { Evaluation } from '../model/evaluation.ts'
import type { Place } from '../model/project.ts'
import type { Value } from '../model/summary.ts'
import { Op } from '../model/summary.ts'
import type { FileId } from '../model/type.ts'
import { truthOf } from './answers.ts'
import { comparisonOf, isSameAt } from './comparing.ts'
import { createCallers } from './loader/callers.ts'
import type { Origins } from './origins.ts'
import { parametersOf } from './parameters.ts'

export interface Settled {
  /** What the test comes to whoever called the function around; undefined if that differs, or not every call is known. */
  outcome(file: FileId, test: Value): boolean | undefined
}

export function createSettled(evaluation: Evaluation, origins: Origins): Settled {
  const callers = createCallers({ evaluation }, () => false)

  function outcome(file: FileId, test: Value): boolean | undefined {
    const { op } = evaluation.file(file).summary.values
    if (op[test] === Op.Free) return agreed(file, test, (given) => truthAt(given))
    const comparison = comparisonOf(evaluation, file, test)
    if (comparison === null || op[comparison.left] !== Op.Free) return undefined
    const wanted = { file, value: comparison.right }
    const same = agreed(file, comparison.left, (given) => isSameAt(evaluation, given, wanted))
    return same === undefined ? undefined : same === comparison.holdsIfSame
  }

  function truthAt({ file, value }: Place): boolean | undefined {
    const constant = evaluation.constantOf(file, value)
    return constant === undefined ? undefined : truthOf(constant)
  }

  /** The answer that everything the calls give for the parameter behind a free name leads to. */
  function agreed(file: FileId, name: Value, answer: (given: Place) => boolean | undefined): boolean | undefined {
    const { op } = evaluation.file(file).summary.values
    const [parameter, ...others] = origins.bindings(file, name)
    if (parameter === undefined || others.length > 0 || op[parameter] !== Op.Param) return undefined
    const around = evaluation.functionOfScope(file, evaluation.scopeOf(file, parameter))
    const position = around < 0 ? -1 : parametersOf(evaluation, around).indexOf(parameter)
    const sites = position < 0 ? null : callers.of(around)
    if (sites === null || sites.length === 0) return undefined
    let all: boolean | undefined
    for (const site of sites) {
      const given = callers.given(site, around, position)
      const said = given === null ? undefined : answer(given)
      if (said === undefined || (all !== undefined && said !== all)) return undefined
      all = said
    }
    return all
  }

  return { outcome }
}

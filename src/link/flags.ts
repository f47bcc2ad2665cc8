/** Branches that a call does not take because of the constants it passes: `get_client(async_client=True)`. */
import type { Constant, Evaluation } from '../model/evaluation.ts'
import type { CallTarget, Edge, Place } from '../model/project.ts'
import type { Value } from '../model/summary.ts'
import { CompareOp, Op } from '../model/summary.ts'
import type { Guards } from './guards.ts'
import { boundParameters, functionOf, parametersOf } from './parameters.ts'
import { argumentAt, hasSpread, listOf, nameOf } from './read.ts'

export interface Flags {
  /** True if what stands at a place of the called function cannot run for this call of it. */
  contradicts(call: Edge, at: Place): boolean
}

const NEVER_NONE: ReadonlySet<Op> = new Set([Op.Dict, Op.List, Op.Set, Op.Tuple, Op.Format, Op.Text, Op.Comprehension, Op.Lambda])

export function createFlags(evaluation: Evaluation, guards: Guards): Flags {
  function contradicts(call: Edge, at: Place): boolean {
    const { values } = evaluation.file(call.at.file).summary
    if (call.runs !== undefined || values.op[call.at.value] !== Op.Call || evaluation.function(call.to).file !== at.file) return false
    for (const { test, holds } of guards.tests(at.file, at.value)) {
      const said = outcome(call, at, test)
      if (said !== undefined && said !== holds) return true
    }
    return false
  }

  /** What a test of a parameter gives for the constants of the call; undefined if that is not known. */
  function outcome(call: Edge, { file }: Place, test: Value): boolean | undefined {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    if (op[test] === Op.Load) {
      const given = passed(call, a[test])
      return given === undefined ? undefined : truth(given)
    }
    if (op[test] !== Op.Compare) return undefined
    const [operator, ...more] = listOf(summary, a[test])
    const [left, right] = listOf(summary, b[test])
    if (more.length > 0 || op[left] !== Op.Load) return undefined
    const given = passed(call, a[left])
    const wanted = evaluation.constantOf(file, right)
    const same = wanted === undefined ? undefined : given === undefined ? differsFromNone(call, a[left], wanted) : isSame(given, wanted)
    if (same === undefined) return undefined
    if (operator === CompareOp.Is || operator === CompareOp.Eq) return same
    return operator === CompareOp.IsNot || operator === CompareOp.NotEq ? !same : undefined
  }

  /** False where None is looked for and the call writes out a container or text; undefined otherwise. */
  function differsFromNone(call: Edge, parameter: Value, wanted: Constant): false | undefined {
    if (wanted.is !== 'none') return undefined
    const argument = argumentFor(call, parameter)
    if (argument === 'unknown' || argument < 0) return undefined
    return NEVER_NONE.has(evaluation.file(call.at.file).summary.values.op[argument]) ? false : undefined
  }

  /** The argument a call writes for a parameter; -1 if it leaves that to the default. */
  function argumentFor(call: Edge, parameter: Value): Value | 'unknown' {
    const index = parametersOf(evaluation, call.to).indexOf(parameter)
    const target = evaluation.calleeOf(call.at.file, call.at.value).targets.find((one) => functionOf(one) === call.to)
    if (index < 0 || target === undefined) return 'unknown'
    return argumentOf(call, target, index, nameOf(evaluation.file(evaluation.function(call.to).file).summary, parameter))
  }

  /** The constant a call passes for a parameter, its default included. */
  function passed(call: Edge, parameter: Value): Constant | undefined {
    const info = evaluation.function(call.to)
    const callee = evaluation.file(info.file).summary
    const argument = argumentFor(call, parameter)
    if (argument === 'unknown') return undefined
    if (argument >= 0) return evaluation.constantOf(call.at.file, argument)
    const fallback = listOf(callee, callee.values.b[parameter])[1]
    return fallback < 0 ? undefined : evaluation.constantOf(info.file, fallback)
  }

  function argumentOf(call: Edge, target: CallTarget, index: number, name: string): Value | 'unknown' {
    const { summary } = evaluation.file(call.at.file)
    const position = index - boundParameters(evaluation, target)
    const positional = position < 0 ? -1 : argumentAt(summary, call.at.value, position)
    const written = positional >= 0 ? positional : argumentAt(summary, call.at.value, name)
    return written < 0 && hasSpread(summary, call.at.value) ? 'unknown' : written
  }

  return { contradicts }
}

function truth(constant: Constant): boolean | undefined {
  switch (constant.is) {
    case 'none':
      return false
    case 'bool':
      return constant.value
    case 'number':
      return constant.value !== 0
    case 'text':
      return constant.value !== ''
    default:
      return undefined
  }
}

function isSame(x: Constant, y: Constant): boolean | undefined {
  if (x.is === 'none' || y.is === 'none') return x.is === y.is
  const simple = (constant: Constant): boolean => constant.is === 'bool' || constant.is === 'number' || constant.is === 'text'
  if (!simple(x) || !simple(y)) return undefined
  return x.is === y.is && 'value' in x && 'value' in y && x.value === y.value
}

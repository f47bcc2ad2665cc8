/** Branches that calls do not take because of what they pass: `get_client(async_client=True)`, through several calls. */
import type { Constant, Evaluation } from '../model/evaluation.ts'
import type { CallTarget, Edge, Place } from '../model/project.ts'
import type { Value } from '../model/summary.ts'
import { Op } from '../model/summary.ts'
import type { ClassId, FileId } from '../model/type.ts'
import { truthOf } from './answers.ts'
import { comparisonOf, isSame, isSameAt } from './comparing.ts'
import type { Guards } from './guards.ts'
import { boundParameters, functionOf, parametersOf } from './parameters.ts'
import { argumentAt, hasSpread, listOf, nameOf } from './read.ts'

/** Calls one after the other, each out of the function that the one before it leads to. */
export type Calls = readonly Edge[]

export interface Flags {
  /** True if what stands at a place of the function called last cannot run for these calls. */
  contradicts(calls: Calls, at: Place): boolean
  /** True if a way takes a branch that an earlier call on it excludes. `last`: what stands at its end. */
  contradictsAny(calls: Calls, last: Place): boolean
  /** What a test of a parameter comes to for these calls; undefined if that is not known. */
  outcome(calls: Calls, file: FileId, test: Value): boolean | undefined
}

const NEVER_NONE: ReadonlySet<Op> = new Set([Op.Dict, Op.List, Op.Set, Op.Tuple, Op.Format, Op.Text, Op.Comprehension, Op.Lambda])
const MOST_CALLS = 6

export function createFlags(evaluation: Evaluation, guards: Guards): Flags {
  function contradicts(calls: Calls, at: Place): boolean {
    const call = calls.at(-1)
    if (call === undefined || !isFollowed(call) || evaluation.function(call.to).file !== at.file) return false
    for (const { test, holds } of guards.tests(at.file, at.value)) {
      const said = outcome(calls, at.file, test)
      if (said !== undefined && said !== holds) return true
    }
    return false
  }

  function contradictsAny(calls: Calls, last: Place): boolean {
    return calls.some((_, index) => contradicts(calls.slice(Math.max(0, index + 1 - MOST_CALLS), index + 1), calls[index + 1]?.at ?? last))
  }

  function isFollowed(call: Edge): boolean {
    return call.runs === undefined && evaluation.file(call.at.file).summary.values.op[call.at.value] === Op.Call
  }

  function outcome(calls: Calls, file: FileId, test: Value): boolean | undefined {
    const call = calls.at(-1)
    if (call === undefined || !isFollowed(call)) return undefined
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    if (op[test] === Op.Load) {
      const given = passed(calls, a[test])
      return given === undefined ? undefined : truthOf(given)
    }
    if (op[test] === Op.Call) return isInstance(calls, file, test)
    const comparison = comparisonOf(evaluation, file, test)
    if (comparison === null || op[comparison.left] !== Op.Load) return undefined
    const same = isGiven(calls, a[comparison.left], { file, value: comparison.right })
    return same === undefined ? undefined : same === comparison.holdsIfSame
  }

  /** Whether the calls pass for a parameter just what it is compared with. */
  function isGiven(calls: Calls, parameter: Value, wanted: Place): boolean | undefined {
    const constant = evaluation.constantOf(wanted.file, wanted.value)
    const given = passed(calls, parameter)
    if (constant !== undefined) return given === undefined ? differsFromNone(calls, parameter, constant) : isSame(given, constant)
    const argument = argumentOf(calls, parameter)
    return argument === null ? undefined : isSameAt(evaluation, argument, wanted)
  }

  /** False where None is looked for and what the calls pass is never None; undefined otherwise. */
  function differsFromNone(calls: Calls, parameter: Value, wanted: Constant): false | undefined {
    const argument = wanted.is === 'none' ? argumentOf(calls, parameter) : null
    if (argument === null) return undefined
    if (NEVER_NONE.has(evaluation.file(argument.file).summary.values.op[argument.value])) return false
    const type = evaluation.typeOf(argument.file, argument.value)
    return type.is === 'instance' && type.maybeNone !== true ? false : undefined
  }

  /** Whether `isinstance(parameter, C)` holds for what the calls pass, by its type. */
  function isInstance(calls: Calls, file: FileId, test: Value): boolean | undefined {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    if (op[a[test]] !== Op.Free || nameOf(summary, a[test]) !== 'isinstance') return undefined
    const [subject, wanted] = [argumentAt(summary, test, 0), argumentAt(summary, test, 1)]
    if (subject < 0 || wanted < 0 || op[subject] !== Op.Load) return undefined
    const argument = argumentOf(calls, a[subject])
    const type = argument === null ? undefined : evaluation.typeOf(argument.file, argument.value)
    const asked = evaluation.typeOf(file, wanted)
    if (type?.is !== 'instance' || type.maybeNone === true || asked.is !== 'class') return undefined
    if (derives(type.of, asked.of)) return true
    return derives(asked.of, type.of) || evaluation.hasUnknownBase(type.of) ? undefined : false
  }

  function derives(of: ClassId, base: ClassId): boolean {
    return evaluation.mro(of).includes(base)
  }

  /** The expression that a parameter of the function called last receives, in the nearest caller that does not just pass it on. */
  function argumentOf(calls: Calls, parameter: Value): Place | null {
    const call = calls.at(-1)
    const value = call === undefined || !isFollowed(call) ? 'unknown' : written(call, parameter)
    if (call === undefined || value === 'unknown' || value < 0) return null
    const { op, a } = evaluation.file(call.at.file).summary.values
    const outer = calls.slice(0, -1)
    const isPassedOn = op[value] === Op.Load && a[value] >= 0 && op[a[value]] === Op.Param && outer.at(-1)?.to === call.from
    return (isPassedOn ? argumentOf(outer, a[value]) : null) ?? { file: call.at.file, value }
  }

  /** The argument a call writes for a parameter; -1 if it leaves that to the default. */
  function written(call: Edge, parameter: Value): Value | 'unknown' {
    const index = parametersOf(evaluation, call.to).indexOf(parameter)
    const target = evaluation.calleeOf(call.at.file, call.at.value).targets.find((one) => functionOf(one) === call.to)
    if (index < 0 || target === undefined) return 'unknown'
    return argumentAtIndex(call, target, index, nameOf(evaluation.file(evaluation.function(call.to).file).summary, parameter))
  }

  /** The constant that calls pass for a parameter, its default included. */
  function passed(calls: Calls, parameter: Value): Constant | undefined {
    const call = calls.at(-1)
    if (call === undefined || !isFollowed(call)) return undefined
    const argument = written(call, parameter)
    if (argument === 'unknown') return undefined
    if (argument >= 0) {
      const constant = evaluation.constantOf(call.at.file, argument)
      const { op, a } = evaluation.file(call.at.file).summary.values
      if (constant !== undefined || op[argument] !== Op.Load) return constant
      const outer = calls.slice(0, -1)
      return outer.at(-1)?.to === call.from ? passed(outer, a[argument]) : undefined
    }
    const { file } = evaluation.function(call.to)
    const { summary } = evaluation.file(file)
    const fallback = listOf(summary, summary.values.b[parameter])[1]
    return fallback < 0 ? undefined : evaluation.constantOf(file, fallback)
  }

  function argumentAtIndex(call: Edge, target: CallTarget, index: number, name: string): Value | 'unknown' {
    const { summary } = evaluation.file(call.at.file)
    const position = index - boundParameters(evaluation, target)
    const positional = position < 0 ? -1 : argumentAt(summary, call.at.value, position)
    const named = positional >= 0 ? positional : argumentAt(summary, call.at.value, name)
    return named < 0 && hasSpread(summary, call.at.value) ? 'unknown' : named
  }

  return { contradicts, contradictsAny, outcome }
}

/** Which argument of a call a function's parameter receives. */
import type { Evaluation } from '../model/evaluation.ts'
import type { CallTarget } from '../model/project.ts'
import type { Value } from '../model/summary.ts'
import type { FileId, FunctionId } from '../model/type.ts'
import { argumentAt, listOf, nameOf } from './read.ts'

/** The function a call target runs first; null for an external or an inherited `object.__init__`. */
export function functionOf(target: CallTarget): FunctionId | null {
  if (target.is === 'function') return target.function
  return target.is === 'construct' ? target.initializer : null
}

/** 1 if the call fills the first parameter itself (`self`, `cls`), else 0. */
export function boundParameters(evaluation: Evaluation, target: CallTarget): number {
  if (target.is === 'construct') return 1
  return target.is === 'function' && target.self !== undefined && evaluation.function(target.function).owner !== null ? 1 : 0
}

/** Param values of a function, in order. */
export function parametersOf(evaluation: Evaluation, id: FunctionId): Int32Array {
  const info = evaluation.function(id)
  const { summary } = evaluation.file(info.file)
  return listOf(summary, summary.scopes.params[info.scope])
}

/** Index of the parameter (the receiver counted) that an argument of a call fills; -1 if that is not certain. */
export function parameterFor(evaluation: Evaluation, file: FileId, call: Value, target: CallTarget, argument: Value): number {
  const id = functionOf(target)
  if (id === null || argument < 0) return -1
  const { summary } = evaluation.file(file)
  const callee = evaluation.file(evaluation.function(id).file).summary
  const bound = boundParameters(evaluation, target)
  return parametersOf(evaluation, id).findIndex(
    (parameter, index) =>
      (index >= bound && argumentAt(summary, call, index - bound) === argument) ||
      argumentAt(summary, call, nameOf(callee, parameter)) === argument,
  )
}

/** Which argument of a call a function's parameter receives. */
import type { Evaluation } from '../model/evaluation.ts'
import type { CallTarget } from '../model/project.ts'
import type { Value } from '../model/summary.ts'
import { Op } from '../model/summary.ts'
import type { FileId, FunctionId } from '../model/type.ts'
import { listOf, nameOf, textOf } from './read.ts'

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
  const { op, a, b, lists } = summary.values
  const { file: home, scope } = evaluation.function(id)
  const callee = evaluation.file(home).summary
  const cell = callee.scopes.params[scope]
  const parameters = cell < 0 ? 0 : callee.values.lists[cell]
  const end = b[call] < 0 ? b[call] : b[call] + lists[b[call]]
  let index = boundParameters(evaluation, target)
  for (let i = b[call] + 1; i <= end; i++) {
    const item = lists[i]
    if (op[item] === Op.Star) index = parameters
    else if (op[item] === Op.Keyword && b[item] === argument) return named(textOf(summary, a[item]))
    else if (op[item] !== Op.Keyword && op[item] !== Op.DoubleStar) {
      if (item === argument) return index < parameters ? index : -1
      index++
    }
  }
  return -1

  function named(keyword: string): number {
    for (let i = 0; i < parameters; i++) if (nameOf(callee, callee.values.lists[cell + 1 + i]) === keyword) return i
    return -1
  }
}

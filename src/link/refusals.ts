/** Calls that raise whatever their arguments hold: a library takes no such keyword, a text is decoded once more. */
import type { Evaluation } from '../model/evaluation.ts'
import type { Value } from '../model/summary.ts'
import { Op, ParamKind } from '../model/summary.ts'
import type { FileId, FunctionId } from '../model/type.ts'
import { functionOf, parametersOf } from './parameters.ts'
import { perValue } from './per-value.ts'
import { listOf, nameOf, textOf } from './read.ts'

export interface Refusals {
  /** Whether a call is given a keyword that the library function it calls does not take. */
  isRefused(file: FileId, call: Value): boolean
  /** Whether a call decodes what a Redis client answered, in a project whose clients decode their answers themselves. */
  isDecodedTwice(file: FileId, call: Value): boolean
}

/** From a name back to the call that gave its value: binding, loop and unpacking, not more. */
const MOST = 6

export function createRefusals(evaluation: Evaluation): Refusals {
  let decodes: boolean | undefined
  const taken = new Map<FunctionId, ReadonlySet<string> | null>()
  const overloads = new Map<FileId, boolean>()

  const isRefused = perValue(evaluation, (file, call) => {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    const keywords = listOf(summary, b[call]).filter((item) => op[item] === Op.Keyword)
    const id = keywords.length === 0 ? null : libraryFunction(file, call)
    if (id === null) return false
    const names = keywordsOf(id)
    return names !== null && keywords.some((item) => !names.has(textOf(summary, a[item])))
  })

  /** Names of a library function's parameters; null if it takes any keyword. */
  function keywordsOf(id: FunctionId): ReadonlySet<string> | null {
    let names = taken.get(id)
    if (names === undefined) {
      const { summary } = evaluation.file(evaluation.function(id).file)
      const parameters = Array.from(parametersOf(evaluation, id))
      const takesAny = parameters.some((parameter) => listOf(summary, summary.values.b[parameter])[3] === ParamKind.KeywordRest)
      names = takesAny ? null : new Set(parameters.map((parameter) => nameOf(summary, parameter)))
      taken.set(id, names)
    }
    return names
  }

  /** The only function a call can reach, if a library has it and it has one signature. */
  function libraryFunction(file: FileId, call: Value): FunctionId | null {
    const { targets, why } = evaluation.calleeOf(file, call)
    const [target] = targets
    if (targets.length !== 1 || why !== undefined || target.is !== 'function') return null
    const info = evaluation.function(target.function)
    if (evaluation.file(info.file).origin !== 'library') return null
    return mentionsOverload(info.file) ? null : functionOf(target)
  }

  function mentionsOverload(file: FileId): boolean {
    let answer = overloads.get(file)
    if (answer === undefined) overloads.set(file, (answer = evaluation.file(file).summary.strings.includes('overload')))
    return answer
  }

  function isDecodedTwice(file: FileId, call: Value): boolean {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    if (op[a[call]] !== Op.Attr || nameOf(summary, a[call]) !== 'decode') return false
    const answer = answerOf(file, a[a[call]])
    return answer >= 0 && isRedis(file, answer) && areDecoded()
  }

  function answerOf(file: FileId, value: Value): Value {
    const { op, a, b } = evaluation.file(file).summary.values
    let at = value
    for (let step = 0; step < MOST && at >= 0; step++) {
      if (op[at] === Op.Call) return at
      if (op[at] === Op.Bind) at = b[at]
      else if (op[at] === Op.Load || op[at] === Op.Iterate || op[at] === Op.Unpack) at = a[at]
      else return -1
    }
    return -1
  }

  function isRedis(file: FileId, call: Value): boolean {
    return evaluation.calleeOf(file, call).targets.some((target) => {
      const id = functionOf(target)
      const name = target.is === 'external' ? target.path : id === null ? '' : evaluation.function(id).qualifiedName
      return name.startsWith('redis.')
    })
  }

  /** Which client a call asks is rarely seen, so one that decodes anywhere in the project speaks for all. */
  function areDecoded(): boolean {
    decodes ??= evaluation.files.some(({ origin, summary }) => origin === 'project' && summary.strings.includes('decode_responses'))
    return decodes
  }

  return { isRefused, isDecodedTwice }
}

/** Functions that always answer the same: a switch that is off, a placeholder that gives nothing. */
import type { Constant, Evaluation } from '../model/evaluation.ts'
import type { Value } from '../model/summary.ts'
import { Leaves, Op } from '../model/summary.ts'
import type { FileId, FunctionId } from '../model/type.ts'
import { methodOfClass } from './methods.ts'
import { listOf } from './read.ts'

export interface Answers {
  /** What a test comes to if it is, or reads, the result of a project function that knows one answer only. */
  of(file: FileId, test: Value): Constant | undefined
}

const MOST_HOPS = 8

export function createAnswers(evaluation: Evaluation): Answers {
  const known = new Map<FunctionId, Constant | null>()

  function of(file: FileId, test: Value): Constant | undefined {
    const { op, a, b } = evaluation.file(file).summary.values
    let at = test
    for (let hops = 0; at >= 0 && hops < MOST_HOPS; hops++) {
      const kind: Op = op[at]
      if (kind === Op.Call) break
      if (kind === Op.Load || kind === Op.Await) at = a[at]
      else if (kind === Op.Bind) at = b[at]
      else return undefined
    }
    if (at < 0 || op[at] !== Op.Call) return undefined
    const { targets } = evaluation.calleeOf(file, at)
    const [target] = targets
    if (targets.length !== 1 || target.is !== 'function') return undefined
    // What is not awaited is a coroutine, which is true.
    if (evaluation.function(target.function).async && !isAwaited(file, at)) return undefined
    return answerOf(target.function) ?? undefined
  }

  function isAwaited(file: FileId, call: Value): boolean {
    const { op, a } = evaluation.file(file).summary.values
    return op[call + 1] === Op.Await && a[call + 1] === call
  }

  function answerOf(id: FunctionId): Constant | null {
    const found = known.get(id)
    if (found !== undefined) return found
    known.set(id, null)
    const answer = onlyAnswer(id)
    known.set(id, answer)
    return answer
  }

  function onlyAnswer(id: FunctionId): Constant | null {
    const info = evaluation.function(id)
    const { summary, origin } = evaluation.file(info.file)
    if (origin === 'library' || info.generator || info.lambda || isOverridden(id)) return null
    const { values, scopes, regions } = summary
    if (
      values.op[scopes.definedBy[info.scope]] !== Op.Function ||
      evaluation.decorators({ file: info.file, value: scopes.definedBy[info.scope] }).length > 0
    )
      return null
    if ((regions.leaves[scopes.region[info.scope]] & Leaves.FallsThrough) !== 0) return null
    const exits = Array.from(listOf(summary, scopes.exits[info.scope]))
    if (exits.length !== 1 || values.a[exits[0]] < 0) return null
    const { op } = values
    const returned = values.a[exits[0]]
    return op[returned] === Op.Const ? (evaluation.constantOf(info.file, returned) ?? null) : null
  }

  /** True if a subclass may answer otherwise. */
  function isOverridden(id: FunctionId): boolean {
    const { owner, name } = evaluation.function(id)
    return owner !== null && evaluation.subclasses(owner).some((below) => methodOfClass(evaluation, below, name) !== id)
  }

  return { of }
}

/** Whether a constant counts as true; undefined if that depends on what is not known. */
export function truthOf(constant: Constant): boolean | undefined {
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

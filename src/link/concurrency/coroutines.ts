/** Calls that make a coroutine, and what becomes of it. */
import type { CoroutineDoubt, CoroutineFact, CoroutineFate } from '../../model/concurrency.ts'
import type { CallTarget } from '../../model/project.ts'
import type { Value } from '../../model/summary.ts'
import { BindFlag, Op, ScopeKind } from '../../model/summary.ts'
import type { FileId, FunctionId, Type } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import { nameOf, scopeKind, textOf } from '../read.ts'
import { isAwaitedDirectly, usesOf } from '../uses.ts'
import { functionAround } from '../within.ts'
import { isTested } from './tested.ts'

interface Input {
  readonly parts: Parts
  readonly isInside: (file: FileId) => boolean
}

/** In the order of the files, then of their places. */
export function coroutineFacts({ parts, isInside }: Input): readonly CoroutineFact[] {
  const { evaluation } = parts
  return evaluation.files.flatMap(({ id: file, origin, summary }): readonly CoroutineFact[] => {
    if (origin !== 'project' || !isInside(file)) return []
    const { op, count } = summary.values
    const found: CoroutineFact[] = []
    for (let value = 0; value < count; value++) {
      if (op[value] !== Op.Call) continue
      const fact = factAt(parts, file, value)
      if (fact !== null) found.push(fact)
    }
    return found
  })
}

function factAt(parts: Parts, file: FileId, call: Value): CoroutineFact | null {
  const { evaluation } = parts
  const { targets, why } = evaluation.calleeOf(file, call)
  if (targets.length === 0 || why !== undefined) return null
  const functions = targets.map((target) => asynchronous(parts, target))
  const [first] = functions
  if (first === null || functions.includes(null) || evaluation.typeOf(file, call).is !== 'coroutine') return null
  const fate = fateOf(parts, file, call)
  if (fate !== 'awaited' && fate !== 'handed-on' && parts.guards.neverRuns(file, call)) return null
  return {
    is: 'coroutine',
    at: { file, value: call },
    within: functionAround(evaluation, file, call),
    callee: spelled(parts, targets[0], first),
    defined: parts.isProject(first) ? first : null,
    fate,
    doubt: targets.map((target) => doubtOf(parts, target)).find((doubt) => doubt !== null) ?? null,
  }
}

function asynchronous({ evaluation }: Parts, target: CallTarget): FunctionId | null {
  if (target.is !== 'function') return null
  const { async, generator } = evaluation.function(target.function)
  return async && !generator ? target.function : null
}

function spelled({ evaluation, effects }: Parts, target: CallTarget, id: FunctionId): string {
  const known = effects.ofTarget(target)
  if (known !== null) return known.name
  const { name, owner } = evaluation.function(id)
  return owner === null ? name : `${evaluation.class(owner).name}.${name}`
}

function doubtOf(parts: Parts, target: CallTarget): CoroutineDoubt | null {
  const { evaluation } = parts
  if (target.is !== 'function') return null
  const info = evaluation.function(target.function)
  const self = target.self?.is === 'instance' || target.self?.is === 'class' ? target.self.of : null
  if (!parts.isProject(target.function)) return null
  if (isRemade(parts, target.function)) return 'decorated'
  const below = self === null ? [] : evaluation.subclasses(self)
  const overrides = below.map((id) => evaluation.methodOf(evaluation.instanceOf(id), info.name))
  return overrides.some((id) => id !== null && !evaluation.function(id).async) ? 'overridden' : null
}

/** By a function of the project that gives back something else than an asynchronous wrapper, or by something that is not understood. */
function isRemade(parts: Parts, id: FunctionId): boolean {
  const { evaluation } = parts
  const { file, scope } = evaluation.function(id)
  const { known, runs, chosen, wrappers } = parts.decorations.of(id)
  if (!known || chosen || runs !== null || wrappers.some((wrapper) => !evaluation.function(wrapper.function).async)) return true
  const decorators = evaluation.decorators({ file, value: evaluation.file(file).summary.scopes.definedBy[scope] })
  const own = decorators.filter((decorator) => isOwn(parts, evaluation.typeOf(file, decorator)))
  return own.length > wrappers.length
}

function isOwn(parts: Parts, type: Type): boolean {
  return type.is === 'unknown' || (type.is === 'function' && parts.isProject(type.of))
}

function fateOf({ evaluation }: Parts, file: FileId, call: Value): CoroutineFate {
  if (isAwaitedDirectly(evaluation, file, call)) return 'awaited'
  const { op } = evaluation.file(file).summary.values
  const users = evaluation.users(file, call)
  if (users.some((user) => op[user] === Op.Discard)) return 'discarded'
  if (isTested(evaluation, file, call)) return 'tested'
  const uses = usesOf(evaluation, file, call)
  if (uses.some((use) => use.is === 'awaited')) return 'awaited'
  if (uses.length > 0 || users.length === 0 || !users.every((user) => op[user] === Op.Bind && isOwnName(evaluation, file, user)))
    return 'handed-on'
  const reads = users.flatMap((bind) => evaluation.users(file, bind))
  if (reads.length === 0) return 'unread'
  return reads.every((read) => isTested(evaluation, file, read)) ? 'tested' : 'handed-on'
}

/** A local name of a function that no function inside it reads. */
export function isOwnName(evaluation: Parts['evaluation'], file: FileId, bind: Value): boolean {
  const { summary } = evaluation.file(file)
  const { op, a, aux, count } = summary.values
  if ((aux[bind] & BindFlag.Outer) !== 0 || scopeKind(summary, evaluation.scopeOf(file, bind)) !== ScopeKind.Function) return false
  const name = nameOf(summary, bind)
  for (let value = 0; value < count; value++) if (op[value] === Op.Free && textOf(summary, a[value]) === name) return false
  return true
}

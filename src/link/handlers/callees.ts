/** What a call calls, as dotted names. */
import type { Value } from '../../model/summary.ts'
import { Leaves } from '../../model/summary.ts'
import type { FileId } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import { functionOf } from '../parameters.ts'

/** One name per target: library callables as users spell them, project functions by their qualified name. */
export function calleesOf({ evaluation, effects }: Parts, file: FileId, call: Value): readonly (string | null)[] {
  return evaluation.calleeOf(file, call).targets.map((target) => {
    const known = effects.ofTarget(target)
    if (known !== null) return known.name.replaceAll('()', '').replace(/\.__(init|new)__$/, '')
    if (target.is === 'construct') return evaluation.class(target.class).qualifiedName
    return target.is === 'function' ? evaluation.function(target.function).qualifiedName : target.path
  })
}

const ENDS_PROCESS = /^((sys|os|builtins)\.(exit|_exit|abort|quit)|posix\._exit)$/

/** A call that never comes back: the end of the process, or a project function in which every way raises. */
export function isTerminal(parts: Parts, file: FileId, call: Value): boolean {
  const { evaluation } = parts
  const { targets } = evaluation.calleeOf(file, call)
  if (targets.length === 0) return false
  if (calleesOf(parts, file, call).some((name) => name !== null && ENDS_PROCESS.test(name))) return true
  return targets.every((target) => {
    const id = functionOf(target)
    if (id === null || target.is !== 'function' || !parts.isProject(id)) return false
    const info = evaluation.function(id)
    const { regions, scopes } = evaluation.file(info.file).summary
    const leaves = regions.leaves[scopes.region[info.scope]]
    return (leaves & (Leaves.FallsThrough | Leaves.Returns | Leaves.Yields)) === 0 && (leaves & Leaves.Raises) !== 0
  })
}

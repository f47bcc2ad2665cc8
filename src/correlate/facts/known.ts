/** Whether all that a function calls is known: what is not known could be anything. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { CallTarget, Place, Project } from '../../model/project.ts'
import type { Value } from '../../model/summary.ts'
import { Op } from '../../model/summary.ts'
import type { FunctionId, Type } from '../../model/type.ts'

/** Whether everything a function calls, and what decorates it, is known, and called nothing that raises doubt. A name is enough to doubt, never to prove. */
export const isKnown = (project: Project, id: FunctionId, doubt: RegExp): boolean => {
  const { evaluation } = project
  const { file, scope } = evaluation.function(id)
  const { scopes } = evaluation.file(file).summary
  const made = scopes.definedBy[scope]
  if (made >= 0 && !evaluation.decorators({ file, value: made }).every((value) => isPlain(project, { file, value }, doubt))) return false
  return callsIn(project, id).every((value) => isPlain(project, { file, value }, doubt))
}

/** Calls in a function and in what is defined inside it. */
export const callsIn = ({ evaluation }: Project, id: FunctionId): readonly Value[] => {
  const { file, scope } = evaluation.function(id)
  const { values, scopes } = evaluation.file(file).summary
  const calls: Value[] = []
  for (let value = 0; value < values.count; value++) {
    if ((values.op[value] as Op) === Op.Call && isInside(scopes.parent, evaluation.scopeOf(file, value), scope)) calls.push(value)
  }
  return calls
}

/** Dotted names of what a call may call; none if it is not known. */
export const targetsOf = ({ evaluation }: Project, { file, value }: Place): readonly string[] =>
  evaluation.calleeOf(file, value).targets.map((target) => targetName(evaluation, target))

const isInside = (parent: ArrayLike<number>, inner: number, scope: number): boolean => {
  for (let at = inner; at > 0; at = parent[at]) if (at === scope) return true
  return false
}

/** What a call calls, or a name stands for, is known, and its name raises no doubt. */
const isPlain = (project: Project, { file, value }: Place, doubt: RegExp): boolean => {
  const { evaluation } = project
  const type = evaluation.typeOf(file, value)
  const isCall = (evaluation.file(file).summary.values.op[value] as Op) === Op.Call
  const names = isCall ? targetsOf(project, { file, value }) : [typeName(evaluation, type)]
  return names.length > 0 && names.every((name) => name !== null && !doubt.test(name))
}

const targetName = (evaluation: Evaluation, target: CallTarget): string => {
  switch (target.is) {
    case 'function':
      return evaluation.function(target.function).qualifiedName
    case 'construct':
      return evaluation.class(target.class).qualifiedName
    case 'external':
      return target.path
  }
}

const typeName = (evaluation: Evaluation, type: Type): string | null => {
  switch (type.is) {
    case 'function':
      return evaluation.function(type.of).qualifiedName
    case 'class':
    case 'instance':
      return evaluation.class(type.of).qualifiedName
    case 'external':
      return type.path
    default:
      return null
  }
}

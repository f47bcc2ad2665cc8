/** Special methods behind types: what an operator, a loop or a `with` calls. */
import type { Evaluation } from '../model/evaluation.ts'
import type { FunctionId, Type } from '../model/type.ts'

export interface Special {
  readonly type: Type
  readonly function: FunctionId
}

export interface Specials {
  /** The method of that name of each member of a type that has one. */
  of(type: Type, method: string): readonly Special[]
}

const NONE: readonly Special[] = []

/** Remembers by type: the same few are subscripted and walked over and over. */
export function createSpecials(evaluation: Evaluation): Specials {
  const known = new Map<string, Map<Type, readonly Special[]>>()

  function find(type: Type, method: string): readonly Special[] {
    const found: Special[] = []
    for (const member of membersOf(type)) {
      const id = evaluation.methodOf(member, method)
      if (id !== null) found.push({ type: member, function: id })
    }
    return found.length === 0 ? NONE : found
  }

  function of(type: Type, method: string): readonly Special[] {
    if (type.is !== 'instance' && type.is !== 'class' && type.is !== 'oneOf') return NONE
    let byType = known.get(method)
    if (byType === undefined) known.set(method, (byType = new Map()))
    let answer = byType.get(type)
    if (answer === undefined) byType.set(type, (answer = find(type, method)))
    return answer
  }

  return { of }
}

export function membersOf(type: Type): readonly Type[] {
  if (type.is === 'oneOf') return type.of
  return type.is === 'instance' || type.is === 'class' ? [type] : []
}

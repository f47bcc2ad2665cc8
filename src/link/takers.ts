/** Which parameters of project functions can be given a function to call. */
import type { Evaluation } from '../model/evaluation.ts'
import { ParamKind } from '../model/summary.ts'
import type { FunctionId, Type } from '../model/type.ts'
import type { Specials } from './specials.ts'

export interface Takers {
  /** False if the parameter at an index (the receiver counted) is data by its type, whatever a call gives. */
  mayTake(id: FunctionId, index: number): boolean
}

export function createTakers(evaluation: Evaluation, specials: Specials): Takers {
  function mayTake(id: FunctionId, index: number): boolean {
    const { file, scope } = evaluation.function(id)
    const { scopes, values } = evaluation.file(file).summary
    const parameter = values.lists[scopes.params[scope] + 1 + index]
    return values.lists[values.b[parameter] + 4] === ParamKind.Rest || !isData(evaluation.typeOf(file, parameter))
  }

  function isData(type: Type): boolean {
    switch (type.is) {
      case 'none':
      case 'tuple':
        return true
      case 'oneOf':
        return type.of.every(isData)
      case 'instance':
        return (
          evaluation.class(type.of).qualifiedName !== 'builtins.object' &&
          !evaluation.hasUnknownBase(type.of) &&
          specials.of(type, '__call__').length === 0
        )
      default:
        return false
    }
  }

  return { mayTake }
}

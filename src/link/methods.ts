/** Methods of a class by its number. */
import type { Evaluation } from '../model/evaluation.ts'
import type { ClassId, FunctionId } from '../model/type.ts'

/** The function that a method name of a class leads to, up its bases; null if there is none. */
export function methodOfClass(evaluation: Evaluation, id: ClassId, name: string): FunctionId | null {
  const { file, scope } = evaluation.class(id)
  const made = evaluation.file(file).summary.scopes.definedBy[scope]
  return made < 0 ? null : evaluation.methodOf(evaluation.typeOf(file, made), name)
}

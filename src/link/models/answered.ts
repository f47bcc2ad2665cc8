/** What routes declare to answer, and the models that it is made of. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { RouteFact } from '../../model/route.ts'
import type { ClassId, Type } from '../../model/type.ts'
import type { ModelFields } from './fields.ts'

const NOTHING: Type = { is: 'never' }

/** The declared type; nothing where fields are filtered beside it, or where it is not known. */
export function answerOf(evaluation: Evaluation, { declares, responseModel, handler }: RouteFact): Type {
  if (declares.length === 0) return NOTHING
  if (responseModel !== null) return evaluation.annotated(responseModel.file, responseModel.value)
  const { file, scope } = evaluation.function(handler)
  const annotation = evaluation.file(file).summary.scopes.returns[scope]
  return annotation < 0 ? NOTHING : evaluation.annotated(file, annotation)
}

/** Models that are part of what some route declares or returns. */
export function answeredModels(evaluation: Evaluation, models: ModelFields, routes: readonly RouteFact[]): ReadonlySet<ClassId> {
  const found = new Set<ClassId>()
  for (const route of routes) {
    const returned = route.returns.flatMap(({ classes }) => classes.map((id) => evaluation.instanceOf(id)))
    for (const type of [answerOf(evaluation, route), ...returned]) for (const id of models.closure(type)) found.add(id)
  }
  return found
}

/** Validators of request models: FastAPI validates bodies on the loop, whatever the handler is. */
import type { Evaluation } from '../../model/evaluation.ts'
import { Op } from '../../model/summary.ts'
import type { ClassId, FunctionId, Type } from '../../model/type.ts'
import { parametersOf } from '../parameters.ts'
import { listOf } from '../read.ts'
import type { Registry } from './registry.ts'
import { definedFunction, nameOfFunction, namesOf, placeOf } from './registry.ts'

const VALIDATOR = /^(pydantic|sqlmodel)\.(.*\.)?(field_validator|model_validator|validator|root_validator)$/
const MOST_MODELS = 5_000

export function addValidators(registry: Registry, handlers: readonly FunctionId[]): void {
  const candidates = registry.candidates.of('facts/validators')
  if (candidates.length === 0) return
  const models = requestModels(registry.parts.evaluation, handlers)
  for (const candidate of candidates) {
    const at = placeOf(candidate, 'registration')
    const id = definedFunction(registry, placeOf(candidate, 'handler'))
    if (id === null || at.value < 0) continue
    const { owner, async: isAsync } = registry.parts.evaluation.function(id)
    if (owner === null || isAsync || !models.has(owner)) continue
    if (!namesOf(registry, at.file, at.value).some((name) => VALIDATOR.test(name))) continue
    registry.add('loop-request', id, at, `validator ${nameOfFunction(registry, id)}`)
  }
}

/** Classes that handlers receive, with their bases and the classes of their fields. */
function requestModels(evaluation: Evaluation, handlers: readonly FunctionId[]): ReadonlySet<ClassId> {
  const models = new Set<ClassId>()
  const work: ClassId[] = []
  const add = (id: ClassId): void => {
    if (models.has(id) || models.size > MOST_MODELS || evaluation.file(evaluation.class(id).file).origin === 'library') return
    models.add(id)
    work.push(id)
  }
  const take = (type: Type): void => classesIn(type).forEach(add)
  for (const handler of handlers) {
    const { file } = evaluation.function(handler)
    for (const parameter of parametersOf(evaluation, handler)) take(evaluation.typeOf(file, parameter))
  }
  for (let id = work.pop(); id !== undefined; id = work.pop()) {
    evaluation.mro(id).forEach(add)
    for (const type of fieldTypes(evaluation, id)) take(type)
  }
  return models
}

function classesIn(type: Type): readonly ClassId[] {
  switch (type.is) {
    case 'instance':
      return [type.of, ...type.args.flatMap(classesIn)]
    case 'oneOf':
      return type.of.flatMap(classesIn)
    case 'tuple':
      return type.items.flatMap(classesIn)
    default:
      return []
  }
}

function fieldTypes(evaluation: Evaluation, id: ClassId): readonly Type[] {
  const { file, scope } = evaluation.class(id)
  const { summary } = evaluation.file(file)
  const { bindingStart, bindingValues } = summary.scopes
  const types: Type[] = []
  for (let row = bindingStart[scope]; row < bindingStart[scope + 1]; row++) {
    for (const value of listOf(summary, bindingValues[row])) {
      if (summary.values.op[value] === Op.Bind) types.push(evaluation.typeOf(file, value))
    }
  }
  return types
}

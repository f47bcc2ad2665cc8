/** What applications answer when an exception of the project reaches them: `@app.exception_handler(E)`, `add_exception_handler(E, f)`. */
import type { ClassId, FunctionId } from '../../model/type.ts'
import type { Registry } from '../entries/registry.ts'
import { definedFunction, handlersOf, namesOf, placeOf } from '../entries/registry.ts'
import { argumentAt } from '../read.ts'

/** By the class that is registered: functions that answer for it. */
export function exceptionHandlers(registry: Registry): ReadonlyMap<ClassId, readonly FunctionId[]> {
  const { evaluation } = registry.parts
  const found = new Map<ClassId, FunctionId[]>()
  for (const candidate of registry.candidates.of('facts/middleware')) {
    const at = placeOf(candidate, 'registration')
    if (at.value < 0 || !namesOf(registry, at.file, at.value).some((name) => name.endsWith('exception_handler'))) continue
    const { summary } = evaluation.file(at.file)
    const type = evaluation.typeOf(at.file, argumentAt(summary, at.value, 0))
    if (type.is !== 'class') continue
    const decorated = definedFunction(registry, placeOf(candidate, 'handler'))
    const given = argumentAt(summary, at.value, 1)
    const handlers = decorated !== null ? [decorated] : given < 0 ? [] : handlersOf(registry, at.file, given)
    found.set(type.of, [...(found.get(type.of) ?? []), ...handlers])
  }
  return found
}

/** Functions that the framework runs before a handler: `Depends(f)` wherever it stands. */
import { argumentAt } from '../read.ts'
import type { Registry } from './registry.ts'
import { handlerKind, handlersOf, nameOfFunction, namesOf, placeOf } from './registry.ts'

const MARKER = /^fastapi\.(.*\.)?(Depends|Security)$/

export function addDependencies(registry: Registry): void {
  for (const candidate of registry.candidates.of('facts/dependencies')) {
    const at = placeOf(candidate, 'dependency')
    if (at.value < 0 || !namesOf(registry, at.file, at.value).some((name) => MARKER.test(name))) continue
    const { summary } = registry.parts.evaluation.file(at.file)
    const named = argumentAt(summary, at.value, 'dependency')
    const dependency = named >= 0 ? named : argumentAt(summary, at.value, 0)
    if (dependency < 0) continue
    for (const id of handlersOf(registry, at.file, dependency)) {
      registry.add(handlerKind(registry, id, 'loop-request'), id, at, `dependency ${nameOfFunction(registry, id)}`, 'request')
    }
  }
}

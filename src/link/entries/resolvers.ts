/** GraphQL resolvers: Strawberry calls plain functions on the loop. */
import type { Registry } from './registry.ts'
import { definedFunction, handlersOf, nameOfFunction, namesOf, placeOf } from './registry.ts'

const RESOLVER = /^strawberry\.(.*\.)?(field|mutation|subscription)$/

export function addResolvers(registry: Registry): void {
  for (const candidate of registry.candidates.of('facts/resolvers')) {
    const at = placeOf(candidate, 'registration')
    if (at.value < 0 || !namesOf(registry, at.file, at.value).some((name) => RESOLVER.test(name))) continue
    const decorated = definedFunction(registry, placeOf(candidate, 'handler'))
    const value = placeOf(candidate, 'value')
    const functions = decorated !== null ? [decorated] : value.value < 0 ? [] : handlersOf(registry, value.file, value.value)
    for (const id of functions) registry.add('loop-request', id, at, `resolver ${nameOfFunction(registry, id)}`, 'request')
  }
}

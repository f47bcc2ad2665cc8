/** Generators whose items are the body of a response. */
import { argumentAt } from '../read.ts'
import type { Registry } from './registry.ts'
import { handlerKind, handlersOf, nameOfFunction, namesOf, placeOf } from './registry.ts'

const RESPONSE = /^(fastapi|starlette|sse_starlette)\.(.*\.)?(StreamingResponse|EventSourceResponse)$/

export function addStreams(registry: Registry): void {
  for (const candidate of registry.candidates.of('facts/streams')) {
    const at = placeOf(candidate, 'construction')
    if (at.value < 0 || !namesOf(registry, at.file, at.value).some((name) => RESPONSE.test(name))) continue
    const { summary } = registry.parts.evaluation.file(at.file)
    const named = argumentAt(summary, at.value, 'content')
    const content = named >= 0 ? named : argumentAt(summary, at.value, 0)
    if (content < 0) continue
    for (const id of handlersOf(registry, at.file, content)) {
      if (!registry.parts.evaluation.function(id).generator) continue
      registry.add(handlerKind(registry, id, 'loop-request'), id, at, `stream ${nameOfFunction(registry, id)}`)
    }
  }
}

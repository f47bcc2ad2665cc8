/** Middleware and exception handlers: on the way of every request. */
import type { CandidateFact, Place } from '../../model/project.ts'
import type { ClassId } from '../../model/type.ts'
import { methodOfClass } from '../methods.ts'
import { argumentAt } from '../read.ts'
import type { Registry } from './registry.ts'
import { definedClass, definedFunction, handlerKind, handlersOf, nameOfFunction, namesOf, placeOf } from './registry.ts'

const OWNER = /^(fastapi|starlette)\./

export function addMiddleware(registry: Registry): void {
  for (const candidate of registry.candidates.of('facts/middleware')) {
    if (candidate.captures['class'] !== undefined) addSubclass(registry, candidate)
    else addRegistration(registry, candidate)
  }
}

function addRegistration(registry: Registry, candidate: CandidateFact): void {
  const at = placeOf(candidate, 'registration')
  const names = at.value < 0 ? [] : namesOf(registry, at.file, at.value).filter((name) => OWNER.test(name))
  if (names.length === 0) return
  const isHandler = names.some((name) => name.endsWith('exception_handler'))
  const decorated = definedFunction(registry, placeOf(candidate, 'handler'))
  if (decorated !== null) {
    const label = `${isHandler ? 'exception handler' : 'middleware'} ${nameOfFunction(registry, decorated)}`
    registry.add(handlerKind(registry, decorated, 'loop-request'), decorated, at, label)
    return
  }
  const { summary } = registry.parts.evaluation.file(at.file)
  const given = placeOf(candidate, 'given').value
  for (const id of given < 0 ? [] : handlersOf(registry, at.file, given)) {
    registry.add(handlerKind(registry, id, 'loop-request'), id, at, `middleware ${nameOfFunction(registry, id)}`)
  }
  if (isHandler) {
    const handler = firstOf(argumentAt(summary, at.value, 'handler'), argumentAt(summary, at.value, 1))
    for (const id of handlersOf(registry, at.file, handler)) {
      registry.add(handlerKind(registry, id, 'loop-request'), id, at, `exception handler ${nameOfFunction(registry, id)}`)
    }
    return
  }
  for (const argument of [
    argumentAt(summary, at.value, 0),
    argumentAt(summary, at.value, 'middleware_class'),
    argumentAt(summary, at.value, 'cls'),
  ]) {
    const type = argument < 0 ? null : registry.parts.evaluation.typeOf(at.file, argument)
    if (type?.is === 'class') addClass(registry, at, type.of, ['dispatch', '__call__'])
  }
  const dispatch = argumentAt(summary, at.value, 'dispatch')
  for (const id of dispatch < 0 ? [] : handlersOf(registry, at.file, dispatch)) {
    registry.add('loop-request', id, at, `middleware ${nameOfFunction(registry, id)}`)
  }
}

const firstOf = (x: number, y: number): number => (x >= 0 ? x : y)

function addSubclass(registry: Registry, candidate: CandidateFact): void {
  const at = placeOf(candidate, 'class')
  const id = definedClass(registry, at)
  if (id === null) return
  const { evaluation } = registry.parts
  const derives = (name: string): boolean =>
    evaluation.mro(id).some((base) => evaluation.class(base).name === name && OWNER.test(evaluation.class(base).qualifiedName))
  const isKnown = (name: string): boolean =>
    derives(name) || namesOf(registry, at.file, placeOf(candidate, 'base').value).some((base) => OWNER.test(base) && base.endsWith(name))
  if (isKnown('BaseHTTPMiddleware')) addClass(registry, at, id, ['dispatch'])
  if (isKnown('HTTPEndpoint')) addEndpoint(registry, at, id, ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'], 'loop-request')
  if (isKnown('WebSocketEndpoint')) addEndpoint(registry, at, id, ['on_connect', 'on_receive', 'on_disconnect'], 'loop-websocket')
}

function addClass(registry: Registry, at: Place, of: ClassId, methods: readonly string[]): void {
  const { evaluation } = registry.parts
  for (const name of methods) {
    const method = methodOfClass(evaluation, of, name)
    if (method !== null && registry.parts.isProject(method) && evaluation.function(method).async) {
      registry.add('loop-request', method, at, `middleware ${evaluation.class(of).name}`)
    }
  }
}

function addEndpoint(
  registry: Registry,
  at: Place,
  of: ClassId,
  methods: readonly string[],
  kind: 'loop-request' | 'loop-websocket',
): void {
  const { evaluation } = registry.parts
  for (const name of methods) {
    const method = methodOfClass(evaluation, of, name)
    if (method !== null && registry.parts.isProject(method)) {
      registry.add(handlerKind(registry, method, kind), method, at, `endpoint ${nameOfFunction(registry, method)}`, 'request')
    }
  }
}

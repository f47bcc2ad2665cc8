/** Path operations: which function answers which method and path. */
import type { CandidateFact, Place } from '../../model/project.ts'
import type { Value } from '../../model/summary.ts'
import { Op } from '../../model/summary.ts'
import type { FileId, FunctionId } from '../../model/type.ts'
import { argumentAt, nameOf } from '../read.ts'
import type { Registry } from './registry.ts'
import { definedFunction, handlerKind, handlersOf, nameOfFunction, namesOf, placeOf } from './registry.ts'
import type { Routers } from './routers.ts'
import { createRouters } from './routers.ts'

const VERBS = new Set(['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'trace'])
const ROUTER = /^(fastapi|starlette)\..*\.?(FastAPI|APIRouter|Starlette|Router)\.(\w+)$/
const TABLE = /^(fastapi|starlette)\..*\b(Route|WebSocketRoute|APIRoute|APIWebSocketRoute)$/

/** Handlers of the routes found, for the models they receive. */
export function addRoutes(registry: Registry): readonly FunctionId[] {
  const handlers: FunctionId[] = []
  const routers = createRouters(registry)
  for (const candidate of registry.candidates.of('facts/routes')) {
    const registration = placeOf(candidate, 'registration')
    if (!isRegistration(registry, registration)) continue
    for (const handler of handlersIn(registry, candidate, registration)) {
      handlers.push(handler)
      addRoute(registry, routers, registration, handler)
    }
  }
  return handlers
}

function handlersIn(registry: Registry, candidate: CandidateFact, registration: Place): readonly FunctionId[] {
  if (candidate.captures['handler'] !== undefined) {
    const handler = definedFunction(registry, placeOf(candidate, 'handler'))
    return handler === null ? [] : [handler]
  }
  const { summary } = registry.parts.evaluation.file(candidate.file)
  const endpoint = argumentOf(summary, registration.value, ['endpoint', 'route'], 1)
  const functions = endpoint < 0 ? [] : handlersOf(registry, candidate.file, endpoint)
  return functions.length > 0 ? functions : endpointMethods(registry, candidate.file, endpoint)
}

function argumentOf(summary: Parameters<typeof argumentAt>[0], call: Value, names: readonly string[], position: number): Value {
  for (const name of names) {
    const value = argumentAt(summary, call, name)
    if (value >= 0) return value
  }
  return argumentAt(summary, call, position)
}

/** `Route("/x", Endpoint)`: the methods of the class answer. */
export function endpointMethods(registry: Registry, file: FileId, endpoint: Value): readonly FunctionId[] {
  const type = endpoint < 0 ? null : registry.parts.evaluation.typeOf(file, endpoint)
  if (type?.is !== 'class') return []
  return [...VERBS, 'on_connect', 'on_receive', 'on_disconnect'].flatMap((verb) => {
    const method = registry.parts.evaluation.methodOf(type, verb)
    return method === null || registry.parts.evaluation.file(registry.parts.evaluation.function(method).file).origin === 'library'
      ? []
      : [method]
  })
}

/** True if a call or decorator registers a route with FastAPI or Starlette. */
export function isRegistration(registry: Registry, { file, value }: Place): boolean {
  return value >= 0 && namesOf(registry, file, value).some((name) => ROUTER.test(name) || TABLE.test(name))
}

function addRoute(registry: Registry, routers: Routers, registration: Place, handler: FunctionId): void {
  const { summary } = registry.parts.evaluation.file(registration.file)
  const verb = nameOf(summary, summary.values.a[registration.value])
  const path = pathOf(registry, routers, registration)
  const where = path === '' ? nameOfFunction(registry, handler) : path
  if (/websocket/i.test(verb)) registry.add('loop-websocket', handler, registration, `WebSocket ${where}`, 'request')
  else
    registry.add(
      handlerKind(registry, handler, 'loop-request'),
      handler,
      registration,
      `${methodsOf(registry, registration, verb)} ${where}`,
      'request',
    )
}

/** Methods of a registration, joined by commas; `?` for one that is not constant. */
export function methodsOf(registry: Registry, { file, value }: Place, verb: string): string {
  if (VERBS.has(verb)) return verb.toUpperCase()
  const { summary } = registry.parts.evaluation.file(file)
  const listed = argumentAt(summary, value, 'methods')
  const methods = listed < 0 ? undefined : registry.parts.evaluation.constantOf(file, listed)
  if (methods?.is !== 'sequence') return 'GET'
  return methods.items.map((item) => (item?.is === 'text' ? item.value : '?')).join(',')
}

/** The path with the prefixes of the router it is declared on. */
function pathOf(registry: Registry, routers: Routers, { file, value }: Place): string {
  const { summary } = registry.parts.evaluation.file(file)
  const { op, a } = summary.values
  const written = argumentOf(summary, value, ['path'], 0)
  const prefix = op[a[value]] === Op.Attr ? routers.prefixOf(file, a[a[value]]) : ''
  return prefix + (written < 0 ? '' : routers.textOf(file, written))
}

/** Middleware of an application, and whether it refuses requests. */
import type { Place } from '../../model/project.ts'
import type { Auth, RouteMiddleware } from '../../model/route.ts'
import { Op } from '../../model/summary.ts'
import type { ClassId, FunctionId } from '../../model/type.ts'
import { definedFunction, namesOf, nameOfFunction, placeOf, type Registry } from '../entries/registry.ts'
import { nameOf } from '../read.ts'
import { NO_GUARD } from './dependencies.ts'
import { createPathTests } from './path-tests.ts'
import type { Refusals } from './refusals.ts'
import type { Bound, Resolver } from './resolve.ts'
import type { Node, Routers } from './routers.ts'
import type { Scenes } from './scenes.ts'

/** As an application has it: what it does to one route can depend on the path. */
export interface Installed extends RouteMiddleware {
  /** Requests for the path never come to where it refuses. */
  spares(path: string): boolean
}
export interface MiddlewareOf {
  of(node: Node): { readonly list: readonly Installed[]; readonly complete: boolean }
}

const OWNER = /^(fastapi|starlette)\./
/** Packages whose middleware observes, shapes or limits, and lets nobody in or out. */
const HARMLESS =
  /^(asgi_correlation_id|asgi_logger|brotli_asgi|ddtrace|elasticapm|fastapi|fastapi_cache|logfire|newrelic|opentelemetry|prometheus_fastapi_instrumentator|scout_apm|secure|sentry_sdk|slowapi|starlette|starlette_context|starlette_exporter|starlette_prometheus|structlog|timing_asgi|uvicorn)\b/

export function createMiddleware(
  registry: Registry,
  resolver: Resolver,
  scenes: Scenes,
  routers: Routers,
  refusals: Refusals,
  isOutside: (file: number) => boolean,
): MiddlewareOf {
  const { evaluation } = registry.parts
  const lists = new Map<string, Installed[]>()
  const pathTests = createPathTests(registry.parts)
  const partial = new Set<string>()

  function add(node: Node, middleware: Installed): void {
    const list = lists.get(node.key)
    if (
      list?.some(({ name, at }) => name === middleware.name && at.file === middleware.at.file && at.value === middleware.at.value) === true
    )
      return
    if (list === undefined) lists.set(node.key, [middleware])
    else list.push(middleware)
  }

  function ofFunction(id: FunctionId, name: string, at: Place, conditional: boolean): Installed {
    const refusal = refusals.of(id)
    if (refusal.when === 'never' && !refusal.unsure) return open(name, at)
    const { file } = evaluation.function(id)
    // Which of the other paths it guards is not followed: it refuses some requests, and for one route nothing is known.
    const auth: Auth = { state: 'unknown', reason: conditional ? 'conditional' : 'middleware', proof: refusal.proof, by: name }
    return { name, at, auth, spares: (path) => pathTests.escapes(path, file, refusal.places) }
  }

  function ofClass(id: ClassId, at: Place, conditional: boolean): Installed {
    const { name, file, qualifiedName } = evaluation.class(id)
    if (evaluation.file(file).origin === 'library') return ofLibrary(qualifiedName, name, at)
    for (const method of ['dispatch', '__call__']) {
      const found = evaluation.methodOf(evaluation.instanceOf(id), method)
      if (found !== null && registry.parts.isProject(found)) {
        const middleware = ofFunction(found, name, at, conditional)
        return refusals.of(found).when === 'never' && evaluation.hasUnknownBase(id) ? unresolved(name, at) : middleware
      }
    }
    return evaluation.hasUnknownBase(id) ? unresolved(name, at) : open(name, at)
  }

  const ofLibrary = (path: string, name: string, at: Place): Installed => (HARMLESS.test(path) ? open(name, at) : unresolved(name, at))

  const unresolved = (name: string, at: Place): Installed => {
    const auth: Auth = { state: 'unknown', reason: 'unresolved-middleware', proof: at, by: name }
    return { name, at, auth, spares: () => false }
  }

  const open = (name: string, at: Place): Installed => ({ name, at, auth: NO_GUARD, spares: () => false })

  function ofExpression(written: Bound, at: Place, conditional: boolean): Installed {
    const name = nameOf(evaluation.file(written.file).summary, written.value) || '?'
    for (const place of [written, ...resolver.of(written).places]) {
      const { op, a } = evaluation.file(place.file).summary.values
      if (op[place.value] === Op.Class) return ofClass(evaluation.classOfScope(place.file, a[place.value]), at, conditional)
      if (op[place.value] === Op.Function) return ofFunction(evaluation.functionOfScope(place.file, a[place.value]), name, at, conditional)
      const type = evaluation.typeOf(place.file, place.value)
      if (type.is === 'class') return ofClass(type.of, at, conditional)
      if (type.is === 'function') return ofFunction(type.of, name, at, conditional)
      if (type.is === 'external') return ofLibrary(type.path, name, at)
    }
    return unresolved(name, at)
  }

  for (const candidate of registry.candidates.of('facts/middleware')) {
    if (candidate.captures['class'] !== undefined) continue
    const at = placeOf(candidate, 'registration')
    if (at.value < 0 || isOutside(at.file)) continue
    const { summary } = evaluation.file(at.file)
    const callee = summary.values.a[at.value]
    if (summary.values.op[callee] !== Op.Attr) continue
    const names = namesOf(registry, at.file, at.value).filter((name) => OWNER.test(name))
    if (names.length === 0 || names.some((name) => name.endsWith('exception_handler'))) continue
    const run = scenes.of(at)
    for (const { env, conditional } of run.scenes) {
      const call: Bound = { ...at, env }
      const owners = routers.nodesOf({ ...call, value: summary.values.a[callee] })
      const decorated = definedFunction(registry, placeOf(candidate, 'handler'))
      const given = placeOf(candidate, 'given')
      const written = given.value >= 0 ? { ...call, value: given.value } : resolver.argument(call, 'middleware_class', 0)
      for (const node of owners.nodes) {
        if (decorated !== null) add(node, ofFunction(decorated, nameOfFunction(registry, decorated), at, conditional))
        else if (written === null || written === undefined) add(node, unresolved('?', at))
        else add(node, withDispatch(call, ofExpression(written, at, conditional), at, conditional))
      }
    }
  }
  for (const node of routers.nodes) {
    const passed = node.isApplication ? resolver.argument(node.made, 'middleware') : null
    if (passed === null) continue
    const found = passed === undefined ? { items: [], complete: false } : resolver.items(passed)
    if (!found.complete) partial.add(node.key)
    for (const { at: item, conditional } of found.items) {
      for (const made of resolver.of(item).places) {
        const written = resolver.argument(made, 'cls', 0)
        const at: Place = { file: made.file, value: made.value }
        const entry = written === null || written === undefined ? unresolved('?', at) : ofExpression(written, at, conditional)
        add(node, withDispatch(made, entry, at, conditional))
      }
    }
  }

  /** `BaseHTTPMiddleware` with the function it is to run. */
  function withDispatch(call: Bound, middleware: Installed, at: Place, conditional: boolean): Installed {
    const dispatch = resolver.argument(call, 'dispatch')
    return dispatch === null || dispatch === undefined ? middleware : ofExpression(dispatch, at, conditional)
  }

  return { of: (node) => ({ list: lists.get(node.key) ?? [], complete: !partial.has(node.key) }) }
}

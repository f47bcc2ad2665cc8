/** Applications and routers with what they are joined to: the graph that routes are read from. */
import type { Place } from '../../model/project.ts'
import { Op } from '../../model/summary.ts'
import type { ClassId } from '../../model/type.ts'
import type { Registry } from '../entries/registry.ts'
import { handlersOf, definedFunction, placeOf } from '../entries/registry.ts'
import { isRegistration, methodsOf, endpointMethods } from '../entries/routes.ts'
import { listOf, nameOf, scopeKind, textOf } from '../read.ts'
import { ScopeKind } from '../../model/summary.ts'
import type { Bound, Item, Resolver } from './resolve.ts'
import { NO_ENV } from './passing.ts'
import type { Scenes } from './scenes.ts'

/** An application or router, by the call that makes it. */
export interface Node {
  readonly key: string
  readonly made: Bound
  readonly class: ClassId
  readonly isApplication: boolean
  readonly prefix: string
  /** False if its routes may be matched in a way of their own: a class of the project, or a route class. */
  readonly plain: boolean
  readonly dependencies: readonly Item[]
  /** False if its routes are kept out of the schema, or there is none. */
  readonly documented: boolean
  /** What it answers with is no JSON: pages, streams. */
  readonly answersOtherwise: boolean
  /** False if its own dependencies are not all known. What else is joined to it takes nothing from the routes that are known. */
  readonly complete: boolean
  readonly events: Event[]
}
/** What a node is told, in the order in which it is. */
export interface Event {
  /** Where, and in which turn of the loops around. */
  readonly at: Place
  readonly turns: readonly number[]
  readonly conditional: boolean
  readonly prefix: string
  readonly dependencies: readonly Item[]
  /** False for an inclusion that keeps its routes out of the schema. */
  readonly documented: boolean
  readonly complete: boolean
  /** A router included, an application mounted; or a route. */
  readonly child?: Node
  readonly mounted?: boolean
  readonly route?: { readonly registration: Bound; readonly methods: readonly string[]; readonly handler: number }
}
export interface Routers {
  readonly nodes: readonly Node[]
  /** Registrations whose router is not known. */
  readonly homeless: readonly Event[]
  nodesOf(at: Bound): { readonly nodes: readonly Node[]; readonly complete: boolean }
}

const ROUTERS = ['starlette.applications.Starlette', 'starlette.routing.Router']

export function createRouters(registry: Registry, resolver: Resolver, scenes: Scenes, isOutside: (file: number) => boolean): Routers {
  const { evaluation } = registry.parts
  const nodes = new Map<string, Node>()
  const homeless: Event[] = []

  function nodeAt(at: Bound): Node | null {
    const key = `${at.file}:${at.value}`
    const known = nodes.get(key)
    if (known !== undefined) return known
    const { op } = evaluation.file(at.file).summary.values
    if (op[at.value] !== Op.Call || evaluation.file(at.file).origin === 'library') return null
    const type = evaluation.typeOf(at.file, at.value)
    if (type.is !== 'instance' || !ROUTERS.some((name) => evaluation.isSubclass(type.of, name))) return null
    const isApplication = evaluation.isSubclass(type.of, ROUTERS[0])
    const prefix = isApplication ? null : resolver.argument(at, 'prefix')
    const own = itemsOfArgument(at, 'dependencies')
    const inherited = inheritedDependencies(type.of)
    const node: Node = {
      key,
      made: at,
      class: type.of,
      isApplication,
      plain: evaluation.file(evaluation.class(type.of).file).origin === 'library' && resolver.argument(at, 'route_class') === null,
      prefix: prefix === null ? inheritedPrefix(type.of) : prefix === undefined ? '…' : resolver.text(prefix),
      dependencies: [...inherited.items, ...own.items],
      documented: !isConstant(at, 'include_in_schema', 'bool') && !isConstant(at, 'openapi_url', 'none'),
      answersOtherwise: hasOtherResponses(at),
      complete: own.complete && inherited.complete,
      events: [],
    }
    nodes.set(key, node)
    return node
  }

  /** An argument that is False, or None. */
  function isConstant(call: Bound, name: string, is: 'bool' | 'none'): boolean {
    const passed = resolver.argument(call, name)
    const constant = passed === null || passed === undefined ? undefined : evaluation.constantOf(passed.file, passed.value)
    return constant?.is === is && (constant.is !== 'bool' || !constant.value)
  }

  function hasOtherResponses(call: Bound): boolean {
    const passed = resolver.argument(call, 'default_response_class')
    if (passed === null) return false
    const type = passed === undefined ? null : evaluation.typeOf(passed.file, passed.value)
    return type?.is !== 'class' || !evaluation.isSubclass(type.of, 'starlette.responses.JSONResponse')
  }

  function itemsOfArgument(call: Bound, name: string): { readonly items: readonly Item[]; readonly complete: boolean } {
    const passed = resolver.argument(call, name)
    if (passed === null) return { items: [], complete: true }
    return passed === undefined ? { items: [], complete: false } : resolver.items(passed)
  }

  /** What constructors of the project's own subclasses pass on: `super().__init__(dependencies=[...])`. */
  function superCalls(id: ClassId): readonly Bound[] {
    const calls: Bound[] = []
    for (const ancestor of evaluation.mro(id)) {
      const { file, scope } = evaluation.class(ancestor)
      if (evaluation.file(file).origin === 'library') break
      const { summary } = evaluation.file(file)
      const { op, a } = summary.values
      const { regions, scopes } = summary
      for (let inner = scope + 1; inner < scopes.count; inner++) {
        if (
          scopes.parent[inner] !== scope ||
          textOf(summary, scopes.name[inner]) !== '__init__' ||
          scopeKind(summary, inner) !== ScopeKind.Function
        )
          continue
        const region = scopes.region[inner]
        for (let value = regions.first[region]; value < regions.end[region]; value++)
          if (op[value] === Op.Call && nameOf(summary, a[value]) === '__init__') calls.push({ file, value, env: NO_ENV })
      }
    }
    return calls
  }

  function inheritedDependencies(id: ClassId): { readonly items: readonly Item[]; readonly complete: boolean } {
    const items: Item[] = []
    for (const call of superCalls(id)) {
      const { summary } = evaluation.file(call.file)
      const written = [...listOf(summary, summary.values.b[call.value])].find(
        (item) => summary.values.op[item] === Op.Keyword && textOf(summary, summary.values.a[item]) === 'dependencies',
      )
      if (written === undefined) continue
      const found = resolver.items({ ...call, value: summary.values.b[written] })
      items.push(...found.items)
      if (!found.complete) return { items, complete: false }
    }
    return { items, complete: true }
  }

  function inheritedPrefix(id: ClassId): string {
    for (const call of superCalls(id)) {
      const written = resolver.argument(call, 'prefix')
      if (written === null || written === undefined) continue
      const { op } = evaluation.file(written.file).summary.values
      const [origin] = resolver.of(written).places
      if (origin !== undefined && op[origin.value] !== Op.Param) return resolver.text(written)
    }
    return ''
  }

  function nodesOf(at: Bound): { readonly nodes: readonly Node[]; readonly complete: boolean } {
    const { summary } = evaluation.file(at.file)
    const { op, a } = summary.values
    if (at.value >= 0 && op[at.value] === Op.Attr && nameOf(summary, at.value) === 'router') {
      const type = evaluation.typeOf(at.file, a[at.value])
      if (type.is === 'instance' && evaluation.isSubclass(type.of, ROUTERS[0])) return nodesOf({ ...at, value: a[at.value] })
    }
    const found = resolver.of(at)
    const list = found.places.map(nodeAt)
    return { nodes: list.filter((node) => node !== null), complete: found.complete && list.every((node) => node !== null) }
  }

  /** Joins by `include_router` and `mount`. */
  function addInclusions(): void {
    for (const candidate of registry.candidates.of('facts/includes')) {
      const at = placeOf(candidate, 'inclusion')
      if (at.value < 0) continue
      const { summary } = evaluation.file(at.file)
      const { op, a } = summary.values
      const callee = a[at.value]
      if (op[callee] !== Op.Attr) continue
      const mounted = nameOf(summary, callee) === 'mount'
      const run = scenes.of(at)
      for (const { env, turns, conditional } of run.scenes) {
        const call: Bound = { ...at, env }
        const parents = nodesOf({ ...call, value: a[callee] }).nodes
        if (parents.length === 0) continue
        const router = resolver.argument(call, mounted ? 'app' : 'router', mounted ? 1 : 0)
        const children = router === null || router === undefined ? { nodes: [], complete: false } : nodesOf(router)
        const prefix = resolver.argument(call, mounted ? 'path' : 'prefix', mounted ? 0 : undefined)
        const own = mounted ? { items: [], complete: true } : itemsOfArgument(call, 'dependencies')
        for (const parent of parents) {
          for (const child of children.nodes) {
            if (isOutside(at.file) && !isOutside(child.made.file)) continue
            parent.events.push({
              at,
              turns,
              conditional: conditional || children.nodes.length > 1,
              prefix: prefix === null ? '' : prefix === undefined ? '…' : resolver.text(prefix),
              dependencies: own.items,
              documented: !isConstant(call, 'include_in_schema', 'bool'),
              complete: own.complete,
              child,
              mounted,
            })
          }
        }
      }
    }
  }

  function addRegistrations(): void {
    const seen = new Set<string>()
    for (const candidate of registry.candidates.of('facts/routes')) {
      const at = placeOf(candidate, 'registration')
      if (at.value < 0 || !isRegistration(registry, at)) continue
      const { summary } = evaluation.file(at.file)
      const { op, a } = summary.values
      const callee = a[at.value]
      const verb = nameOf(summary, callee)
      const isTable = op[callee] !== Op.Attr || verb.endsWith('Route')
      for (const { env, turns, conditional } of scenes.of(at).scenes) {
        const registration: Bound = { ...at, env }
        const owners = isTable ? { nodes: [], complete: false } : nodesOf({ ...registration, value: a[callee] })
        const path = resolver.argument(registration, 'path', 0)
        const dependencies = itemsOfArgument(registration, 'dependencies')
        const methods = /websocket/i.test(verb) ? ['WEBSOCKET'] : methodsOf(registry, at, verb).split(',')
        for (const handler of handlersAt(candidate, registration)) {
          const event: Event = {
            at,
            turns,
            conditional: conditional || owners.nodes.length > 1,
            prefix: path === null ? '' : path === undefined ? '…' : resolver.text(path),
            dependencies: dependencies.items,
            documented: true,
            complete: dependencies.complete && owners.complete,
            route: { registration, methods, handler },
          }
          for (const owner of owners.nodes) if (!isOutside(at.file) || isOutside(owner.made.file)) owner.events.push(event)
          const key = `${at.file}:${at.value}:${handler}`
          if (owners.nodes.length > 0) seen.add(key)
          else if (!seen.has(key)) {
            seen.add(key)
            homeless.push(event)
          }
        }
      }
    }
  }

  function handlersAt(candidate: Parameters<typeof placeOf>[0], registration: Bound): readonly number[] {
    if (candidate.captures['handler'] !== undefined) {
      const handler = definedFunction(registry, placeOf(candidate, 'handler'))
      return handler === null ? [] : [handler]
    }
    const endpoint = resolver.argument(registration, 'endpoint', 1) ?? resolver.argument(registration, 'route', 1)
    if (endpoint === null || endpoint === undefined) return []
    const direct = handlersOf(registry, endpoint.file, endpoint.value)
    if (direct.length > 0) return direct
    return resolver.of(endpoint).places.flatMap(({ file, value }) => {
      const { op, a } = evaluation.file(file).summary.values
      if (op[value] === Op.Function) return [evaluation.functionOfScope(file, a[value])]
      const found = handlersOf(registry, file, value)
      return found.length > 0 ? found : endpointMethods(registry, file, value)
    })
  }

  addInclusions()
  addRegistrations()
  for (const node of nodes.values()) once(node.events)
  return { nodes: [...nodes.values()], homeless, nodesOf }
}

/** Sorts, and leaves one of what several callers of a factory make alike. */
const once = (events: Event[]): void => {
  const seen = new Set<string>()
  const kept = events.filter((event) => {
    const key = `${event.at.file}:${event.at.value}:${event.turns.join()}:${event.prefix}:${event.child?.key ?? event.route?.handler}`
    return !seen.has(key) && seen.add(key)
  })
  events.splice(0, events.length, ...kept.toSorted(inOrder))
}

/** By file, place, turn: within one body, the order in which it runs. */
const inOrder = (x: Event, y: Event): number => {
  if (x.at.file !== y.at.file) return x.at.file - y.at.file
  const [i, j] = [x.turns, y.turns]
  for (let k = 0; k < Math.min(i.length, j.length); k++) if (i[k] !== j[k]) return i[k] - j[k]
  return x.at.value - y.at.value
}

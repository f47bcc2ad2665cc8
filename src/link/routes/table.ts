/** The effective route table: every route once for every way an application includes it, with all that guards it. */
import type { Edge, Place } from '../../model/project.ts'
import type { Auth, RouteDependency, RouteFact, RouteMiddleware, RouteStep } from '../../model/route.ts'
import { Op } from '../../model/summary.ts'
import type { FileId, FunctionId } from '../../model/type.ts'
import { namesOf, type Registry } from '../entries/registry.ts'
import { listOf } from '../read.ts'
import type { Definitions } from '../schema/definitions.ts'
import { createAnswers } from './answers.ts'
import { isAfterwards } from './decorators.ts'
import { createDependencies, NO_GUARD } from './dependencies.ts'
import { exceptionHandlers } from './exception-handlers.ts'
import { createInputs } from './inputs.ts'
import { createMiddleware, type Installed } from './middleware.ts'
import { createOpenBodies } from './open-bodies.ts'
import { withOperationTwins } from './operations.ts'
import { createRefusals, type Refusals } from './refusals.ts'
import { createResolver, type Item } from './resolve.ts'
import type { Event, Node } from './routers.ts'
import { createRouters } from './routers.ts'
import { withShadows } from './shadows.ts'
import { createScenes } from './scenes.ts'

export interface TableInput {
  readonly registry: Registry
  readonly definitions: Definitions
  readonly edgesFrom: (id: FunctionId) => readonly Edge[]
  readonly callersOf: (id: FunctionId) => readonly Edge[]
  readonly isOutside: (file: FileId) => boolean
}

/** What a route has behind it on one way from its application. */
interface Way {
  readonly application: Node | null
  readonly prefix: string
  readonly dependencies: readonly RouteDependency[]
  readonly middleware: readonly Installed[]
  readonly steps: readonly RouteStep[]
  readonly conditional: boolean
  readonly documented: boolean
  readonly complete: boolean
  readonly within: readonly Node[]
}

const WRITING = /POST|PUT|PATCH|DELETE/
/** Registrations of FastAPI, which reads the signature; Starlette's pass a request only. */
const READS_SIGNATURE = /^fastapi\./
const MOST = 20_000
const DEEPEST = 12

export function routeTable({ registry, definitions, edgesFrom, callersOf, isOutside }: TableInput): {
  readonly routes: readonly RouteFact[]
  readonly refusals: Refusals
} {
  const { evaluation, decorations } = registry.parts
  const resolver = createResolver(registry.parts, definitions)
  const scenes = createScenes(registry.parts, resolver, callersOf)
  const refusals = createRefusals(registry.parts, definitions, resolver, edgesFrom, exceptionHandlers(registry))
  const routers = createRouters(registry, resolver, scenes, isOutside)
  const dependencies = createDependencies(registry, definitions, resolver, refusals)
  const middleware = createMiddleware(registry, resolver, scenes, routers, refusals, isOutside)
  const answers = createAnswers(registry, resolver)
  const inputs = createInputs(registry.parts, resolver, dependencies, hasOwnSignature)
  const openBodies = createOpenBodies(registry.parts)
  const found: RouteFact[] = []
  const reached = new Set<Node>()
  const inner = new Map<FunctionId, Auth>()

  const ofItems = (items: readonly Item[], via: RouteDependency['via']): readonly RouteDependency[] =>
    items.flatMap(({ at, conditional }) =>
      dependencies
        .ofMarker(at, via)
        .map((one) =>
          conditional && one.auth.state === 'required'
            ? { ...one, auth: { ...one.auth, state: 'unknown' as const, reason: 'conditional' as const } }
            : one,
        ),
    )

  function visit(node: Node, way: Way): void {
    if (way.within.includes(node) || way.within.length > DEEPEST || found.length > MOST) return
    reached.add(node)
    const own: Way = {
      ...way,
      prefix: way.prefix + node.prefix,
      dependencies: [...way.dependencies, ...ofItems(node.dependencies, node.isApplication ? 'application' : 'router')],
      documented: way.documented && node.documented,
      complete: way.complete && node.complete,
      within: [...way.within, node],
    }
    for (const event of node.events) {
      if (event.route !== undefined) addRoute(event, own)
      else if (event.child !== undefined) join(event, event.child, own)
    }
  }

  function join(event: Event, child: Node, way: Way): void {
    const steps = [...way.steps, { at: event.at, turns: event.turns }]
    const conditional = way.conditional || event.conditional
    if (event.mounted === true) {
      const below = middleware.of(child)
      visit(child, {
        ...way,
        prefix: way.prefix + event.prefix.replace(/\/$/, ''),
        dependencies: [],
        middleware: [...way.middleware, ...below.list],
        steps,
        conditional,
        documented: true,
        complete: way.complete && event.complete && below.complete,
      })
      return
    }
    visit(child, {
      ...way,
      prefix: way.prefix + event.prefix,
      dependencies: [...way.dependencies, ...ofItems(event.dependencies, 'include')],
      steps,
      conditional,
      documented: way.documented && event.documented,
      complete: way.complete && event.complete,
    })
  }

  function addRoute(event: Event, way: Way): void {
    const { route } = event
    if (route === undefined) return
    const { owner } = evaluation.function(route.handler)
    const list = [
      ...way.dependencies,
      ...ofItems(event.dependencies, 'decorator'),
      ...(owner === null ? [] : dependencies.ofView(owner)),
      ...dependencies.ofFunction(route.handler, 'signature'),
    ]
    const complete = way.complete && event.complete && way.application !== null
    const path = way.prefix + event.prefix
    const answer = answers.of(route.registration, route.handler)
    const answersOtherwise = answer.response === 'untyped' && way.within.some((node) => node.answersOtherwise)
    const ahead = way.middleware.map((one) => appliedTo(path, one))
    const taken = isFastApi(event) ? inputs.of(route.handler, list, path) : []
    found.push({
      is: 'route',
      at: event.at,
      methods: route.methods,
      path,
      local: event.prefix,
      router: routerOf(way, event),
      handler: route.handler,
      application: way.application === null ? null : { file: way.application.made.file, value: way.application.made.value },
      steps: [...way.steps, { at: event.at, turns: event.turns }],
      dependencies: list,
      middleware: ahead,
      auth: authOf(route.handler, list, ahead, complete),
      conditional: way.conditional || event.conditional,
      complete,
      plain: way.within.every(({ plain }) => plain),
      ignored: dependencies.ignoredBy(route.handler),
      ...answer,
      response: answersOtherwise ? 'response' : answer.response,
      documented: answer.documented && way.documented,
      inputs: taken,
      unread: isFastApi(event) ? inputs.unread(route.handler, list, taken, event.prefix) : null,
      openBodies: WRITING.test(route.methods.join()) ? openBodies(route.handler, taken) : [],
      operationTwin: null,
      shadowedBy: null,
    })
  }

  const appliedTo = (path: string, installed: Installed): RouteMiddleware => {
    const { name, at, auth } = installed
    const isSpared = auth.state !== 'public' && installed.spares(path)
    return { name, at, auth: isSpared ? { state: 'public', reason: 'exempt-path', proof: auth.proof, by: name } : auth }
  }

  const routerOf = (way: Way, event: Event): Place => {
    const made = way.within.at(-1)?.made ?? event.at
    return { file: made.file, value: made.value }
  }

  /** The strongest guard decides; then what is not understood; then what only looks at credentials. */
  function authOf(handler: FunctionId, list: readonly RouteDependency[], ahead: readonly RouteMiddleware[], complete: boolean): Auth {
    const all = [...list.map(({ auth }) => auth), ofHandler(handler), ...ahead.map(({ auth }) => auth)]
    const required = all.find(({ state }) => state === 'required')
    if (required !== undefined) return required
    const unknown = all.find(({ state }) => state === 'unknown')
    if (unknown !== undefined) return unknown
    const optional = all.find(({ state }) => state === 'optional')
    if (optional !== undefined) return optional
    return complete ? NO_GUARD : { state: 'unknown', reason: 'unresolved-router', proof: null, by: null }
  }

  /** What the handler and the decorators between it and its route refuse. */
  function ofHandler(id: FunctionId): Auth {
    const known = inner.get(id)
    if (known !== undefined) return known
    const auth = judgeHandler(id)
    inner.set(id, auth)
    return auth
  }

  function judgeHandler(id: FunctionId): Auth {
    const refusal = refusals.of(id)
    // A handler's own 403 can be a rule of the business: nothing says that it asks who is there.
    if (refusal.when === 'tested')
      return {
        state: refusal.status === 401 ? 'required' : 'unknown',
        reason: 'inline',
        proof: refusal.proof,
        by: evaluation.function(id).name,
      }
    const decoration = decorations.of(id)
    for (const wrapper of decoration.wrappers) {
      const outer = refusals.of(wrapper.function)
      if (outer.when !== 'never')
        return { state: 'required', reason: 'decorator', proof: outer.proof, by: evaluation.function(wrapper.function).name }
      if (outer.unsure && !outer.places.every((place) => isAfterwards(evaluation, wrapper.function, place)))
        return { state: 'unknown', reason: 'unresolved-decorator', proof: null, by: evaluation.function(wrapper.function).name }
    }
    return decoration.known || onlyRegistered(id) ? NO_GUARD : { state: 'unknown', reason: 'unresolved-decorator', proof: null, by: null }
  }

  const isFastApi = ({ at }: Event): boolean => namesOf(registry, at.file, at.value).some((name) => READS_SIGNATURE.test(name))

  /** No decorator hides the signature: there is none but the registration, or each copies it by `functools.wraps`. */
  function hasOwnSignature(id: FunctionId): boolean {
    const { wrappers, known } = decorations.of(id)
    return (known || onlyRegistered(id)) && wrappers.every(({ function: wrapper }) => isWrapped(wrapper))
  }

  function isWrapped(id: FunctionId): boolean {
    const { file, scope } = evaluation.function(id)
    const made = evaluation.file(file).summary.scopes.definedBy[scope]
    return evaluation.decorators({ file, value: made }).some((decorator) => namesOf(registry, file, decorator).includes('functools.wraps'))
  }

  /** True if every decorator of a function registers a route, or is a library's. */
  function onlyRegistered(id: FunctionId): boolean {
    const { file, scope } = evaluation.function(id)
    const { summary } = evaluation.file(file)
    const made = summary.scopes.definedBy[scope]
    if (made < 0 || summary.values.op[made] !== Op.Function) return true
    return [...listOf(summary, summary.values.b[made])].every((decorator) => registrations.has(`${file}:${decorator}`))
  }

  const registrations = new Set(
    [...routers.nodes.flatMap(({ events }) => events), ...routers.homeless].flatMap(({ route, at }) =>
      route === undefined ? [] : [`${at.file}:${at.value}`],
    ),
  )
  const mounted = new Set(
    routers.nodes.flatMap(({ events }) => events.flatMap(({ child, mounted: is }) => (is === true && child !== undefined ? [child] : []))),
  )
  const start: Way = {
    application: null,
    prefix: '',
    dependencies: [],
    middleware: [],
    steps: [],
    conditional: false,
    documented: true,
    complete: true,
    within: [],
  }
  for (const node of routers.nodes) {
    if (!node.isApplication || mounted.has(node)) continue
    const own = middleware.of(node)
    visit(node, { ...start, application: node, middleware: own.list, complete: own.complete })
  }
  const included = new Set(routers.nodes.flatMap(({ events }) => events.flatMap(({ child }) => (child === undefined ? [] : [child]))))
  for (const node of routers.nodes) if (!reached.has(node) && !included.has(node)) visit(node, { ...start, complete: false })
  for (const event of routers.homeless) addRoute(event, { ...start, complete: false })
  return { routes: withOperationTwins(withShadows(evaluation, found)), refusals }
}

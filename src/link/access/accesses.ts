/** Follows the variables of a route's path to the rows that are looked up by them, and what on the way asks whose they are. */
import type { AccessReason, ObjectAccess } from '../../model/access.ts'
import type { Edge, Place } from '../../model/project.ts'
import type { RouteInput } from '../../model/route-input.ts'
import type { RouteDependency, RouteFact } from '../../model/route.ts'
import type { Schema } from '../../model/schema.ts'
import type { Value } from '../../model/summary.ts'
import { Op } from '../../model/summary.ts'
import type { FileId, FunctionId } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import { parameterFor, parametersOf } from '../parameters.ts'
import { argumentAt, carried, listOf, nameOf, textOf } from '../read.ts'
import { usesOf } from '../uses.ts'
import { createLookups, type Lookup } from './lookups.ts'
import { createOwners } from './owners.ts'

interface AccessInput {
  readonly parts: Parts
  readonly routes: readonly RouteFact[]
  readonly schema: Schema
  readonly edgesFrom: (id: FunctionId) => readonly Edge[]
  readonly isInside: (file: FileId) => boolean
}

/** A variable of the path on its way down. */
interface Carrier {
  readonly function: FunctionId
  readonly parameter: Value
  readonly variable: string
  readonly path: readonly Place[]
}

/** POST makes something new. */
const OF_ONE = new Set(['GET', 'PUT', 'PATCH', 'DELETE'])
const FOLLOWED = new Set(['call', 'await', 'construct', 'enter', 'property'])
/** What a guard that knows roles looks at. A name only ever spares. */
const ROLE = /role|admin|superuser|permission|scope|staff|privilege|polic(?:y|ies)/i
/** What holds the one who asks for the length of a request. */
const CONTEXT = 'contextvars.ContextVar'
const DEEPEST = 4
const MOST = 300

/** In the order of the routes. */
export function objectAccesses({ parts, routes, schema, edgesFrom, isInside }: AccessInput): readonly ObjectAccess[] {
  const { evaluation } = parts
  const owners = createOwners(evaluation, schema, isInside)
  const lookupsIn = createLookups(parts, schema)
  const below = new Map<FunctionId, ReadonlySet<FunctionId>>()
  return routes.filter(mayReach).flatMap((route) => {
    for (const { carrier, lookup } of reachedBy(route)) {
      const [owner] = owners.of(lookup.entity)
      if (owner === undefined) continue
      return [
        {
          is: 'object-access' as const,
          route,
          entity: lookup.entity,
          owner,
          variable: carrier.variable,
          at: lookup.at,
          path: carrier.path,
          because: reasonOf(route, owners.of(lookup.entity)),
          compared: comparedBeside(route, lookup),
        },
      ]
    }
    return []
  })

  /** A function of its own with a variable in the path; what a class-based view knows of a request is not followed. */
  function mayReach({ methods, handler, inputs }: RouteFact): boolean {
    return (
      methods.every((method) => OF_ONE.has(method)) &&
      evaluation.function(handler).owner === null &&
      inputs.some(({ from, function: id }) => from === 'path' && id === handler)
    )
  }

  function reachedBy({ handler, inputs }: RouteFact): readonly { readonly carrier: Carrier; readonly lookup: Lookup }[] {
    const found: { carrier: Carrier; lookup: Lookup }[] = []
    const work: Carrier[] = inputs
      .filter(({ from, function: id }) => from === 'path' && id === handler)
      .map(({ at, name }) => ({ function: handler, parameter: at.value, variable: name, path: [] }))
    const seen = new Set<string>()
    for (const carrier of work) {
      const key = `${carrier.function}:${carrier.parameter}`
      if (seen.has(key) || seen.size > MOST) continue
      seen.add(key)
      const { file } = evaluation.function(carrier.function)
      for (const lookup of lookupsIn(carrier.function)) if (carries(file, lookup.key, carrier.parameter)) found.push({ carrier, lookup })
      if (carrier.path.length < DEEPEST) work.push(...handedOn(file, carrier))
    }
    return found
  }

  /** The parameter itself, or what a conversion such as `UUID(order_id)` makes of it. */
  function carries(file: FileId, value: Value, parameter: Value): boolean {
    return parts.origins.of(file, value).some((origin) => {
      if (origin === parameter) return true
      const { summary } = evaluation.file(file)
      if (summary.values.op[origin] !== Op.Call) return false
      const given = argumentAt(summary, origin, 0)
      return given >= 0 && listOf(summary, summary.values.b[origin]).length === 1 && parts.origins.of(file, given).includes(parameter)
    })
  }

  function handedOn(file: FileId, { function: id, parameter, variable, path }: Carrier): readonly Carrier[] {
    const { summary } = evaluation.file(file)
    return edgesFrom(id).flatMap(({ kind, to, at }) => {
      if (!FOLLOWED.has(kind) || !parts.isProject(to) || summary.values.op[at.value] !== Op.Call) return []
      const target = evaluation.calleeOf(file, at.value).targets.find((one) => one.is === 'function' && one.function === to)
      if (target === undefined) return []
      return [...listOf(summary, summary.values.b[at.value])].flatMap((argument): readonly Carrier[] => {
        if (!carries(file, carried(summary, argument), parameter)) return []
        const index = parameterFor(evaluation, file, at.value, target, argument)
        const inner = index < 0 ? undefined : parametersOf(evaluation, to)[index]
        return inner === undefined ? [] : [{ function: to, parameter: inner, variable, path: [...path, at] }]
      })
    })
  }

  function reasonOf(route: RouteFact, columns: readonly string[]): AccessReason | null {
    if (route.inputs.some(({ from, function: id }) => from === 'path' && id !== route.handler)) return 'dependency'
    if (isRole(route.dependencies)) return 'role'
    if (usesPrincipal(route)) return 'principal'
    const functions = new Set([route.handler, ...route.dependencies.flatMap((one) => (one.function === null ? [] : [one.function]))])
    return [...functions].some((id) => [...functionsBelow(id)].some((inner) => looksAt(inner, columns))) ? 'owner' : null
  }

  /** A guard made by a call, an object, or one whose code speaks of roles. */
  function isRole(dependencies: readonly RouteDependency[]): boolean {
    return dependencies.some(({ auth, at, function: id }) => {
      if (auth.state === 'public' && id !== null && !readsNames(id, ROLE)) return false
      const { summary } = evaluation.file(at.file)
      const given = summary.values.op[at.value] === Op.Call ? argumentAt(summary, at.value, 0) : -1
      if (given >= 0 && summary.values.op[given] === Op.Call) return true
      return id !== null && readsNames(id, ROLE)
    })
  }

  function readsNames(id: FunctionId, pattern: RegExp): boolean {
    if (pattern.test(evaluation.function(id).name)) return true
    return valuesOf(id).some(({ summary, value }) => summary.values.op[value] === Op.Attr && pattern.test(nameOf(summary, value)))
  }

  /** Anything that a dependency or the request gives, but for sessions and the like, which know nobody. */
  function usesPrincipal({ handler, inputs, dependencies }: RouteFact): boolean {
    return inputs.some((input) => {
      if (input.function !== handler || (input.from !== 'dependency' && input.from !== 'framework')) return false
      const knows = input.from === 'framework' ? !isBare(input) : knowsSomebody(input, dependencies)
      return knows && usesOf(evaluation, input.at.file, input.at.value).length > 0
    })
  }

  /** Background tasks and responses are no requests. */
  function isBare({ at }: RouteInput): boolean {
    const type = evaluation.typeOf(at.file, at.value)
    return type.is === 'instance' && !evaluation.isSubclass(type.of, 'starlette.requests.HTTPConnection')
  }

  /** The dependency, or what it depends on, is a guard or reads a request. */
  function knowsSomebody({ at }: RouteInput, dependencies: readonly RouteDependency[]): boolean {
    const first = dependencies.findIndex(({ parameter }) => parameter?.file === at.file && parameter.value === at.value)
    if (first < 0) return true
    for (let next = first; next < dependencies.length; next++) {
      const { auth, via, function: id } = dependencies[next]
      if (next > first && via !== 'dependency') return false
      if (auth.state !== 'public' || (id === null && auth.reason !== 'no-guard')) return true
    }
    return false
  }

  function functionsBelow(start: FunctionId): ReadonlySet<FunctionId> {
    const answer = below.get(start)
    if (answer !== undefined) return answer
    const depths = new Map<FunctionId, number>([[start, 0]])
    for (const [id, depth] of depths) {
      if (depth === DEEPEST) continue
      for (const { to, kind } of edgesFrom(id))
        if (FOLLOWED.has(kind) && parts.isProject(to) && !depths.has(to) && depths.size < MOST) depths.set(to, depth + 1)
    }
    const found = new Set(depths.keys())
    below.set(start, found)
    return found
  }

  /** Reads an owner's column, gives a value for it, or asks what holds the one who asks. */
  function looksAt(id: FunctionId, columns: readonly string[]): boolean {
    return valuesOf(id).some(({ summary, file, value }) => {
      const { op, a } = summary.values
      if (op[value] === Op.Keyword) return columns.includes(textOf(summary, a[value]))
      if (op[value] !== Op.Attr) return false
      if (columns.includes(nameOf(summary, value))) return true
      if (nameOf(summary, value) !== 'get') return false
      const type = evaluation.typeOf(file, a[value])
      return type.is === 'instance' && evaluation.isSubclass(type.of, CONTEXT)
    })
  }

  function valuesOf(id: FunctionId) {
    const { file, scope } = evaluation.function(id)
    const { summary } = evaluation.file(file)
    const region = summary.scopes.region[scope]
    const first = summary.regions.first[region]
    return Array.from({ length: Math.max(0, summary.regions.end[region] - first) }, (_, index) => ({ file, summary, value: first + index }))
  }

  /** Another route on single rows of that kind, reading if this one reads, that compares their owner. */
  function comparedBeside(route: RouteFact, { entity }: Lookup): Place | null {
    const compared = owners.comparedIn(entity)
    if (compared.size === 0) return null
    const reads = route.methods.includes('GET')
    for (const other of routes) {
      if (other.handler === route.handler || !other.path.includes('{') || (reads && !other.methods.includes('GET'))) continue
      for (const [id, place] of compared) if (functionsBelow(other.handler).has(id)) return place
    }
    return null
  }
}

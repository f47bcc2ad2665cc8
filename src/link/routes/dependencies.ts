/** What FastAPI calls before a handler: `Depends` and `Security` in signatures, annotations, classes and lists, closed over. */
import type { Place } from '../../model/project.ts'
import type { Auth, DependencyVia, IgnoredDependencies, RouteDependency } from '../../model/route.ts'
import type { Value } from '../../model/summary.ts'
import { BinaryOp, Op } from '../../model/summary.ts'
import type { ClassId, FileId, FunctionId } from '../../model/type.ts'
import { namesOf, type Registry } from '../entries/registry.ts'
import { parametersOf } from '../parameters.ts'
import { listOf, nameOf } from '../read.ts'
import type { Definitions } from '../schema/definitions.ts'
import type { Refusals } from './refusals.ts'
import type { Bound, Resolver } from './resolve.ts'
import { NO_ENV } from './passing.ts'

export interface Dependencies {
  /** What one `Depends(...)` brings, itself first. */
  ofMarker(marker: Bound, via: DependencyVia): readonly RouteDependency[]
  /** What the parameters of a function bring. */
  ofFunction(id: FunctionId, via: DependencyVia): readonly RouteDependency[]
  /** The call in a parameter's default or annotation that says where its value comes from. */
  markerOf(parameter: Place, pattern: RegExp): Bound | null
  /** A parameter named `dependencies` that holds markers: FastAPI takes it for a query parameter. */
  ignoredBy(id: FunctionId): IgnoredDependencies | null
  /** What the attributes and the constructor of a class-based view bring. */
  ofView(id: ClassId): readonly RouteDependency[]
}

const MARKER = /^fastapi\.(.*\.)?(Depends|Security)$/
const CREDENTIALS = /^fastapi\.(.*\.)?(Header|Cookie)$/
const CARRIERS = ['starlette.requests.HTTPConnection', 'starlette.requests.Request', 'starlette.websockets.WebSocket']
const SCHEME = 'fastapi.security.base.SecurityBase'
const DEEPEST = 12

export const NO_GUARD: Auth = { state: 'public', reason: 'no-guard', proof: null, by: null }

interface Marker {
  readonly at: Bound
  /** The class that `Depends()` without an argument stands for. */
  readonly implied: ClassId | null
}

export function createDependencies(registry: Registry, definitions: Definitions, resolver: Resolver, refusals: Refusals): Dependencies {
  const { evaluation } = registry.parts
  const byFunction = new Map<FunctionId, readonly RouteDependency[]>()
  /** What the routes of a class have in common. */
  const views = new Map<ClassId, readonly RouteDependency[]>()
  const byClass = new Map<ClassId, readonly Marker[]>()
  const parsed = new Map<FileId, ReadonlyMap<Value, Value>>()

  function parsedIn(file: FileId): ReadonlyMap<Value, Value> {
    let known = parsed.get(file)
    if (known === undefined) {
      const pairs = evaluation.file(file).summary.annotations
      const map = new Map<Value, Value>()
      for (let at = 0; at + 1 < pairs.length; at += 2) map.set(pairs[at], pairs[at + 1])
      parsed.set(file, (known = map))
    }
    return known
  }

  const isCallOf = (at: Place, pattern: RegExp): boolean =>
    evaluation.file(at.file).summary.values.op[at.value] === Op.Call &&
    namesOf(registry, at.file, at.value).some((name) => pattern.test(name))

  /** Calls of a marker in an annotation, through aliases. */
  function marked(at: Bound, pattern: RegExp, depth = 0): readonly Bound[] {
    if (at.value < 0 || depth > 6) return []
    const { summary } = evaluation.file(at.file)
    const { op, a, b, aux } = summary.values
    const go = (value: Value): readonly Bound[] => marked({ ...at, value }, pattern, depth + 1)
    switch (op[at.value]) {
      case Op.Call:
        // Else a function of the project may give the marker: `Annotated[Role, roles(...)]`.
        return isCallOf(at, pattern) ? [at] : behind(at, pattern, depth)
      case Op.Index: {
        const own = go(b[at.value])
        return own.length > 0 ? own : go(a[at.value])
      }
      case Op.Tuple:
        return [...listOf(summary, b[at.value])].flatMap(go)
      case Op.Binary:
        return aux[at.value] === BinaryOp.Or ? [...go(a[at.value]), ...go(b[at.value])] : []
      case Op.Text: {
        const tree = parsedIn(at.file).get(at.value)
        return tree === undefined ? [] : go(tree)
      }
      case Op.Load:
      case Op.Free:
      case Op.Attr:
        return behind(at, pattern, depth)
      case Op.TypeAlias:
        return go(b[at.value])
      default:
        return []
    }
  }

  const behind = (at: Bound, pattern: RegExp, depth: number): readonly Bound[] =>
    resolver.of(at).places.flatMap((place) => (place.file === at.file && place.value === at.value ? [] : marked(place, pattern, depth + 1)))

  function markerOf({ file, value }: Place, pattern: RegExp): Bound | null {
    const { summary } = evaluation.file(file)
    const [annotation, fallback] = listOf(summary, summary.values.b[value])
    const at = (one: Value): Bound => ({ file, value: one, env: NO_ENV })
    const found = (fallback < 0 ? [] : marked(at(fallback), pattern)).concat(annotation < 0 ? [] : marked(at(annotation), pattern))
    return found.at(0) ?? null
  }

  function markerOfParameter(file: FileId, parameter: Value): Marker | null {
    const at = markerOf({ file, value: parameter }, MARKER)
    if (at === null) return null
    const type = evaluation.typeOf(file, parameter)
    return { at, implied: type.is === 'instance' ? type.of : null }
  }

  function ofFunction(id: FunctionId, via: DependencyVia, depth = 0): readonly RouteDependency[] {
    const info = evaluation.function(id)
    if (depth > DEEPEST || evaluation.file(info.file).origin === 'library') return []
    const known = byFunction.get(id)
    if (known !== undefined) return known.map((one, index) => (one.via === 'dependency' && index >= 0 ? one : { ...one, via }))
    byFunction.set(id, [])
    const list = [...parametersOf(evaluation, id)].flatMap((parameter) => {
      const marker = markerOfParameter(info.file, parameter)
      if (marker === null) return []
      const taken: Place = { file: info.file, value: parameter }
      return ofMarker(marker, 'signature', depth).map((one) => (one.via === 'dependency' ? one : { ...one, parameter: taken }))
    })
    byFunction.set(id, list)
    return list.map((one) => (one.via === 'dependency' ? one : { ...one, via }))
  }

  function ofMarker({ at, implied }: Marker, via: DependencyVia, depth: number): readonly RouteDependency[] {
    const passed = resolver.argument(at, 'dependency', 0)
    const place: Place = { file: at.file, value: at.value }
    if (passed === undefined) return [unresolved('?', via, place)]
    if (passed === null) return implied === null ? [unresolved('?', via, place)] : ofClass(implied, via, place, depth)
    return ofCallable(passed, via, place, depth)
  }

  const unresolved = (name: string, via: DependencyVia, at: Place): RouteDependency => ({
    name,
    via,
    at,
    function: null,
    auth: { state: 'unknown', reason: 'unresolved-dependency', proof: at, by: name },
  })

  function ofCallable(callable: Bound, via: DependencyVia, at: Place, depth: number): readonly RouteDependency[] {
    const { places } = resolver.of(callable)
    const place = places.length === 1 ? places[0] : callable
    const name = labelOf(callable)
    for (const one of [place, callable]) {
      const { op, a } = evaluation.file(one.file).summary.values
      if (op[one.value] === Op.Function || op[one.value] === Op.Lambda)
        return ofTarget(evaluation.functionOfScope(one.file, a[one.value]), name, via, at, depth)
      if (op[one.value] === Op.Class) return ofClass(evaluation.classOfScope(one.file, a[one.value]), via, at, depth)
      const type = evaluation.typeOf(one.file, one.value)
      if (type.is === 'function') return ofTarget(type.of, name, via, at, depth)
      if (type.is === 'partial' && type.of.is === 'function') return ofTarget(type.of.of, name, via, at, depth)
      if (type.is === 'class') return ofClass(type.of, via, at, depth)
      if (type.is === 'instance') {
        if (evaluation.isSubclass(type.of, SCHEME)) return [ofScheme(one, name, via, at), ...callsOf(type.of, name, via, at, depth)]
        const call = evaluation.methodOf(type, '__call__')
        if (call !== null) return ofTarget(call, name, via, at, depth)
      }
    }
    return [unresolved(name, via, at)]
  }

  /** A project's subclass of a scheme that answers in its own way. */
  function callsOf(id: ClassId, name: string, via: DependencyVia, at: Place, depth: number): readonly RouteDependency[] {
    const call = evaluation.methodOf(evaluation.instanceOf(id), '__call__')
    return call === null || !registry.parts.isProject(call) ? [] : ofTarget(call, name, via, at, depth)
  }

  function ofScheme(made: Bound, name: string, via: DependencyVia, at: Place): RouteDependency {
    const { op } = evaluation.file(made.file).summary.values
    const written = op[made.value] === Op.Call ? resolver.argument(made, 'auto_error') : undefined
    const constant = written === null || written === undefined ? undefined : evaluation.constantOf(written.file, written.value)
    const isOptional = constant?.is === 'bool' && !constant.value
    const isUnsure = written === undefined || (written !== null && constant?.is !== 'bool')
    const proof: Place = { file: made.file, value: made.value }
    const auth: Auth = isUnsure
      ? { state: 'unknown', reason: 'unresolved-dependency', proof, by: name }
      : isOptional
        ? { state: 'optional', reason: 'credentials-optional', proof, by: name }
        : { state: 'required', reason: 'scheme', proof, by: name }
    return { name, via, at, function: null, auth }
  }

  function ofClass(id: ClassId, via: DependencyVia, at: Place, depth: number): readonly RouteDependency[] {
    const { name } = evaluation.class(id)
    const initializer = evaluation.methodOf(evaluation.instanceOf(id), '__init__')
    if (initializer !== null && registry.parts.isProject(initializer)) return ofTarget(initializer, name, via, at, depth)
    return [{ name, via, at, function: null, auth: NO_GUARD }, ...(depth > DEEPEST ? [] : attributesOf(id, 'dependency', depth + 1))]
  }

  function ofTarget(id: FunctionId, name: string, via: DependencyVia, at: Place, depth: number): readonly RouteDependency[] {
    const info = evaluation.function(id)
    if (evaluation.file(info.file).origin === 'library') return [{ name, via, at, function: null, auth: NO_GUARD }]
    const inner = ofFunction(id, 'dependency', depth + 1).map((one) =>
      one.via === 'dependency' ? one : { ...one, via: 'dependency' as const },
    )
    return [{ name, via, at, function: id, auth: authOf(id, name, inner) }, ...inner]
  }

  /** By what the function does; what its own dependencies do is judged there. */
  function authOf(id: FunctionId, name: string, inner: readonly RouteDependency[]): Auth {
    const refusal = refusals.of(id)
    if (refusal.when === 'tested') {
      const isOptional = refusal.returnsNone && !inner.some(({ auth }) => auth.state === 'required')
      const state = isOptional ? 'optional' : 'required'
      return { state, reason: isOptional ? 'credentials-optional' : 'refuses', proof: refusal.proof, by: name }
    }
    if (refusal.unsure && takesCredentials(id, inner)) return { state: 'unknown', reason: 'unresolved-dependency', proof: null, by: name }
    return NO_GUARD
  }

  /** A request, a header, a cookie, or something that came out of one. */
  function takesCredentials(id: FunctionId, inner: readonly RouteDependency[]): boolean {
    if (inner.some(({ auth }) => auth.state !== 'public')) return true
    const { file } = evaluation.function(id)
    const { summary } = evaluation.file(file)
    return [...parametersOf(evaluation, id)].some((parameter) => {
      const [annotation, fallback] = listOf(summary, summary.values.b[parameter])
      const type = evaluation.typeOf(file, parameter)
      if (type.is === 'instance' && CARRIERS.some((carrier) => evaluation.isSubclass(type.of, carrier))) return true
      return [annotation, fallback].some((value) => value >= 0 && marked({ file, value, env: NO_ENV }, CREDENTIALS).length > 0)
    })
  }

  function attributesOf(id: ClassId, via: DependencyVia, depth: number): readonly RouteDependency[] {
    return markersOfClass(id).flatMap((marker) => ofMarker(marker, via, depth))
  }

  /** Markers of the attributes of a class and its bases. */
  function markersOfClass(id: ClassId): readonly Marker[] {
    let markers = byClass.get(id)
    if (markers === undefined) byClass.set(id, (markers = readClass(id)))
    return markers
  }

  function readClass(id: ClassId): readonly Marker[] {
    const list: Marker[] = []
    const seen = new Set<string>()
    for (const ancestor of evaluation.mro(id)) {
      if (evaluation.file(evaluation.class(ancestor).file).origin === 'library') continue
      for (const { name, file, value, annotation, bind } of definitions.attributesOf(ancestor).values()) {
        if (seen.has(name)) continue
        seen.add(name)
        const at = (one: Value): Bound => ({ file, value: one, env: NO_ENV })
        const found = [...(value < 0 ? [] : marked(at(value), MARKER)), ...(annotation < 0 ? [] : marked(at(annotation), MARKER))]
        if (found.length === 0) continue
        const type = evaluation.typeOf(file, bind)
        list.push({ at: found[0], implied: type.is === 'instance' ? type.of : null })
      }
    }
    return list
  }

  function ignoredBy(id: FunctionId): IgnoredDependencies | null {
    const { file } = evaluation.function(id)
    const { summary } = evaluation.file(file)
    for (const parameter of parametersOf(evaluation, id)) {
      if (nameOf(summary, parameter) !== 'dependencies') continue
      const fallback = listOf(summary, summary.values.b[parameter])[1]
      if (fallback < 0) continue
      const { op } = summary.values
      if (op[fallback] !== Op.List && op[fallback] !== Op.Tuple) continue
      const markers = [...listOf(summary, summary.values.b[fallback])].filter((item) => isCallOf({ file, value: item }, MARKER))
      if (markers.length === 0) continue
      const brought = markers.flatMap((marker) => ofMarker({ at: { file, value: marker, env: NO_ENV }, implied: null }, 'signature', 0))
      return {
        at: { file, value: fallback },
        names: brought.filter(({ via }) => via !== 'dependency').map(({ name }) => name),
        guards: brought.some(({ auth }) => auth.state === 'required'),
      }
    }
    return null
  }

  function labelOf({ file, value }: Bound): string {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    if (op[value] === Op.Lambda) return 'lambda'
    const named = op[value] === Op.Call ? a[value] : value
    return nameOf(summary, named) || '?'
  }

  return {
    ofMarker: (at, via) => {
      const { places } = resolver.of(at)
      const markers = places.filter((place) => isCallOf(place, MARKER))
      if (markers.length === 0) return [unresolved('?', via, { file: at.file, value: at.value })]
      return markers.flatMap((marker) => ofMarker({ at: marker, implied: null }, via, 0))
    },
    ofFunction: (id, via) => ofFunction(id, via),
    markerOf,
    ignoredBy,
    ofView(id) {
      let all = views.get(id)
      if (all === undefined) {
        const initializer = evaluation.methodOf(evaluation.instanceOf(id), '__init__')
        const own = initializer !== null && registry.parts.isProject(initializer) ? ofFunction(initializer, 'class') : []
        views.set(id, (all = [...attributesOf(id, 'class', 0), ...own]))
      }
      return all
    },
  }
}

/** Where FastAPI takes the parameters of a handler and of its dependencies from, and which variables of a path nobody reads. */
import type { InputSource, RouteInput } from '../../model/route-input.ts'
import type { RouteDependency } from '../../model/route.ts'
import { ConstKind, Op, ParamKind } from '../../model/summary.ts'
import type { Value } from '../../model/summary.ts'
import type { FunctionId, Type } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import { parametersOf } from '../parameters.ts'
import { listOf, nameOf } from '../read.ts'
import { usesOf } from '../uses.ts'
import { shapeOf, writtenAs } from './annotated.ts'
import type { Dependencies } from './dependencies.ts'
import type { Bound, Resolver } from './resolve.ts'

const MARKER = /^fastapi\.(.*\.)?(Depends|Security|Path|Query|Header|Cookie|Body|Form|File)$/
/** https://fastapi.tiangolo.com/reference/parameters/ */
const SOURCES: Readonly<Record<string, InputSource>> = {
  Depends: 'dependency',
  Security: 'dependency',
  Path: 'path',
  Query: 'query',
  Header: 'header',
  Cookie: 'cookie',
  Body: 'body',
  Form: 'form',
  File: 'form',
}
/** What FastAPI fills by type: https://fastapi.tiangolo.com/advanced/using-request-directly/ */
const FRAMEWORK = [
  'starlette.requests.HTTPConnection',
  'starlette.responses.Response',
  'starlette.background.BackgroundTasks',
  'fastapi.security.SecurityScopes',
]
const BODIES = ['pydantic.main.BaseModel', 'pydantic.BaseModel']
const CONTAINERS = /^(builtins\.(dict|list|set|tuple)|typing\.(Mapping|MutableMapping|Sequence|Iterable|Collection))$/
/** Attributes of a request that say nothing of the path's variables. */
const HARMLESS = new Set([
  'app', 'state', 'headers', 'cookies', 'client', 'method', 'query_params', 'body', 'json', 'form', 'session', 'user', 'auth', 'base_url',
  'is_disconnected', 'stream', 'receive', 'accept', 'close', 'send_text', 'send_json', 'send_bytes', 'receive_text', 'receive_json',
]) // prettier-ignore

export interface Inputs {
  /** Parameters of the handler, then of its dependencies; `path` is the whole path. */
  of(handler: FunctionId, dependencies: readonly RouteDependency[], path: string): readonly RouteInput[]
  /** Variables of the registration's own path that nothing reads; null if that is not known. */
  unread(
    handler: FunctionId,
    dependencies: readonly RouteDependency[],
    inputs: readonly RouteInput[],
    local: string,
  ): readonly string[] | null
}

/** `hasOwnSignature`: no decorator gives the framework another signature to read. */
export function createInputs(
  parts: Parts,
  resolver: Resolver,
  dependencies: Dependencies,
  hasOwnSignature: (id: FunctionId) => boolean,
): Inputs {
  const { evaluation } = parts

  function ofFunction(id: FunctionId, path: ReadonlySet<string>): readonly RouteInput[] {
    const { file, owner } = evaluation.function(id)
    const { summary } = evaluation.file(file)
    const found: RouteInput[] = []
    for (const parameter of parametersOf(evaluation, id)) {
      const [annotation, fallback, , kind] = listOf(summary, summary.values.b[parameter])
      if (kind === ParamKind.Rest || kind === ParamKind.KeywordRest) continue
      const isReceiver = owner !== null && found.length === 0 && summary.values.a[parameter] === 0 && annotation < 0 && fallback < 0
      if (isReceiver) continue
      const marker = dependencies.markerOf({ file, value: parameter }, MARKER)
      const name = nameOf(summary, parameter)
      const type = annotation < 0 ? null : evaluation.annotated(file, annotation)
      found.push({
        at: { file, value: parameter },
        function: id,
        name: marker === null ? name : aliasOf(marker, name),
        from: marker === null ? sourceOf(type, name, path) : sourceOfMarker(marker),
        hasDefault: fallback >= 0 && !isRequired(file, fallback, marker),
        shape: type === null ? 'none' : shapeOf(evaluation, type),
        annotation: writtenAs(summary, annotation),
      })
    }
    return found
  }

  function sourceOfMarker(marker: Bound): InputSource {
    const { summary } = evaluation.file(marker.file)
    const [called] = parts.effects.callsOf(marker.file, marker.value)
    const name = called?.name.replaceAll('()', '').split('.').at(-1) ?? nameOf(summary, summary.values.a[marker.value])
    return SOURCES[name] ?? 'unknown'
  }

  function aliasOf(marker: Bound, name: string): string {
    const written = resolver.argument(marker, 'alias')
    return written === null || written === undefined ? name : resolver.text(written)
  }

  /** `Query(...)` and `Query()` as a default give none. */
  function isRequired(file: number, fallback: Value, marker: Bound | null): boolean {
    if (marker === null || marker.file !== file || marker.value !== fallback) return false
    const given = resolver.argument(marker, 'default', 0)
    if (given === null) return resolver.argument(marker, 'default_factory') === null
    if (given === undefined) return false
    const { op, a } = evaluation.file(given.file).summary.values
    return op[given.value] === Op.Const && a[given.value] === ConstKind.Ellipsis
  }

  function sourceOf(type: Type | null, name: string, path: ReadonlySet<string>): InputSource {
    if (type?.is === 'instance' && FRAMEWORK.some((known) => evaluation.isSubclass(type.of, known))) return 'framework'
    if (path.has(name)) return 'path'
    if (type === null) return 'query'
    if (type.is === 'oneOf' || type.is === 'unknown' || type.is === 'external') return 'unknown'
    if (type.is !== 'instance') return type.is === 'tuple' ? 'body' : 'unknown'
    if (BODIES.some((known) => evaluation.isSubclass(type.of, known))) return 'body'
    if (CONTAINERS.test(evaluation.class(type.of).qualifiedName)) return 'body'
    return evaluation.hasUnknownBase(type.of) ? 'unknown' : 'query'
  }

  const functionsOf = (handler: FunctionId, list: readonly RouteDependency[]): readonly FunctionId[] => [
    ...new Set([handler, ...list.flatMap((one) => (one.function === null ? [] : [one.function]))]),
  ]

  /** A dependency without a function that is no security scheme takes what its fields say. */
  const isOpen = ({ function: id, auth }: RouteDependency): boolean =>
    auth.reason === 'unresolved-dependency' || (id === null && auth.reason !== 'scheme' && auth.reason !== 'credentials-optional')

  /** A request that is handed on, or asked for its path, can give any variable. */
  const mayRead = ({ at, from }: RouteInput): boolean => {
    if (from !== 'framework') return false
    const { summary } = evaluation.file(at.file)
    return usesOf(evaluation, at.file, at.value).some((use) => use.is !== 'attribute' || !HARMLESS.has(nameOf(summary, use.at)))
  }

  return {
    of(handler, list, path) {
      const variables = new Set(variablesOf(path))
      return functionsOf(handler, list).flatMap((id) => ofFunction(id, variables))
    },
    unread(handler, list, inputs, local) {
      if (local.includes('…') || !hasOwnSignature(handler)) return null
      const names = new Set(inputs.map(({ name }) => name))
      const unread = variablesOf(local).filter((name) => !names.has(name))
      if (unread.length === 0) return []
      const isUnsure = list.some(isOpen) || names.has('…') || inputs.some(mayRead) || inputs.some(({ from }) => from === 'unknown')
      return isUnsure ? null : unread
    },
  }
}

/** Names of the variables in a path: `/users/{user_id:int}`. https://www.starlette.io/routing/#path-parameters */
export const variablesOf = (path: string): readonly string[] =>
  Array.from(path.matchAll(/\{([A-Za-z_]\w*)(?::\w+)?\}/g), ([, name]) => name)

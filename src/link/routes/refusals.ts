/** Whether a function refuses a request: raises, or answers with, 401 or 403, by itself or through what it calls. */
import type { Edge, FunctionInfo, Place } from '../../model/project.ts'
import type { Value } from '../../model/summary.ts'
import { ConstKind, Op, RegionKind } from '../../model/summary.ts'
import type { ClassId, FileId, FunctionId, Type } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import { parametersOf } from '../parameters.ts'
import { argumentAt, listOf, nameOf, textOf } from '../read.ts'
import type { Definitions } from '../schema/definitions.ts'
import { statusIn } from './status.ts'
import type { Resolver } from './resolve.ts'
import { NO_ENV } from './passing.ts'

export interface Refusal {
  /** `never`, `always` (a helper that only raises), or under a test. */
  readonly when: 'never' | 'tested' | 'always'
  readonly proof: Place | null
  /** 401 if it asks for credentials anywhere; 403 alone can be about anything. */
  readonly status: 401 | 403 | null
  /** It also returns nothing, False or empty text, or lets through, where credentials are missing. */
  readonly returnsNone: boolean
  /** Raises or answers with something whose status is not known. */
  readonly unsure: boolean
  /** Where it does, in the function itself: raises, returns, and calls of what does. */
  readonly places: readonly Value[]
}
export interface Refusals {
  of(id: FunctionId): Refusal
  /** Status of an exception or response expression; null: not known. */
  statusOf(file: FileId, value: Value): number | null
  /** Status of a response object that an expression makes; undefined where it makes none; null: not known. */
  responseStatusOf(file: FileId, value: Value): number | null | undefined
}

interface Refused {
  readonly value: Value
  /** Not under a test. */
  readonly always: boolean
  readonly status: Refusal['status']
}

/** What a function does itself, whatever it calls. */
interface Own extends Pick<Refusal, 'returnsNone'> {
  readonly refused: readonly Refused[]
  /** Raises and returns whose status is not known. */
  readonly unknown: readonly Value[]
}

const HTTP_EXCEPTION = 'starlette.exceptions.HTTPException'
const RESPONSE = 'starlette.responses.Response'
const DEEPEST = 3
const NEVER: Refusal = { when: 'never', proof: null, status: null, returnsNone: false, unsure: false, places: [] }
const FOLLOWED = new Set(['call', 'await', 'construct', 'decorator'])

export function createRefusals(
  parts: Parts,
  definitions: Definitions,
  resolver: Resolver,
  edgesFrom: (id: FunctionId) => readonly Edge[],
  exceptionHandlers: ReadonlyMap<ClassId, readonly FunctionId[]>,
): Refusals {
  const { evaluation } = parts
  const known: Map<FunctionId, Refusal>[] = []
  const bodies = new Map<FunctionId, Own>()
  const classStatus = new Map<ClassId, number | null>()
  let firstInitializers: ReadonlyMap<ClassId, FunctionInfo> | null = null

  function of(id: FunctionId, depth = 0): Refusal {
    const ofDepth = (known[depth] ??= new Map<FunctionId, Refusal>())
    const answer = ofDepth.get(id)
    if (answer !== undefined) return answer
    ofDepth.set(id, NEVER)
    const refusal = read(id, depth)
    ofDepth.set(id, refusal)
    return refusal
  }

  /** The first `__init__` written in each class. */
  function initializers(): ReadonlyMap<ClassId, FunctionInfo> {
    if (firstInitializers === null) {
      const found = new Map<ClassId, FunctionInfo>()
      for (const info of evaluation.functions)
        if (info.owner !== null && info.name === '__init__' && !found.has(info.owner)) found.set(info.owner, info)
      firstInitializers = found
    }
    return firstInitializers
  }

  function read(id: FunctionId, depth: number): Refusal {
    const { file } = evaluation.function(id)
    if (evaluation.file(file).origin === 'library') return NEVER
    const own = ownOf(id)
    let when: Refusal['when'] = 'never'
    let proof: Place | null = null
    let asked: Refusal['status'] = null
    let unsure = own.unknown.length > 0
    const places = [...own.unknown]
    const refuse = ({ value, always, status }: Refused): void => {
      places.push(value)
      if (asked !== 401) asked = status
      if (when === 'never' || (when === 'always' && !always)) proof = { file, value }
      when = always && when !== 'tested' ? 'always' : 'tested'
    }
    for (const refused of own.refused) refuse(refused)
    if (depth < DEEPEST) {
      for (const edge of edgesFrom(id)) {
        if (!FOLLOWED.has(edge.kind) || edge.to === id) continue
        const inner = of(edge.to, depth + 1)
        const { value } = edge.at
        if (inner.when !== 'never') refuse({ value, always: inner.when === 'always' && !isTested(file, value), status: inner.status })
        if (inner.unsure && inner.when === 'never') {
          unsure = true
          places.push(value)
        }
      }
    }
    return { when, proof, status: asked, returnsNone: own.returnsNone, unsure, places }
  }

  function ownOf(id: FunctionId): Own {
    let own = bodies.get(id)
    if (own === undefined) bodies.set(id, (own = readBody(id)))
    return own
  }

  function readBody(id: FunctionId): Own {
    const { file, scope } = evaluation.function(id)
    const { values, regions, scopes } = evaluation.file(file).summary
    const region = scopes.region[scope]
    const refused: Refused[] = []
    const unknown: Value[] = []
    let returnsNone = false
    for (let value = regions.first[region]; value < regions.end[region]; value++) {
      const op: Op = values.op[value]
      if (op !== Op.Raise && op !== Op.Return) continue
      if (evaluation.scopeOf(file, value) !== scope) continue
      const operand = values.a[value]
      if (op === Op.Raise) {
        if (operand < 0) continue
        const status = statusOf(file, operand)
        if (status === 401 || status === 403) refused.push({ value, always: !isTested(file, value), status })
        else if (status === null) unknown.push(value)
      } else if (operand < 0 || isNobody(file, operand)) returnsNone = true
      else {
        const status = responseStatus(file, operand)
        if (status === null) unknown.push(value)
        if (status === 401 || status === 403) refused.push({ value, always: !isTested(file, value), status })
      }
    }
    return { refused, returnsNone, unknown }
  }

  /** None, False or empty text: what stands for nobody. */
  function isNobody(file: FileId, value: Value): boolean {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    if (op[value] === Op.Text) return textOf(summary, a[value]) === ''
    return op[value] === Op.Const && (a[value] === ConstKind.None || a[value] === ConstKind.False)
  }

  /** Under a condition, or in a handler of another exception. */
  function isTested(file: FileId, value: Value): boolean {
    if (evaluation.guards(file, value).length > 0) return true
    const { regions } = evaluation.file(file).summary
    for (let region = evaluation.regionOf(file, value); region > 0; region = regions.parent[region]) {
      if (
        regions.kind[region] === RegionKind.Handler ||
        regions.kind[region] === RegionKind.Case ||
        regions.kind[region] === RegionKind.Loop
      )
        return true
      if (regions.kind[region] === RegionKind.Function) return false
    }
    return false
  }

  function statusOf(file: FileId, value: Value): number | null {
    const type = evaluation.typeOf(file, value)
    for (const place of resolver.of({ file, value, env: NO_ENV }).places) {
      const made = evaluation.typeOf(place.file, place.value)
      const status = statusOfException(place.file, place.value, made.is === 'unknown' ? type : made)
      if (status !== null) return status
    }
    return null
  }

  function statusOfException(file: FileId, value: Value, type: Type): number | null {
    const id = type.is === 'class' || type.is === 'instance' ? type.of : null
    if (id === null) return null
    const { summary } = evaluation.file(file)
    const isCall = summary.values.op[value] === Op.Call
    const isLibrary = evaluation.file(evaluation.class(id).file).origin === 'library'
    if (isCall) {
      const named = argumentAt(summary, value, 'status_code')
      const written = named >= 0 ? named : isLibrary && evaluation.isSubclass(id, HTTP_EXCEPTION) ? argumentAt(summary, value, 0) : -1
      if (written >= 0) return statusIn(parts, resolver, { file, value: written, env: NO_ENV })
    }
    return isLibrary ? (evaluation.isSubclass(id, HTTP_EXCEPTION) ? null : 500) : statusOfClass(id)
  }

  function statusOfClass(id: ClassId): number | null {
    let status = classStatus.get(id)
    if (status === undefined) classStatus.set(id, (status = readClass(id)))
    return status
  }

  /** `status_code = 401` in the class, or what its constructor passes on, or has as a default. */
  function readClass(id: ClassId): number | null {
    const attribute = definitions.attribute(id, 'status_code')
    if (attribute !== null && attribute.value >= 0)
      return statusIn(parts, resolver, { file: attribute.file, value: attribute.value, env: NO_ENV })
    for (const ancestor of evaluation.mro(id)) {
      const handlers = exceptionHandlers.get(ancestor)
      if (handlers !== undefined) return answerOf(handlers)
      const { file } = evaluation.class(ancestor)
      const source = evaluation.file(file)
      if (source.origin === 'library') return evaluation.hasUnknownBase(id) ? null : evaluation.isSubclass(id, HTTP_EXCEPTION) ? null : 500
      const initializer = initializers().get(ancestor)
      if (initializer === undefined) continue
      const { values, regions, scopes } = source.summary
      for (const parameter of parametersOf(evaluation, initializer.id)) {
        const fallback = listOf(source.summary, values.b[parameter])[1]
        if (nameOf(source.summary, parameter) === 'status_code' && fallback >= 0)
          return statusIn(parts, resolver, { file, value: fallback, env: NO_ENV })
      }
      const region = scopes.region[initializer.scope]
      for (let value = regions.first[region]; value < regions.end[region]; value++) {
        if (values.op[value] !== Op.Call || textOf(source.summary, values.b[values.a[value]]) !== '__init__') continue
        const named = argumentAt(source.summary, value, 'status_code')
        const written = named >= 0 ? named : evaluation.isSubclass(id, HTTP_EXCEPTION) ? argumentAt(source.summary, value, 0) : -1
        if (written < 0) continue
        const status = statusIn(parts, resolver, { file, value: written, env: NO_ENV })
        if (status !== null) return status
      }
    }
    return null
  }

  /** What the handlers of an exception answer with, if all of their responses agree. */
  function answerOf(handlers: readonly FunctionId[]): number | null {
    const statuses = handlers.flatMap((id) => {
      const { file, scope } = evaluation.function(id)
      const { values, scopes } = evaluation.file(file).summary
      return Array.from(listOf(evaluation.file(file).summary, scopes.exits[scope]), (exit) =>
        values.a[exit] < 0 ? null : (responseStatus(file, values.a[exit]) ?? null),
      )
    })
    const [first] = statuses
    return first !== undefined && statuses.every((status) => status === first) ? first : null
  }

  /** Status of a response that is made here; undefined for one that is passed on; null: not known. */
  function responseStatus(file: FileId, value: Value): number | null | undefined {
    for (const place of resolver.of({ file, value, env: NO_ENV }).places) {
      const { summary } = evaluation.file(place.file)
      if (summary.values.op[place.value] !== Op.Call) continue
      const type = evaluation.typeOf(place.file, place.value)
      if (type.is !== 'instance' || !evaluation.isSubclass(type.of, RESPONSE)) continue
      const named = argumentAt(summary, place.value, 'status_code')
      const written = named >= 0 ? named : argumentAt(summary, place.value, 1)
      return written < 0 ? 200 : statusIn(parts, resolver, { ...place, value: written })
    }
    return undefined
  }

  return { of: (id) => of(id), statusOf, responseStatusOf: responseStatus }
}

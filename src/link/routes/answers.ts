/** What a route says it answers, and what its handler returns. */
import type { Constant } from '../../model/evaluation.ts'
import type { RouteFact, RouteResponse, RouteReturn } from '../../model/route.ts'
import type { Value } from '../../model/summary.ts'
import { ConstKind, Op } from '../../model/summary.ts'
import type { ClassId, FileId, FunctionId, Type } from '../../model/type.ts'
import type { Registry } from '../entries/registry.ts'
import { listOf } from '../read.ts'
import { shapeOf } from './annotated.ts'
import type { Bound, Resolver } from './resolve.ts'
import { NO_ENV } from './passing.ts'
import { statusIn } from './status.ts'

export interface Answers {
  of(registration: Bound, handler: FunctionId): Answer
}

export type Answer = Pick<RouteFact, 'status' | 'responseModel' | 'returns' | 'response' | 'declares' | 'operationId' | 'documented'>

const RESPONSE = 'starlette.responses.Response'
const HTTP_EXCEPTION = 'starlette.exceptions.HTTPException'
/** Statuses whose answer has no body. */
const BODILESS = new Set([204, 205, 304])
const CONTAINERS = new Set(['builtins.list', 'builtins.dict', 'builtins.set', 'typing.Sequence', 'typing.Iterable'])
const FILTERS = ['response_model_include', 'response_model_exclude']
const MOST_NESTED = 12
const PLAIN = new Set(['instance', 'tuple', 'class'])

export function createAnswers(registry: Registry, resolver: Resolver): Answers {
  const { evaluation } = registry.parts

  function returnsOf(id: FunctionId): readonly RouteReturn[] {
    const { file, scope, lambda, generator } = evaluation.function(id)
    const { summary } = evaluation.file(file)
    if (lambda || generator) return []
    return [...listOf(summary, summary.scopes.exits[scope])].map((exit) => ({
      at: { file, value: exit },
      is: kindOf(file, summary.values.a[exit]),
      classes: sentBy(file, summary.values.a[exit]),
    }))
  }

  /** Looks into lists, dictionaries and comprehensions that are written out. */
  function sentBy(file: FileId, value: Value, depth = 0): readonly ClassId[] {
    if (value < 0 || depth > MOST_NESTED) return []
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    const go = (one: Value): readonly ClassId[] => sentBy(file, one, depth + 1)
    switch (op[value]) {
      case Op.Dict:
      case Op.List:
      case Op.Tuple:
        return [...listOf(summary, b[value])].flatMap(go)
      case Op.Pair:
        return go(b[value])
      case Op.Comprehension:
      case Op.Load:
        return go(a[value])
      case Op.Bind:
        return b[value] < 0 ? classesIn(evaluation.typeOf(file, value)) : go(b[value])
      case Op.Phi: {
        // Ways that disagree say nothing: one of them may already give something else.
        const ways = [...listOf(summary, b[value])].map(go)
        return ways.every(({ length }) => length > 0) ? ways.flat() : []
      }
      default:
        return givesResponse(file, value) ? [] : classesIn(evaluation.typeOf(file, value))
    }
  }

  /** A call of a function that returns a response, whatever its annotation promises. */
  function givesResponse(file: FileId, value: Value): boolean {
    const { op, a, b } = evaluation.file(file).summary.values
    let call = value
    while (call >= 0 && (op[call] === Op.Load || op[call] === Op.Await || op[call] === Op.Bind))
      call = op[call] === Op.Bind ? b[call] : a[call]
    if (call < 0 || op[call] !== Op.Call) return false
    return evaluation.calleeOf(file, call).targets.some((target) => {
      if (target.is !== 'function' || !registry.parts.isProject(target.function)) return false
      const { file: home, scope } = evaluation.function(target.function)
      const { summary } = evaluation.file(home)
      return [...listOf(summary, summary.scopes.exits[scope])].some((exit) => {
        const returned = summary.values.a[exit]
        const type: Type = returned < 0 ? { is: 'none' } : evaluation.typeOf(home, returned)
        return type.is === 'instance' && evaluation.isSubclass(type.of, RESPONSE)
      })
    })
  }

  function classesIn(type: Type, depth = 0): readonly ClassId[] {
    if (type.is === 'oneOf') return type.of.flatMap((member) => classesIn(member, depth + 1))
    if (type.is !== 'instance' || depth > MOST_NESTED) return []
    const { file, qualifiedName } = evaluation.class(type.of)
    if (evaluation.file(file).origin === 'project') return [type.of]
    return CONTAINERS.has(qualifiedName) ? type.args.flatMap((arg) => classesIn(arg, depth + 1)) : []
  }

  function kindOf(file: FileId, value: number): RouteReturn['is'] {
    if (value < 0) return 'nothing'
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    if (op[value] === Op.Const && a[value] === ConstKind.None) return 'nothing'
    if (op[value] === Op.Dict || op[value] === Op.List) return 'body'
    const type = evaluation.typeOf(file, value)
    if (type.is === 'none') return 'nothing'
    if (type.is !== 'instance') return PLAIN.has(type.is) ? 'body' : 'unknown'
    if (type.maybeNone === true) return 'unknown'
    if (evaluation.isSubclass(type.of, HTTP_EXCEPTION)) return 'exception'
    if (!evaluation.isSubclass(type.of, RESPONSE)) {
      if (givesResponse(file, value)) return 'response'
      return evaluation.hasUnknownBase(type.of) ? 'unknown' : 'body'
    }
    const { places } = resolver.of({ file, value, env: NO_ENV })
    const full = places.some((place) => {
      const held = evaluation.file(place.file).summary
      if (held.values.op[place.value] !== Op.Call) return false
      const content = resolver.argument(place, 'content', 0)
      if (content === null || content === undefined || evaluation.constantOf(content.file, content.value)?.is === 'none') return false
      // Its own status is what is sent, whatever the registration says.
      const code = resolver.argument(place, 'status_code')
      return code !== null && code !== undefined && BODILESS.has(statusIn(registry.parts, resolver, code) ?? 0)
    })
    return full ? 'full' : 'response'
  }

  /** A declaration in the decorator goes before the annotation: https://fastapi.tiangolo.com/tutorial/response-model/ */
  function responseOf(registration: Bound, handler: FunctionId, status: number | null, returns: readonly RouteReturn[]): RouteResponse {
    if (status !== null && (status < 200 || BODILESS.has(status))) return 'none'
    const model = resolver.argument(registration, 'response_model')
    if (model === undefined || resolver.argument(registration, 'response_class') !== null)
      return model === undefined ? 'unknown' : 'response'
    const { file, scope } = evaluation.function(handler)
    const isSwitchedOff = model !== null && evaluation.constantOf(model.file, model.value)?.is === 'none'
    if (model !== null && !isSwitchedOff) return declared(evaluation.annotated(model.file, model.value))
    const annotation = evaluation.file(file).summary.scopes.returns[scope]
    if (annotation >= 0 && !isSwitchedOff) return declared(evaluation.annotated(file, annotation))
    const sent = returns.filter(({ is }) => is !== 'nothing' && is !== 'exception')
    if (sent.length > 0 && sent.every(({ is }) => is === 'response' || is === 'full')) return 'response'
    const isPlain = (id: ClassId): boolean => !evaluation.isSubclass(id, RESPONSE) && !evaluation.hasUnknownBase(id)
    return sent.length > 0 && sent.every(({ is, classes }) => is !== 'unknown' || (classes.length > 0 && classes.every(isPlain)))
      ? 'untyped'
      : 'unknown'
  }

  function declaredBy(registration: Bound, handler: FunctionId): readonly ClassId[] {
    // What is left out or let through is written beside it.
    if (FILTERS.some((name) => resolver.argument(registration, name) !== null)) return []
    const model = resolver.argument(registration, 'response_model')
    if (model !== null) return model === undefined ? [] : classesIn(evaluation.annotated(model.file, model.value))
    const { file, scope } = evaluation.function(handler)
    const annotation = evaluation.file(file).summary.scopes.returns[scope]
    return annotation < 0 ? [] : classesIn(evaluation.annotated(file, annotation))
  }

  function declared(type: Type): RouteResponse {
    if (type.is === 'none') return 'none'
    if (type.is === 'instance' && evaluation.isSubclass(type.of, RESPONSE)) return 'response'
    const shape = shapeOf(evaluation, type)
    return shape === 'none' ? 'untyped' : shape === 'typed' ? 'model' : 'unknown'
  }

  return {
    of(registration, handler) {
      const code = resolver.argument(registration, 'status_code')
      const model = resolver.argument(registration, 'response_model')
      const isModel = model !== null && model !== undefined && evaluation.constantOf(model.file, model.value)?.is !== 'none'
      const status = code === null || code === undefined ? null : statusIn(registry.parts, resolver, code)
      const operation = resolver.argument(registration, 'operation_id')
      const named = operation === null || operation === undefined ? null : resolver.text(operation)
      const schema = resolver.argument(registration, 'include_in_schema')
      const returns = returnsOf(handler)
      return {
        status,
        responseModel: isModel ? { file: model.file, value: model.value } : null,
        returns,
        declares: declaredBy(registration, handler),
        response: responseOf(registration, handler, status, returns),
        operationId: named === null || named.includes('…') ? null : named,
        documented: schema === null || (schema !== undefined && isTrue(evaluation.constantOf(schema.file, schema.value))),
      }
    },
  }
}

const isTrue = (constant: Constant | undefined): boolean => constant?.is === 'bool' && constant.value

/** Answers that handlers of routes give when they have caught something. */
import type { FailureAnswer } from '../../model/failure.ts'
import type { HandlerFact } from '../../model/handler.ts'
import type { Place } from '../../model/project.ts'
import type { RouteFact } from '../../model/route.ts'
import type { Region, Value } from '../../model/summary.ts'
import { BinaryOp, ConstKind, Op, RegionKind } from '../../model/summary.ts'
import type { FileId, FunctionId } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import { calleesOf } from '../handlers/callees.ts'
import { carried, listOf, nameOf, textOf } from '../read.ts'
import { regionsAround } from '../uses.ts'
import type { Refusals } from './refusals.ts'

export interface FailuresInput {
  readonly parts: Parts
  readonly refusals: Refusals
  readonly routes: readonly RouteFact[]
  readonly handlers: readonly HandlerFact[]
}

const HTTP_EXCEPTION = 'starlette.exceptions.HTTPException'
const RESPONSE = 'starlette.responses.Response'
const MODEL = 'pydantic.main.BaseModel'
const TEXT = /^(builtins\.)?(str|repr|ascii|format)$/
const TRACEBACK = /^traceback\.format_(exc|exception|tb)$/
const WRAPS = /^(json\.dumps|(builtins\.)?(dict|list|tuple)|fastapi\.encoders\.jsonable_encoder)$/
const DEEPEST = 24

/** In the order of the handlers, then of their places. */
export function failureAnswers({ parts, refusals, routes, handlers }: FailuresInput): readonly FailureAnswer[] {
  const { evaluation } = parts
  const routeOf = new Map<FunctionId, RouteFact>()
  for (const route of routes) if (!routeOf.has(route.handler)) routeOf.set(route.handler, route)
  return handlers.flatMap((handler) => {
    const route = routeOf.get(handler.within)
    return route === undefined || handler.form !== 'except' ? [] : ofHandler(handler, route)
  })

  function ofHandler(handler: HandlerFact, route: RouteFact): readonly FailureAnswer[] {
    const { file, value: caught } = handler.at
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    const { regions } = summary
    const region = regionOf(file, caught)
    if (region < 0) return []
    const scope = evaluation.scopeOf(file, caught)
    const found: FailureAnswer[] = []
    let changesStatus = false
    for (let value = regions.first[region]; value < regions.end[region]; value++) {
      const kind: Op = op[value]
      if (kind === Op.SetAttr && textOf(summary, listOf(summary, summary.values.b[value])[1]) === 'status_code') changesStatus = true
      if ((kind !== Op.Raise && kind !== Op.Return) || a[value] < 0 || evaluation.scopeOf(file, value) !== scope) continue
      if (clauseAround(file, value) !== region) continue
      const sent = a[value]
      if (kind === Op.Raise && !isA(file, sent, HTTP_EXCEPTION)) continue
      found.push({
        is: 'failure-answer',
        at: { file, value },
        route,
        handler,
        status: kind === Op.Raise ? refusals.statusOf(file, sent) : changesStatus ? null : statusOfReturn(file, sent, route),
        tells: toldBy(file, sent, caught, 0),
        admits: kind === Op.Return ? admissionIn(file, sent) : null,
        tested: parts.guards.tests(file, value).some(({ test }) => test > caught),
      })
    }
    return found
  }

  function statusOfReturn(file: FileId, sent: Value, { status }: RouteFact): number | null {
    const kind: Op = evaluation.file(file).summary.values.op[sent]
    if (kind === Op.Dict || kind === Op.List) return status ?? 200
    const made = refusals.responseStatusOf(file, sent)
    return made === undefined ? (isA(file, sent, MODEL) ? (status ?? 200) : null) : made
  }

  function isA(file: FileId, value: Value, name: string): boolean {
    const type = evaluation.typeOf(file, value)
    return (type.is === 'instance' || type.is === 'class') && evaluation.isSubclass(type.of, name)
  }

  function regionOf(file: FileId, caught: Value): Region {
    const { regions } = evaluation.file(file).summary
    for (let region = evaluation.regionOf(file, caught); region < regions.count; region++)
      if (regions.kind[region] === RegionKind.Handler && regions.subject[region] === caught) return region
    return -1
  }

  function clauseAround(file: FileId, value: Value): Region {
    const { kind } = evaluation.file(file).summary.regions
    for (const region of regionsAround(evaluation, file, value)) if (kind[region] === RegionKind.Handler) return region
    return -1
  }

  /** Where words of the exception come into what is sent; not through calls of the project, which may drop them. */
  function toldBy(file: FileId, value: Value, caught: Value, depth: number): FailureAnswer['tells'] {
    if (value < 0 || depth > DEEPEST) return null
    const { summary } = evaluation.file(file)
    const { op, a, b, aux } = summary.values
    const at: Place = { file, value }
    const go = (one: Value): FailureAnswer['tells'] => toldBy(file, one, caught, depth + 1)
    const first = (items: Iterable<Value>): FailureAnswer['tells'] => {
      for (const item of items) {
        const told = go(item)
        if (told !== null) return told
      }
      return null
    }
    switch (op[value]) {
      case Op.Load:
        return a[value] > caught ? go(a[value]) : null
      case Op.Bind:
        return b[value] === caught ? null : go(b[value])
      case Op.Phi:
      case Op.Dict:
      case Op.List:
      case Op.Tuple:
        return first(listOf(summary, b[value]))
      case Op.Conditional:
        return first(listOf(summary, b[value]))
      case Op.Format: {
        const formatted = listOf(summary, b[value])
        return formatted.some((part) => isCaught(file, part, caught)) ? { at, what: 'text' } : first(formatted)
      }
      case Op.Pair:
      case Op.Keyword:
        return go(b[value])
      case Op.Index:
        return go(a[value])
      case Op.Binary:
        if (aux[value] === BinaryOp.Mod && isCaught(file, b[value], caught)) return { at, what: 'text' }
        return go(a[value]) ?? go(b[value])
      case Op.Bool:
        return go(a[value]) ?? go(b[value])
      case Op.Attr:
        return nameOf(summary, value) === 'args' && isCaught(file, a[value], caught) ? { at, what: 'text' } : null
      case Op.Call:
        return toldByCall(file, value, caught, first)
      default:
        return null
    }
  }

  function toldByCall(
    file: FileId,
    call: Value,
    caught: Value,
    first: (items: Iterable<Value>) => FailureAnswer['tells'],
  ): FailureAnswer['tells'] {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    const given = Array.from(listOf(summary, b[call]), (item) => carried(summary, item))
    const names = calleesOf(parts, file, call).filter((name) => name !== null)
    if (names.some((name) => TRACEBACK.test(name))) return { at: { file, value: call }, what: 'traceback' }
    const isFormat = op[a[call]] === Op.Attr && nameOf(summary, a[call]) === 'format'
    if ((isFormat || names.some((name) => TEXT.test(name))) && given.some((item) => isCaught(file, item, caught)))
      return { at: { file, value: call }, what: 'text' }
    // A function of the project may drop what it is given.
    const isOwn = evaluation.calleeOf(file, call).targets.some((target) => target.is === 'function' && parts.isProject(target.function))
    if (isOwn && !isFormat) return null
    const isSent = [HTTP_EXCEPTION, RESPONSE, MODEL].some((name) => isA(file, call, name)) || names.some((name) => WRAPS.test(name))
    return isSent || isFormat ? first(given) : null
  }

  function isCaught(file: FileId, value: Value, caught: Value): boolean {
    const { op, a, b } = evaluation.file(file).summary.values
    return value >= 0 && op[value] === Op.Load && a[value] >= 0 && op[a[value]] === Op.Bind && b[a[value]] === caught
  }

  /** An entry of a dictionary that is sent which says that it failed. */
  function admissionIn(file: FileId, sent: Value): string | null {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    if (op[sent] === Op.Call && isA(file, sent, RESPONSE)) {
      if (evaluation.calleeOf(file, sent).targets.some((target) => target.is !== 'construct')) return null
      const content = Array.from(listOf(summary, b[sent])).find(
        (item) => op[item] === Op.Dict || (op[item] === Op.Keyword && textOf(summary, a[item]) === 'content'),
      )
      return content === undefined ? null : admissionIn(file, carried(summary, content))
    }
    if (op[sent] !== Op.Dict) return null
    for (const pair of listOf(summary, b[sent])) {
      if (op[pair] !== Op.Pair) continue
      const key = evaluation.constantOf(file, a[pair])
      const said = key?.is === 'text' ? admissionOf(file, key.value, b[pair]) : null
      if (said !== null) return said
    }
    return null
  }

  function admissionOf(file: FileId, key: string, value: Value): string | null {
    const { op, a } = evaluation.file(file).summary.values
    const isFalse = op[value] === Op.Const && a[value] === ConstKind.False
    if ((key === 'success' || key === 'ok') && isFalse) return `${key}: False`
    const constant = evaluation.constantOf(file, value)
    if (key === 'status' && constant?.is === 'text' && /^(error|failed|failure)$/i.test(constant.value))
      return `status: "${constant.value}"`
    return key === 'error' && constant?.is !== 'none' && constant?.is !== 'bool' ? 'error' : null
  }
}

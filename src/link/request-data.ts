/** Whether a value is what a request brought: a header, a cookie, a parameter, credentials; through names, helpers and callers. */
import type { Edge, Place } from '../model/project.ts'
import type { RouteFact } from '../model/route.ts'
import { Op } from '../model/summary.ts'
import type { Value } from '../model/summary.ts'
import type { FunctionId } from '../model/type.ts'
import type { Parts } from './draft.ts'
import { boundParameters, functionOf, parametersOf } from './parameters.ts'
import { argumentAt, carried, listOf, nameOf } from './read.ts'
import { functionAround } from './within.ts'

const DEEPEST = 8
const MOST_CALLERS = 12
/** What the framework reads a request into. */
const REQUEST = [
  'starlette.requests.HTTPConnection',
  'starlette.datastructures.Headers',
  'starlette.datastructures.QueryParams',
  'fastapi.security.http.HTTPAuthorizationCredentials',
  'fastapi.security.http.HTTPBasicCredentials',
]

export interface RequestData {
  isFromRequest(at: Place): boolean
}

export function createRequestData(parts: Parts, routes: readonly RouteFact[], callersOf: (id: FunctionId) => readonly Edge[]): RequestData {
  const { evaluation, origins } = parts
  const inputs = new Set(
    routes.flatMap((route) =>
      route.inputs.filter(({ from }) => from !== 'unknown' && from !== 'framework').map(({ at }) => `${at.file}:${at.value}`),
    ),
  )

  function isFromRequest({ file, value }: Place, depth = 0): boolean {
    if (value < 0 || depth > DEEPEST) return false
    return origins.of(file, value).some((origin) => isRequest({ file, value: origin }, depth))
  }

  function isRequest(at: Place, depth: number): boolean {
    const { file, value } = at
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    const go = (next: Value): boolean => isFromRequest({ file, value: next }, depth + 1)
    switch (op[value] as Op) {
      case Op.Param:
        return (
          inputs.has(`${file}:${value}`) ||
          isOfRequest(at) ||
          callersOf(functionAround(evaluation, file, value))
            .slice(0, MOST_CALLERS)
            .some((edge) => isPassed(edge, at, depth))
        )
      case Op.Attr:
      case Op.Index:
      case Op.Unpack:
        return isOfRequest({ file, value: a[value] }) || go(a[value])
      case Op.Call:
        // A method of something that came along, or a plain function of it: `header.split()[1]`, `str(header)`.
        return (
          (op[a[value]] === Op.Attr && go(a[value])) ||
          (op[a[value]] === Op.Free &&
            /^(str|bytes)$/.test(nameOf(summary, a[value])) &&
            [...listOf(summary, b[value])].some((item) => go(carried(summary, item))))
        )
      default:
        return false
    }
  }

  function isOfRequest({ file, value }: Place): boolean {
    const type = value < 0 ? null : evaluation.typeOf(file, value)
    return type?.is === 'instance' && REQUEST.some((name) => evaluation.isSubclass(type.of, name))
  }

  /** Whether a call passes a parameter something of a request. */
  function isPassed({ at, to }: Edge, parameter: Place, depth: number): boolean {
    const { summary } = evaluation.file(at.file)
    if (summary.values.op[at.value] !== Op.Call) return false
    const index = parametersOf(evaluation, to).indexOf(parameter.value)
    const target = evaluation.calleeOf(at.file, at.value).targets.find((one) => functionOf(one) === to)
    if (index < 0 || target === undefined) return false
    const byName = argumentAt(summary, at.value, nameOf(evaluation.file(parameter.file).summary, parameter.value))
    const given = byName >= 0 ? byName : argumentAt(summary, at.value, index - boundParameters(evaluation, target))
    return given >= 0 && isFromRequest({ file: at.file, value: given }, depth + 1)
  }

  return { isFromRequest: (at) => isFromRequest(at) }
}

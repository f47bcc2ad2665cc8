/** Numbers of a request that become the LIMIT of a statement, followed through calls. */
import type { PageSizeFact } from '../../model/page-size.ts'
import type { Place } from '../../model/project.ts'
import type { RouteFact } from '../../model/route.ts'
import type { Value } from '../../model/summary.ts'
import { Op } from '../../model/summary.ts'
import type { FileId, FunctionId } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import { functionOf, parameterFor, parametersOf } from '../parameters.ts'
import { argumentAt, hasSpread, listOf, nameOf } from '../read.ts'
import { usesOf } from '../uses.ts'

const LIMIT = /^(sqlalchemy|sqlmodel)\..*\.limit$/
const BOUNDS = ['le', 'lt', 'multiple_of']
const DEEPEST = 4

interface Reached {
  readonly statement: Place
  readonly path: readonly Place[]
  readonly isCompared: boolean
}

/** In the order of the routes, then of their parameters. */
export function pageSizes(parts: Parts, routes: readonly RouteFact[]): readonly PageSizeFact[] {
  const { evaluation, origins } = parts
  return routes.flatMap((route) => {
    const { file } = evaluation.function(route.handler)
    const { summary } = evaluation.file(file)
    return Array.from(parametersOf(evaluation, route.handler)).flatMap((parameter): readonly PageSizeFact[] => {
      const name = nameOf(summary, parameter)
      if (!isNumber(file, parameter) || route.path.includes(`{${name}`) || isComputed(file, parameter)) return []
      const reached = follow(file, parameter, 0, [])
      if (reached === null) return []
      const { statement, path, isCompared } = reached
      const capped = isDeclared(file, parameter) ? 'declared' : isCompared ? 'compared' : null
      return [{ is: 'page-size', at: { file, value: parameter }, name, route, statement, path, capped }]
    })
  })

  function isNumber(file: FileId, parameter: Value): boolean {
    const type = evaluation.typeOf(file, parameter)
    return type.is === 'instance' && evaluation.class(type.of).qualifiedName === 'builtins.int'
  }

  /** `= Depends(page_size)`, also out of a helper: what a dependency gives is no number of the request any more. */
  function isComputed(file: FileId, parameter: Value): boolean {
    const { summary } = evaluation.file(file)
    const [annotation, fallback] = listOf(summary, summary.values.b[parameter])
    return [annotation, fallback]
      .filter((value) => value >= 0)
      .some((value) => origins.of(file, value).some((origin) => depends(file, origin)))
  }

  function depends(file: FileId, value: Value): boolean {
    const { summary } = evaluation.file(file)
    const { op, b } = summary.values
    if (op[value] === Op.Index) {
      const items = op[b[value]] === Op.Tuple ? Array.from(listOf(summary, b[b[value]])) : [b[value]]
      return items.some((item) => origins.of(file, item).some((origin) => op[origin] === Op.Call && depends(file, origin)))
    }
    if (op[value] !== Op.Call) return false
    return evaluation.calleeOf(file, value).targets.some((target) => {
      const id = functionOf(target)
      return (
        (id !== null && parts.isProject(id)) ||
        parts.effects.callsOf(file, value).some(({ name }) => /^fastapi\.(Depends|Security)$/.test(name))
      )
    })
  }

  /** `Query(50, le=200)` as default or in `Annotated`; what is not written out is taken to have one. */
  function isDeclared(file: FileId, parameter: Value): boolean {
    const { summary } = evaluation.file(file)
    const { op, b } = summary.values
    const [annotation, fallback] = listOf(summary, b[parameter])
    return [annotation, fallback].filter((value) => value >= 0).some((value) => origins.of(file, value).some((origin) => bounds(origin)))

    function bounds(value: Value): boolean {
      if (op[value] === Op.Call) return hasSpread(summary, value) || BOUNDS.some((name) => argumentAt(summary, value, name) >= 0)
      if (op[value] !== Op.Index) return false
      const metadata = b[value]
      const items = op[metadata] === Op.Tuple ? Array.from(listOf(summary, b[metadata])) : [metadata]
      return items.some((item) => origins.of(file, item).some((origin) => op[origin] === Op.Call && bounds(origin)))
    }
  }

  function follow(file: FileId, value: Value, depth: number, path: readonly Place[]): Reached | null {
    const uses = usesOf(evaluation, file, value)
    const isCompared = uses.some((use) => use.is === 'other' && evaluation.file(file).summary.values.op[use.at] === Op.Compare)
    for (const use of uses) {
      if (use.is !== 'argument') continue
      const call = { file, value: use.at }
      if (use.key === 0 && parts.effects.callsOf(file, use.at).some(({ name }) => LIMIT.test(name.replaceAll('()', ''))))
        return { statement: call, path, isCompared }
      const further = depth < DEEPEST ? throughCall(call, use.key, depth, path) : null
      if (further !== null) return { ...further, isCompared: further.isCompared || isCompared }
    }
    return null
  }

  function throughCall(call: Place, key: number | string, depth: number, path: readonly Place[]): Reached | null {
    const argument = argumentAt(evaluation.file(call.file).summary, call.value, key)
    const { targets } = evaluation.calleeOf(call.file, call.value)
    const [target] = targets
    const id: FunctionId | null = targets.length === 1 ? functionOf(target) : null
    if (id === null || argument < 0 || !parts.isProject(id)) return null
    const index = parameterFor(evaluation, call.file, call.value, target, argument)
    if (index < 0) return null
    return follow(evaluation.function(id).file, parametersOf(evaluation, id)[index], depth + 1, [...path, call])
  }
}

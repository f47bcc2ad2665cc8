/** Rows that GET routes send, followed back from what their handlers return to the statement that asks for them. */
import type { ListAnswer } from '../../model/list-answer.ts'
import type { Place } from '../../model/project.ts'
import type { RouteFact } from '../../model/route.ts'
import type { Value } from '../../model/summary.ts'
import { Op } from '../../model/summary.ts'
import type { FunctionId } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import { createQuerySites } from '../loader/query-sites.ts'
import { statementCalls } from '../loader/statement-calls.ts'
import { functionOf } from '../parameters.ts'
import { argumentAt, listOf, nameOf } from '../read.ts'

const LISTING = new Set(['all', 'fetchall'])
const BOUNDING = new Set(['limit', 'fetch', 'slice', 'paginate', 'yield_per', 'first', 'one', 'one_or_none'])
const GROUPING = new Set(['group_by', 'distinct', 'having'])
const FILTERING = new Set(['where', 'filter', 'filter_by', 'having'])
/** Parameters by which a request asks for a part. A name only ever spares. */
const PART =
  /^(_?(limit|page|per_page|page_size|pagesize|page_number|size|first|last|offset|skip|start|cursor|after|before|top|top_k|count|take|items_per_page|itemsperpage)|pagination.*|paging.*|common|q|params)$/i
const SCALARS = /^builtins\.(int|float|str|bool|bytes|range)$/
const CONVERTS = new Set(['sorted', 'reversed', 'jsonable_encoder', 'model_validate', 'validate_python', 'from_orm', 'parse_obj', 'map'])
const BEGINS = new Set(['select', 'query'])
const DEEPEST = 3
const MOST = 400

interface Rows {
  readonly at: Place
  readonly within: FunctionId
  readonly path: readonly Place[]
}

/** In the order of the routes. */
export function listAnswers(parts: Parts, routes: readonly RouteFact[]): readonly ListAnswer[] {
  const { evaluation } = parts
  const sites = createQuerySites(evaluation, parts.effects)
  const seen = new Set<FunctionId>()
  return routes.flatMap((route) => {
    const last = route.path.split('/').findLast((segment) => segment !== '') ?? ''
    if (!route.methods.includes('GET') || /[{…]/.test(last) || seen.has(route.handler)) return []
    seen.add(route.handler)
    for (const rows of returnedBy(route.handler, [], 0)) {
      const answer = answerOf(route, rows)
      if (answer !== null) return [answer]
    }
    return []
  })

  /** Calls that list rows, among what the returns of a function are made of. */
  function returnedBy(id: FunctionId, path: readonly Place[], depth: number): readonly Rows[] {
    const { file, scope, generator } = evaluation.function(id)
    if (generator || depth > DEEPEST) return []
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    const found: Rows[] = []
    const work = new Set<Value>()
    const follow = (value: Value): void => {
      if (value >= 0 && work.size < MOST) work.add(value)
    }
    for (const exit of listOf(summary, summary.scopes.exits[scope])) follow(a[exit])
    for (const at of work) {
      switch (op[at] as Op) {
        case Op.Load:
        case Op.Await:
        case Op.Iterate:
        case Op.Comprehension:
        case Op.Star:
          follow(a[at])
          break
        case Op.Bind:
        case Op.Pair:
        case Op.Keyword:
          follow(b[at])
          break
        case Op.Phi:
        case Op.Conditional:
        case Op.Dict:
        case Op.List:
        case Op.Tuple:
          for (const item of listOf(summary, b[at])) follow(item)
          break
        case Op.Attr:
          // One element after the other: `row.id for row in rows`.
          if (isElement(a[at])) follow(a[at])
          break
        case Op.Index:
          if (op[b[at]] === Op.Slice) follow(a[at])
          break
        case Op.Call:
          throughCall(at)
          break
        default:
      }
    }
    return found

    function isElement(value: Value): boolean {
      const bind = op[value] === Op.Load ? a[value] : value
      return bind >= 0 && op[bind] === Op.Bind && b[bind] >= 0 && op[b[bind]] === Op.Iterate
    }

    function throughCall(call: Value): void {
      if (op[a[call]] === Op.Attr && LISTING.has(nameOf(summary, a[call]))) {
        found.push({ at: { file, value: call }, within: id, path })
        return
      }
      const { targets } = evaluation.calleeOf(file, call)
      const isMade = targets.some((target) => target.is === 'construct' && !SCALARS.test(evaluation.class(target.class).qualifiedName))
      const inner = targets.length === 1 && targets[0].is === 'function' ? functionOf(targets[0]) : null
      if (inner !== null && parts.isProject(inner)) found.push(...returnedBy(inner, [...path, { file, value: call }], depth + 1))
      // A model, a list or what a converter gives is made of what it is given.
      else if (isMade || CONVERTS.has(nameOf(summary, a[call]))) for (const item of listOf(summary, b[call])) follow(item)
    }
  }

  function answerOf(route: RouteFact, { at, within, path }: Rows): ListAnswer | null {
    const { file } = at
    const { summary } = evaluation.file(file)
    const calls = statementCalls(evaluation, file, at.value)
    const query = calls.map(({ call }) => sites.at(file, call, within)).find((site) => site !== null)
    if (query === undefined) return null
    const statement = argumentAt(summary, query.at.value, 0)
    const all = [...calls, ...statementCalls(evaluation, file, statement)]
    const begin = all.find(({ name }) => BEGINS.has(name))
    const selected = begin === undefined ? -1 : argumentAt(summary, begin.call, 0)
    const entity = selected < 0 ? '' : nameOf(summary, selected)
    const type = selected < 0 ? null : evaluation.typeOf(file, selected)
    if (type?.is !== 'class' || entity === '') return null
    const names = new Set(all.map(({ name }) => name))
    const has = (some: ReadonlySet<string>): boolean => [...some].some((name) => names.has(name))
    const isPart = route.inputs.some(({ name, from }) => from !== 'path' && PART.test(name))
    return {
      is: 'list-answer',
      route,
      rows: at,
      entity,
      path,
      filtered: has(FILTERING),
      bounded: has(BOUNDING) ? 'limit' : isPart ? 'parameter' : has(GROUPING) ? 'grouped' : null,
    }
  }
}

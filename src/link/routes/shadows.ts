/** Routes that an earlier one answers for: the framework takes the first whose pattern matches. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { RouteFact } from '../../model/route.ts'

/** Converters that match every text of one segment, as a plain parameter does. */
const ANY = new Set(['', 'str'])
const PARAMETER = /^\{[A-Za-z_]\w*(?::([a-z]+))?\}$/

/** Routes of one application so far, by their last segment, in their order: only an equal text or a parameter can cover one. */
interface Earlier {
  readonly ending: Map<string, RouteFact[]>
  readonly rest: RouteFact[]
  readonly order: Map<RouteFact, number>
}

/** The routes, each with the first one that leaves it nothing. */
export function withShadows(evaluation: Evaluation, routes: readonly RouteFact[]): readonly RouteFact[] {
  const byApplication = new Map<string, Earlier>()
  return routes.map((route) => {
    const { file, value } = route.application ?? route.router
    const key = `${file}:${value}`
    let earlier = byApplication.get(key)
    if (earlier === undefined) byApplication.set(key, (earlier = { ending: new Map(), rest: [], order: new Map() }))
    const { ending, rest, order } = earlier
    const last = lastSegment(route)
    const alike = ending.get(last) ?? []
    const [x, y] = [alike, rest].map((list) => list.find((one) => shadows(evaluation, one, route)))
    const shadowedBy = x === undefined || (y !== undefined && order.get(y)! < order.get(x)!) ? y : x
    order.set(route, order.size)
    if (PARAMETER.test(last) || !route.local.endsWith(last)) rest.push(route)
    else if (alike.length > 0) alike.push(route)
    else ending.set(last, [route])
    return { ...route, shadowedBy: shadowedBy ?? null }
  })
}

const lastSegment = ({ path }: RouteFact): string => path.slice(path.lastIndexOf('/') + 1)

function shadows(evaluation: Evaluation, earlier: RouteFact, later: RouteFact): boolean {
  if (!earlier.plain || !later.plain || earlier.handler === later.handler) return false
  if (!later.methods.every((method) => method !== '?' && earlier.methods.includes(method))) return false
  const isOneRouter = earlier.router.file === later.router.file && earlier.router.value === later.router.value
  const covered =
    isOneRouter && isOneWay(earlier, later) ? covers(`/${earlier.local}`, `/${later.local}`) : covers(earlier.path, later.path)
  return covered && runsBefore(evaluation, earlier, later)
}

/** The same inclusions lead to both. */
function isOneWay(x: RouteFact, y: RouteFact): boolean {
  return (
    x.steps.length === y.steps.length &&
    x.steps.slice(0, -1).every(({ at, turns }, index) => {
      const other = y.steps[index]
      return at.file === other.at.file && at.value === other.at.value && turns.join() === other.turns.join()
    })
  )
}

/** True if every URL that the later path stands for matches the earlier one. */
export function covers(earlier: string, later: string): boolean {
  if (earlier.includes('…') || later.includes('…')) return false
  const [first, second] = [earlier.split('/'), later.split('/')]
  for (let at = 0; at < first.length; at++) {
    const converter = PARAMETER.exec(first[at])
    // What follows such a parameter would have to be matched backwards: said only where nothing does.
    if (converter?.[1] === 'path') return at === first.length - 1 && at < second.length
    if (at >= second.length) return false
    if (converter === null) {
      if (first[at] !== second[at]) return false
      continue
    }
    const other = PARAMETER.exec(second[at])
    if (!ANY.has(converter[1] ?? '')) {
      if (other === null || other[1] !== converter[1]) return false
    } else if (second[at] === '' || other?.[1] === 'path') return false
  }
  return first.length === second.length
}

/** True if the way to the earlier route is surely taken first: where the two ways part, one body runs both, in that order. */
function runsBefore(evaluation: Evaluation, earlier: RouteFact, later: RouteFact): boolean {
  const length = Math.min(earlier.steps.length, later.steps.length)
  for (let at = 0; at < length; at++) {
    const [x, y] = [earlier.steps[at], later.steps[at]]
    if (x.at.file === y.at.file && x.at.value === y.at.value && x.turns.join() === y.turns.join()) continue
    if (x.at.file !== y.at.file || evaluation.scopeOf(x.at.file, x.at.value) !== evaluation.scopeOf(y.at.file, y.at.value)) return false
    return x.turns.length === 0 && y.turns.length === 0 && evaluation.dominates(x.at.file, x.at.value, y.at.value)
  }
  return false
}

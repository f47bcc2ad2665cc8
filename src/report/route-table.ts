import type { RouteEntry } from '../model/report.ts'
import { visible } from './visible.ts'

/**
 * Routes one to a line in columns: method, path, who is let in and why, handler with its place; below each what it depends on. Then the
 * middleware, each list once, and a line that adds the routes up.
 */
export const routeTable = (routes: readonly RouteEntry[]): string => {
  if (routes.length === 0) return 'no routes found\n'
  const rows = routes.map((route) => [route.method, route.path, auth(route), `${route.handler} (${route.file}:${route.line})`].map(visible))
  const widths = [0, 1, 2].map((column) => Math.min(60, Math.max(...rows.map((row) => row[column].length))))
  const lines = rows.flatMap((row, index) => [
    row.map((cell, column) => (column < 3 ? cell.padEnd(widths[column]) : cell)).join('  '),
    ...dependenciesOf(routes[index]).map((line) => `${' '.repeat(widths[0])}  ${line}`),
  ])
  const count = (state: RouteEntry['auth']): number => routes.filter((route) => route.auth === state).length
  const partial = routes.filter(({ completeness }) => completeness === 'partial').length
  const sums = `${routes.length} routes: ${count('required')} require credentials, ${count('optional')} look at them, ${count('public')} public, ${count('unknown')} not known`
  return `${lines.join('\n')}\n\n${middlewareOf(routes)}${sums}${partial === 0 ? '' : `; ${partial} with parts that are not understood`}\n`
}

const auth = (route: RouteEntry): string => {
  const by = route.by === undefined ? '' : ` ${route.by}`
  const notes = [...(route.conditional ? ['conditional'] : []), ...(route.completeness === 'partial' ? ['partial'] : [])]
  return `${route.auth} (${[`${route.reason}${by}`, ...notes].join(', ')})`
}

/** Names in the order in which they run, each once; what guards, or may, says so. */
const dependenciesOf = ({ dependencies }: RouteEntry): readonly string[] => {
  const names = [...new Set(dependencies.map(named))]
  return names.length === 0 ? [] : [`depends on ${names.join(', ')}`]
}

/** Lists of middleware by the number of routes behind them, outermost first. */
const middlewareOf = (routes: readonly RouteEntry[]): string => {
  const counts = new Map<string, number>()
  for (const { middleware } of routes) {
    const list = middleware.map(named).join(', ')
    if (list !== '') counts.set(list, (counts.get(list) ?? 0) + 1)
  }
  const lines = [...counts]
    .toSorted(([x, m], [y, n]) => n - m || (x < y ? -1 : 1))
    .map(([list, count]) => `middleware of ${count} routes: ${list}\n`)
  return lines.length === 0 ? '' : `${lines.join('')}\n`
}

const named = ({ name, auth: state }: { readonly name: string; readonly auth: RouteEntry['auth'] }): string =>
  visible(state === 'public' ? name : `${name} [${state}]`)

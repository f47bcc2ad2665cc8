import type { RouteEntry } from '../model/report.ts'
import { visible } from './visible.ts'

/** Routes one to a line in columns: method, path, who is let in and why, handler with its place; then a line that adds them up. */
export const routeTable = (routes: readonly RouteEntry[]): string => {
  if (routes.length === 0) return 'no routes found\n'
  const rows = routes.map((route) => [route.method, route.path, auth(route), `${route.handler} (${route.file}:${route.line})`].map(visible))
  const widths = [0, 1, 2].map((column) => Math.min(60, Math.max(...rows.map((row) => row[column].length))))
  const lines = rows.map((row) => row.map((cell, column) => (column < 3 ? cell.padEnd(widths[column]) : cell)).join('  '))
  const count = (state: RouteEntry['auth']): number => routes.filter((route) => route.auth === state).length
  const partial = routes.filter(({ completeness }) => completeness === 'partial').length
  const sums = `${routes.length} routes: ${count('required')} require credentials, ${count('optional')} look at them, ${count('public')} public, ${count('unknown')} not known`
  return `${lines.join('\n')}\n\n${sums}${partial === 0 ? '' : `; ${partial} with parts that are not understood`}\n`
}

const auth = (route: RouteEntry): string => {
  const by = route.by === undefined ? '' : ` ${route.by}`
  return `${route.auth} (${route.reason}${by}${route.conditional ? ', conditional' : ''})`
}

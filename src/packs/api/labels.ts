/** Routes as messages name them. */
import type { RouteFact } from '../../model/route.ts'

/** `GET /users/{id}`. */
export const labelOf = ({ methods, path }: RouteFact): string => `${methods.join(', ')} ${path === '' ? '/' : path}`

/** At most three names, and how many more there are. */
export const listed = (names: readonly string[]): string => {
  const shown = names.slice(0, 3).map((name) => `\`${name}\``)
  const more = names.length - shown.length
  return shown.join(', ') + (more > 0 ? ` and ${more} more` : '')
}

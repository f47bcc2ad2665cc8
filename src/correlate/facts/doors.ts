/** Who is let in where content is taken in. */
import { spanOf } from '../../check/place.ts'
import type { Proof } from './about.ts'

/** Every route that takes in what the finding is about is known to refuse nobody. */
export const asksNobody: Proof = ({ project, joined, joins }) => {
  const taken = new Set(joined.concern.about.filter(({ is }) => is === 'input').map(({ place }) => joins.functionAt(place)))
  const routes = project.facts('route').filter(({ handler }) => taken.has(handler))
  if (routes.length === 0 || !routes.every(({ auth, complete, conditional }) => complete && !conditional && auth.state === 'public'))
    return null
  return routes.map(({ at, methods, path }) => ({ at: spanOf(project, at), label: `${methods.join()} ${path} asks nobody who they are` }))
}

/** A route that leads to the finding, or that it is about, is known to refuse nobody. */
export const openToEveryone: Proof = ({ project, joined, joins }) => {
  const entries = new Set(joins.entriesTo(joined).map(({ function: id }) => id))
  const open = project
    .facts('route')
    .filter(({ handler, auth, complete, conditional }) => entries.has(handler) && complete && !conditional && auth.state === 'public')
  if (open.length === 0) return null
  return open
    .slice(0, MOST)
    .map(({ at, methods, path }) => ({ at: spanOf(project, at), label: `${methods.join()} ${path} lets everybody in` }))
}

const MOST = 5

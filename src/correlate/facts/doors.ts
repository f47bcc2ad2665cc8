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

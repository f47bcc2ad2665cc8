/** What a swallowed failure was of. */
import { spanOf } from '../../check/place.ts'
import type { HandlerFact } from '../../model/handler.ts'
import type { Project } from '../../model/project.ts'
import type { Proof } from './about.ts'

/** A commit or flush in a route's own handler fails, the clause passes over it, and the route answers as if it had not. */
export const swallowsCommit: Proof = ({ project, joined }) => {
  const [{ place }] = joined.concern.about
  const handler = project.facts('handler').find(({ at }) => at.file === place.file && at.value === place.value)
  const route = handler === undefined ? undefined : answering(project, handler)
  if (handler === undefined || route === undefined) return null
  const writes = handler.tried.filter(({ does }) => does.includes('commit') || does.includes('flush'))
  if (writes.length === 0) return null
  return [
    ...writes.map(({ at, name }) => ({ at: spanOf(project, at), label: `\`${name}()\` writes, and may fail` })),
    {
      at: spanOf(project, route.at),
      label: `${route.methods.join()} ${route.path} answers ${route.status ?? 'as if it had been written'}`,
    },
  ]
}

/** The route whose handler goes on behind the clause to an answer that says nothing of a failure. */
const answering = (project: Project, { within, ends, raises, acts, after }: HandlerFact) => {
  if (ends !== 'passes' || raises !== 'never' || acts.length > 0 || after === 'again') return undefined
  return project
    .facts('route')
    .find(
      ({ handler, status, returns, complete }) =>
        handler === within && complete && (status === null || status < 300) && returns.every(({ is }) => is === 'body' || is === 'nothing'),
    )
}

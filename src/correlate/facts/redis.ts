/** How much of a service stands behind one Redis. */
import { spanOf } from '../../check/place.ts'
import type { Project } from '../../model/project.ts'
import type { RouteFact } from '../../model/route.ts'
import type { FunctionId } from '../../model/type.ts'
import type { Proof } from './about.ts'
import { isOfService } from './about.ts'

/** The share of routes from which on a Redis that stalls is an outage. */
const MOST = 0.5

/**
 * At least half of the service's routes come through a dependency that asks Redis and catches nothing of it. The client is the only one of
 * the service, so it is the one that they ask.
 */
export const askedByMostRoutes: Proof = (about) => {
  const { project, joined } = about
  const [{ place }] = joined.concern.about
  const clients = project.facts('client').filter(({ kind, at }) => kind === 'redis' && isOfService(about, at.file))
  const routes = project.facts('route').filter(({ at }) => isOfService(about, at.file))
  if (clients.length !== 1 || clients[0].at.file !== place.file || clients[0].at.value !== place.value) return null
  const behind = routes.flatMap((route) => {
    const dependency = askingDependency(project, route)
    return dependency === undefined ? [] : [{ route, dependency }]
  })
  if (behind.length === 0 || behind.length < MOST * routes.length) return null
  const [{ dependency }] = behind
  return [
    { at: spanOf(project, dependency.at), label: `${behind.length} of ${routes.length} routes ask it first, in \`${dependency.name}\`` },
  ]
}

const askingDependency = (project: Project, { dependencies }: RouteFact) =>
  dependencies.find(({ function: id }) => id !== null && project.does(id, 'redis', 'same-task') && !isCaught(project, id))

/** Some clause around what asks it lets the request go on. */
const isCaught = (project: Project, id: FunctionId): boolean => {
  const seen = new Set<FunctionId>([id])
  for (const from of seen) {
    for (const { to, kind } of project.edgesFrom(from)) if (kind !== 'reference' && seen.size <= WIDEST) seen.add(to)
  }
  if (seen.size > WIDEST) return true
  return project
    .facts('handler')
    .some(({ within, raises, tried }) => seen.has(within) && raises !== 'always' && tried.some(({ does }) => does.includes('redis')))
}

/** Functions looked into; of what leads further than this, nothing is said. */
const WIDEST = 500

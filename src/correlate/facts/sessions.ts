/** Whose session a task works on. */
import { spanOf } from '../../check/place.ts'
import type { Place, Project } from '../../model/project.ts'
import { Op } from '../../model/summary.ts'
import type { Value } from '../../model/summary.ts'
import type { Proof } from './about.ts'

const SESSIONS = ['sqlalchemy.orm.session.Session', 'sqlalchemy.ext.asyncio.session.AsyncSession']

/**
 * The task that the finding is about is started in a route's handler and is given a parameter of it that is a session: FastAPI can only have got it from a
 * dependency, and one of the route's dependencies closes what it has opened when the request is over.
 */
export const sessionOfTheRequest: Proof = ({ project, joined, joins }) => {
  const [{ place }] = joined.concern.about
  const within = joins.functionAt(place)
  const route = project.facts('route').find(({ handler }) => handler === within)
  const closing = route?.dependencies.find(({ function: id }) => id !== null && project.evaluation.function(id).generator)
  const task = project.facts('task').find(({ at }) => isSame(at, place) || isAround(project, at, place))
  if (route === undefined || closing === undefined || task === undefined || !isGivenSession(project, task.at)) return null
  return [
    { at: spanOf(project, task.at), label: `\`${task.work}\` is given the session of the request` },
    {
      at: spanOf(project, closing.at),
      label: `\`${closing.name}\` closes what it has opened when ${route.methods.join()} ${route.path} is over`,
    },
  ]
}

const isGivenSession = (project: Project, call: Place): boolean => {
  const { values } = project.evaluation.file(call.file).summary
  for (let value = 0; value < values.count; value++) {
    if ((values.op[value] as Op) !== Op.Load || (values.op[values.a[value]] as Op) !== Op.Param) continue
    if (isAround(project, call, { file: call.file, value }) && isSession(project, call.file, value)) return true
  }
  return false
}

const isSession = ({ evaluation }: Project, file: number, value: Value): boolean => {
  const type = evaluation.typeOf(file, value)
  return type.is === 'instance' && SESSIONS.some((name) => evaluation.isSubclass(type.of, name))
}

const isAround = (project: Project, outer: Place, inner: Place): boolean => {
  const [around, inside] = [spanOf(project, outer), spanOf(project, inner)]
  return outer.file === inner.file && around.start <= inside.start && inside.end <= around.end
}

const isSame = (x: Place, y: Place): boolean => x.file === y.file && x.value === y.value

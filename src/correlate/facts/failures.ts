/** What a failure that was caught was of, and what is left of it. */
import { spanOf } from '../../check/place.ts'
import type { Step } from '../../check/rule.ts'
import type { FailureAnswer } from '../../model/failure.ts'
import type { HandlerFact } from '../../model/handler.ts'
import type { Place, Project } from '../../model/project.ts'
import type { Proof } from './about.ts'
import { isOfService } from './about.ts'

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

/** What is tried asks a cache, the clause keeps nothing of the failure, and the function goes on without what the cache would have had. */
export const hidesCacheFailure: Proof = ({ project, joined }) => {
  const [{ place }] = joined.concern.about
  const handler = project.facts('handler').find(({ at }) => isSame(at, place))
  if (handler === undefined || handler.raises !== 'never' || handler.logs.length > 0 || handler.ends === 'records') return null
  const asked = handler.tried.filter(({ does }) => does.includes('cache-get') || does.includes('redis'))
  return asked.length === 0 ? null : asked.map(({ at, name }) => ({ at: spanOf(project, at), label: `\`${name}()\` asks the cache` }))
}

/** What is printed stands in the clause of a failure that nothing else records. */
export const printsFailure: Proof = ({ project, joined }) => {
  const [{ place }] = joined.concern.about
  const print = project.facts('print').find(({ calls: [first] }) => isSame(first, place))
  if (print === undefined) return null
  const clauses = project.facts('handler').filter(({ raises, acts, logs }) => {
    const left = [...acts, ...logs.map(({ at }) => at)]
    return raises === 'never' && left.length > 0 && left.every((at) => print.calls.some((call) => isSame(at, call)))
  })
  return clauses.length === 0
    ? null
    : clauses.map(({ at }): Step => ({ at: spanOf(project, at), label: 'what failed here is only printed' }))
}

/** Something is printed, or far too many clauses of the service record a failure without its traceback. */
export const leavesTextOnly: Proof = (about) => {
  const { project, joined } = about
  const [{ place }] = joined.concern.about
  const print = project.facts('print').find(({ calls: [first] }) => isSame(first, place))
  if (print !== undefined) return [{ at: spanOf(project, place), label: `\`${print.callee}\` leaves text without level, time or request` }]
  const flat = project.facts('handler').filter(({ at, breadth, raises, logs }) => breadth !== 'narrow' && raises === 'never' && logs.length > 0 && logs.every(({ traceback }) => traceback === false) && isOfService(about, at.file)) // prettier-ignore
  if (flat.length < HABIT) return null
  return flat.slice(0, MOST).map(({ at }) => ({ at: spanOf(project, at), label: `one of ${flat.length} clauses that record no traceback` }))
}

/** Clauses from which on losing the traceback is how the service logs. */
const HABIT = 25

/** The answer that the finding sits on is given in a clause that does nothing else with the failure; the same in others of its file. */
export const recordedNowhere: Proof = ({ project, joined }) => {
  const { at } = joined.concern
  const told = project.facts('failure-answer').filter((answer) => answer.at.file === at.file && isOnlyCopy(project, answer))
  if (!told.some((answer) => spanOf(project, (answer.tells ?? answer).at).start === at.start)) return null
  return told.slice(0, MOST).map(({ handler, route }) => ({
    at: spanOf(project, handler.at),
    label: `nothing records what ${route.methods.join()} ${route.path} catches here`,
  }))
}

const MOST = 5

/** Neither logged nor handed on: the clause calls nothing but what makes the answer. */
const isOnlyCopy = (project: Project, { at, tells, handler, tested }: FailureAnswer): boolean =>
  tells !== null && !tested && handler.logs.length === 0 && !handler.handsOn && handler.acts.every((act) => isInside(project, act, at))

const isInside = (project: Project, inner: Place, outer: Place): boolean => {
  const [inside, around] = [spanOf(project, inner), spanOf(project, outer)]
  return inner.file === outer.file && around.start <= inside.start && inside.end <= around.end
}

const isSame = (x: Place, y: Place): boolean => x.file === y.file && x.value === y.value

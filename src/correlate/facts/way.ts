/** What is not on the way from an entry point to a finding. */
import { spanOf } from '../../check/place.ts'
import type { Does } from '../../model/knowledge.ts'
import type { Context, Project } from '../../model/project.ts'
import type { RouteFact } from '../../model/route.ts'
import type { FunctionId } from '../../model/type.ts'
import type { About, Proof } from './about.ts'
import { isKnown } from './known.ts'

/**
 * Nothing that the entry point reaches asks a cache, and every call and decorator on the way from it to the finding is known, so none of
 * them can be a cache that is not recognised.
 */
export const noCacheOnPath: Proof = (about) => {
  const { project } = about
  const way = wayTo(about, ON_DEMAND)
  if (way === null || middlewareDoes(project, CACHING) || doesAny(project, way.context.entry.function, CACHING)) return null
  if (!way.functions.every((id) => isKnown(project, id, /cache|memo/i))) return null
  return [{ at: spanOf(project, way.context.entry.at), label: `no cache is asked on the way from ${way.context.entry.label}` }]
}

/** A request waits for it: nothing on the way starts a task, a thread or a job that would do it later. */
export const noBackgroundHop: Proof = (about) => {
  const { project } = about
  const way = wayTo(about, REQUEST)
  if (way === null || way.context.path.some(({ kind }) => kind === 'schedule' || kind === 'offload')) return null
  const { entry } = way.context
  return [{ at: spanOf(project, entry.at), label: `${entry.label} waits for it: nothing on the way hands it over` }]
}

/** Every route that leads there sends its whole answer at once. */
export const noStreaming: Proof = (about) => {
  const { project } = about
  const way = wayTo(about, REQUEST)
  if (way === null) return null
  const routes = project.facts('route').filter(({ handler }) => handler === way.context.entry.function)
  if (routes.length === 0 || !routes.every((route) => answersAtOnce(project, route))) return null
  return routes.map(({ at, methods, path }) => ({ at: spanOf(project, at), label: `${methods.join()} ${path} answers in one piece` }))
}

const ON_DEMAND: ReadonlySet<Context['kind']> = new Set<Context['kind']>([
  'loop-request',
  'loop-websocket',
  'loop-worker',
  'thread',
  'worker-process',
])
const REQUEST: ReadonlySet<Context['kind']> = new Set<Context['kind']>(['loop-request', 'thread'])

interface Way {
  readonly context: Context
  /** From the entry point to the function around the finding, each once. */
  readonly functions: readonly FunctionId[]
}

/** The most severe way of those kinds on which someone waits; null if none is known. */
const wayTo = ({ joined, project, joins }: About, kinds: ReadonlySet<Context['kind']>): Way | null => {
  const within = joins.functionOf(joined)
  const context = within === null ? undefined : project.contextsOf(within).find(({ kind }) => kinds.has(kind))
  if (within === null || context === undefined) return null
  return { context, functions: [...new Set([context.entry.function, ...context.path.map((edge) => edge.to), within])] }
}

/** What a cache looks like from outside: a cache library, or a store that is used as one. */
const CACHING: readonly Does[] = ['cache-get', 'cache-set', 'redis']

const doesAny = (project: Project, id: FunctionId, does: readonly Does[]): boolean => does.some((what) => project.does(id, what, 'all'))

const middlewareDoes = (project: Project, does: readonly Does[]): boolean =>
  project.entries.some(({ label, function: id }) => label.startsWith('middleware ') && doesAny(project, id, does))

/** Responses that are written while they are made. https://www.starlette.io/responses/ */
const PIECEMEAL = /Stream|EventSource|File/

const answersAtOnce = ({ evaluation }: Project, { handler, returns, complete }: RouteFact): boolean =>
  complete &&
  !evaluation.function(handler).generator &&
  returns.every(({ is, at }) => {
    if (is === 'unknown') return false
    if (is !== 'response' && is !== 'full') return true
    const type = evaluation.typeOf(at.file, at.value)
    return type.is === 'instance' && evaluation.mro(type.of).every((id) => !PIECEMEAL.test(evaluation.class(id).name))
  })

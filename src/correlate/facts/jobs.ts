/** What happens when work is done more often than it was asked for. */
import { argumentOf, constantArgument } from '../../check/call.ts'
import { spanOf } from '../../check/place.ts'
import type { Step } from '../../check/rule.ts'
import { nameOf } from '../../check/trail.ts'
import type { JobFact } from '../../model/job.ts'
import type { Does } from '../../model/knowledge.ts'
import type { OutboundCall } from '../../model/outbound.ts'
import type { Place, Project } from '../../model/project.ts'
import type { FunctionId } from '../../model/type.ts'
import type { Proof } from './about.ts'
import { callsIn, isKnown, targetsOf } from './known.ts'

/** The periodic job takes no lock that other processes see, and claims no rows. */
export const noLock: Proof = ({ project, joined }) => {
  const [{ place }] = joined.concern.about
  const job = project.facts('periodic-job').find(({ at }) => isSame(at, place))
  if (job === undefined || job.locked) return null
  return [{ at: spanOf(project, job.at), label: `\`${nameOf(project, job.job)}\` takes no lock that other processes see` }]
}

/**
 * The queue repeats a task that sends a mail, or posts to another service, and then does something that can fail, or that is only
 * acknowledged at its end; and nothing that could know that it was sent already stands in the way: all that the task calls is known.
 */
export const repeatsEffect: Proof = ({ project, joined }) => {
  const named = joined.concern.about.filter(({ is }) => is === 'job').map(({ place }) => place)
  const steps = project
    .facts('job')
    .filter(({ at }) => named.some((place) => isSame(place, at)))
    .flatMap((job) => stepsOf(project, job))
  return steps.length === 0 ? null : steps
}

const stepsOf = (project: Project, job: JobFact): readonly Step[] => {
  const repetition = repetitionOf(project, job)
  const effect = effectOf(project, job.function)
  if (repetition === null || effect === undefined) return []
  if (repetition === 'on failure' && !canFailAfter(project, job.function, effect)) return []
  if (runIn(project, job.function).some((id) => mayRemember(project, id))) return []
  return [
    { at: spanOf(project, job.at), label: `\`${nameOf(project, job.function)}\` is run again ${WORDS[repetition]}` },
    { at: spanOf(project, effect.at), label: `\`${effect.callee}\` has an effect outside, and nothing remembers that it happened` },
  ]
}

type Repetition = 'on failure' | 'on loss'
const WORDS: Readonly<Record<Repetition, string>> = { 'on failure': 'when it fails', 'on loss': 'when its worker dies, and when it fails' }

/** https://docs.celeryq.dev/en/stable/userguide/tasks.html#Task.acks_late */
const repetitionOf = (project: Project, { at, function: id }: JobFact): Repetition | null => {
  const late = constantArgument(project, at, 'acks_late')
  if (late?.is === 'bool' && late.value) return 'on loss'
  if (argumentOf(project, at, 'autoretry_for') >= 0) return 'on failure'
  const { file } = project.evaluation.function(id)
  const retries = callsIn(project, id).some((value) => targetsOf(project, { file, value }).some((name) => /^celery\..*\.retry$/.test(name)))
  return retries ? 'on failure' : null
}

/** It asks a store first, or calls something that is not known. */
const mayRemember = (project: Project, id: FunctionId): boolean =>
  REMEMBERS.some((what) => project.does(id, what, 'same-task')) || !isKnown(project, id, GUARD)

const REMEMBERS: readonly Does[] = ['redis', 'cache-get', 'cache-set', 'sql-read', 'sql-write', 'file']
/** What can know that an effect has happened: names are enough to doubt. */
const GUARD = /lock|once|idempot|unique|upsert|conflict|get_or_create|setnx|exists|already|dedup|claim|sent|status|key/i

const effectOf = (project: Project, id: FunctionId): OutboundCall | undefined => {
  const run = new Set(runIn(project, id))
  return project
    .facts('outboundCall')
    .find(({ within, kind, callee }) => run.has(within) && (kind === 'mail' || (kind === 'http' && callee.endsWith('.post'))))
}

/** Something that leaves the process stands behind the effect, in the function that has it or in the task itself. */
const canFailAfter = (project: Project, task: FunctionId, { at, within }: OutboundCall): boolean =>
  [task, within].some((id) => {
    const from = id === within ? at.value : edgeTo(project, task, within)
    return from >= 0 && project.effectsIn(id).some((site) => site.at.value > from)
  })

const edgeTo = (project: Project, from: FunctionId, to: FunctionId): number =>
  project.edgesFrom(from).find((edge) => edge.to === to)?.at.value ?? -1

/** The task and the functions of the project that it calls by itself. */
const runIn = (project: Project, task: FunctionId): readonly FunctionId[] => {
  const { evaluation } = project
  const called = project
    .edgesFrom(task)
    .filter(({ kind }) => kind === 'call' || kind === 'await')
    .map(({ to }) => to)
  return [task, ...new Set(called)].filter((id) => evaluation.file(evaluation.function(id).file).origin === 'project')
}

const isSame = (x: Place, y: Place): boolean => x.file === y.file && x.value === y.value

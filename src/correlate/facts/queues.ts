/** What tasks wait behind each other. */
import { passesOn } from '../../check/call.ts'
import { spanOf } from '../../check/place.ts'
import { isInManifests, mentionIn } from '../../check/service.ts'
import { nameOf } from '../../check/trail.ts'
import type { JobFact } from '../../model/job.ts'
import type { EffectSite, Project } from '../../model/project.ts'
import { Op } from '../../model/summary.ts'
import type { FunctionId } from '../../model/type.ts'
import type { Proof } from './about.ts'
import { serviceOf } from './about.ts'

/** Whoever speaks of any of these may have told tasks apart: the words only ever spare. */
const APART =
  /^(queue|queues|priority|task_routes|task_queues|task_default_queue|CELERY_(TASK_)?(ROUTES|QUEUES)|routing_key|exchange)$|_queue$/i
/** Milliseconds from which on those behind it wait noticeably. */
const HEAVY = 2000

/** Celery tasks of one service, none of which is given a queue or a priority: one takes long or has no bound, another sends a mail. */
export const heavyBesideUrgent: Proof = (about) => {
  const { project } = about
  const service = serviceOf(about)
  if (service === null || mentionIn(project, service, APART) !== null || isInManifests(project, /^-Q$|^--queues/)) return null
  const jobs = project.facts('job').filter((job) => service.files.has(job.at.file) && job.by?.startsWith('celery.') === true)
  if (jobs.some((job) => isOpen(project, job))) return null
  const urgent = jobs.find((job) => mails(project, job.function))
  const heavy = jobs.flatMap((job) => {
    const site = job === urgent ? undefined : heavySite(project, job.function)
    return site === undefined ? [] : [{ job, site }]
  })
  if (urgent === undefined || heavy.length === 0) return null
  const [{ job, site }] = heavy
  return [
    { at: spanOf(project, job.at), label: `\`${nameOf(project, job.function)}\` takes long: \`${site.callee}\`` },
    {
      at: spanOf(project, urgent.at),
      label: `\`${nameOf(project, urgent.function)}\` sends a mail that somebody waits for, from the same queue`,
    },
  ]
}

/** Options of the task are not written out. */
const isOpen = (project: Project, { at }: JobFact): boolean =>
  (project.evaluation.file(at.file).summary.values.op[at.value] as Op) === Op.Call && passesOn(project, at)

const mails = (project: Project, task: FunctionId): boolean => {
  const run = new Set(runBy(project, task))
  return project.facts('outboundCall').some(({ kind, within }) => kind === 'mail' && run.has(within))
}

const heavySite = (project: Project, task: FunctionId): EffectSite | undefined =>
  runBy(project, task)
    .flatMap((id) => project.effectsIn(id))
    .find(({ effect: { blocks } }) => (blocks?.kind === 'cpu' || blocks?.kind === 'llm') && (blocks.ms === null || blocks.ms[1] >= HEAVY))

/** Functions looked at from one task. */
const WIDEST = 300

const runBy = (project: Project, task: FunctionId): readonly FunctionId[] => {
  const seen = new Set<FunctionId>([task])
  for (const id of seen) {
    for (const { to, kind } of project.edgesFrom(id)) if ((kind === 'call' || kind === 'await') && seen.size < WIDEST) seen.add(to)
  }
  return [...seen]
}

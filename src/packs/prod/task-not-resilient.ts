import { argumentOf, passesOn } from '../../check/call.ts'
import { spanOf } from '../../check/place.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { isInManifests, mentionIn } from '../../check/service.ts'
import type { JobFact } from '../../model/job.ts'
import type { Place, Project } from '../../model/project.ts'
import type { Service } from '../../model/service.ts'
import { Op } from '../../model/summary.ts'

type Id = 'prod/task-not-resilient'

const rule: Rule<Id> = defineRule('prod/task-not-resilient', {
  *job(fact, project) {
    const at = spanOf(project, fact.at)
    const service = project.services.find(({ files }) => files.has(fact.at.file))
    const because = silenceOf(project, service, fact)
    if (because !== null) {
      yield { is: 'fine', at, because }
      return
    }
    const group = project
      .facts('job')
      .filter((job) => (service === undefined || service.files.has(job.at.file)) && silenceOf(project, service, job) === null)
    const [first] = group
    if (first === undefined || first.at.file !== fact.at.file || first.at.value !== fact.at.value) return
    const violation = {
      is: 'violation',
      at,
      subject: { is: 'job', place: fact.at },
      touches: group.map((job) => ({ is: 'job', place: job.at }) as const),
      expression: 'task',
      evidence: group.slice(0, LISTED).map((job) => ({ at: spanOf(project, job.at), label: `task \`${nameOf(project, job)}\`` })),
      data: { tasks: listed(project, group) },
    } as const
    if (group.some((job) => isRetried(project, job))) yield { ...violation, message: 'unlimited' }
    else yield { ...violation, message: 'neither' }
  },
})
export default rule

const LISTED = 10
const LIMIT = /^(task_)?(soft_)?time_limit$|^CELERYD?_TASK_(SOFT_)?TIME_LIMIT$|^task_annotations$|time-limit/i

const silenceOf = (project: Project, service: Service | undefined, job: JobFact): SilentId<Id> | null => {
  if (job.by === null || !job.by.startsWith('celery.') || /periodic_task|on_after/.test(job.by)) return 'other-queue'
  if (isGiven(project, job.at, ['time_limit', 'soft_time_limit'])) return 'limited'
  return isLimited(project, service) ? 'limited' : null
}

const limited = new WeakMap<Project, Map<Service | undefined, boolean>>()

/** Settings of the service or commands that start it limit every task. */
const isLimited = (project: Project, service: Service | undefined): boolean => {
  let known = limited.get(project)
  if (known === undefined) limited.set(project, (known = new Map<Service | undefined, boolean>()))
  let answer = known.get(service)
  if (answer === undefined) {
    answer =
      (service !== undefined && mentionIn(project, service, LIMIT) !== null) ||
      isInManifests(project, /--(soft-)?time-limit|task_(soft_)?time_limit/i)
    known.set(service, answer)
  }
  return answer
}

/** Whether a decorator names one of the options, or passes on what is not written out. */
const isGiven = (project: Project, at: Place, options: readonly string[]): boolean =>
  (project.evaluation.file(at.file).summary.values.op[at.value] as Op) === Op.Call &&
  (passesOn(project, at) || options.some((option) => argumentOf(project, at, option) >= 0))

const isRetried = (project: Project, { at }: JobFact): boolean =>
  isGiven(project, at, ['autoretry_for', 'max_retries', 'retry_backoff', 'retry_kwargs']) ||
  project.evaluation.file(at.file).summary.strings.some((text) => text === 'retry' || text === 'autoretry_for')

const nameOf = ({ evaluation }: Project, job: JobFact): string => evaluation.function(job.function).name

const listed = (project: Project, jobs: readonly JobFact[]): string => {
  const names = jobs.slice(0, 3).map((job) => `\`${nameOf(project, job)}\``)
  return jobs.length > 3 ? `${names.join(', ')} and ${jobs.length - 3} more tasks` : names.join(', ')
}

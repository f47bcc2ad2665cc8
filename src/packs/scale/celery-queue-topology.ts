import { spanOf } from '../../check/place.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { isInManifests, mentionIn } from '../../check/service.ts'
import { hopOf, nameOf } from '../../check/trail.ts'
import type { JobFact } from '../../model/job.ts'
import type { Project } from '../../model/project.ts'
import type { Service } from '../../model/service.ts'
import type { WorkCall } from '../../model/work.ts'

type Id = 'scale/celery-queue-topology'

const rule: Rule<Id> = defineRule('scale/celery-queue-topology', {
  *job(fact, project) {
    if (!isOfCelery(fact)) return
    const at = spanOf(project, fact.at)
    const service = project.services.find(({ files }) => files.has(fact.at.file))
    const jobs = project.facts('job').filter((job) => isOfCelery(job) && (service === undefined || service.files.has(job.at.file)))
    const because = silenceOf(project, service, jobs)
    if (because !== null) {
      yield { is: 'fine', at, because }
      return
    }
    // Said once for a queue, at the first task that holds the others up.
    const slow = jobs.find(({ long }) => long !== null)
    const urgent = jobs.find((job) => job.urgent !== null && job.function !== slow?.function)
    if (slow !== fact || fact.long === null || urgent === undefined || urgent.urgent === null) return
    const places = service === undefined ? null : concurrencyOf(service)
    yield {
      is: 'violation',
      at,
      subject: { is: 'job', place: fact.at },
      touches: [{ is: 'job', place: urgent.at }],
      expression: project.evaluation.function(fact.function).qualifiedName,
      evidence: [...stepsOf(project, fact, fact.long), ...stepsOf(project, urgent, urgent.urgent)],
      severity: places !== null && places <= FEW ? 'blocker' : 'major',
      message: 'found',
      data: {
        slow: nameOf(project, fact.function),
        long: fact.long.callee,
        urgent: nameOf(project, urgent.function),
        call: urgent.urgent.callee,
      },
    }
  },
})
export default rule

/** So few tasks at once are soon all slow ones. */
const FEW = 4

const isOfCelery = ({ by }: JobFact): boolean => by !== null && by.startsWith('celery.') && !/periodic_task|on_after/.test(by)

/** Words by which tasks are given queues or ranks. They only ever spare. */
const ROUTED =
  /^(task_routes|task_queues|task_create_missing_queues|CELERY_(TASK_)?(ROUTES|QUEUES)|queue|priority|task_queue_max_priority)$/

const silenceOf = (project: Project, service: Service | undefined, jobs: readonly JobFact[]): SilentId<Id> | null => {
  const isRouted = (service !== undefined && mentionIn(project, service, ROUTED) !== null) || isInManifests(project, /^(-Q|--queues)(=|$)/)
  if (isRouted) return 'routed'
  const slow = jobs.find(({ long }) => long !== null)
  return slow === undefined || !jobs.some(({ urgent, function: id }) => urgent !== null && id !== slow.function) ? 'alike' : null
}

/** Tasks that all its workers do at once; null where a command leaves it to the processors. */
const concurrencyOf = ({ processes }: Service): number | null => {
  const workers = processes.filter(
    ({ use, command }) => use === 'production' && command.server === 'celery' && command.words.includes('worker'),
  )
  const counts = workers.flatMap(({ command }) => command.workers ?? [])
  return workers.length === 0 || counts.length < workers.length ? null : counts.reduce((sum, count) => sum + count, 0)
}

const stepsOf = (project: Project, job: JobFact, { path, at, callee }: WorkCall) => [
  { at: spanOf(project, job.at), label: `task \`${nameOf(project, job.function)}\`` },
  ...path.map((edge) => hopOf(project, edge)),
  { at: spanOf(project, at), label: `calls \`${callee}\`` },
]

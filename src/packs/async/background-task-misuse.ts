import { entered, servedBy } from '../../check/entered.ts'
import { spanOf } from '../../check/place.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { hopOf, nameOf, stepsTo } from '../../check/trail.ts'
import type { Project } from '../../model/project.ts'
import type { BackgroundTaskFact, WorkCall } from '../../model/work.ts'

type Id = 'async/background-task-misuse'

const rule: Rule<Id> = defineRule('async/background-task-misuse', {
  *'background-task'(fact, project) {
    const at = spanOf(project, fact.at)
    const call = fact.long ?? fact.urgent
    const because = silenceOf(fact, project)
    if (because !== null || call === null) {
      yield { is: 'fine', at, because: because ?? 'short' }
      return
    }
    const context = servedBy(project, fact.within)
    const data = { work: nameOf(project, fact.runs), call: call.callee, entry: entered(project, fact.within, context) }
    const violation = {
      is: 'violation',
      at,
      subject: { is: 'call', place: fact.at },
      touches: [{ is: 'call', place: call.at }],
      expression: project.evaluation.function(fact.runs).qualifiedName,
      evidence: [...stepsTo(project, context), ...wayTo(project, call)],
      root: { at: spanOf(project, call.at), callee: call.callee },
    } as const
    if (fact.long === null)
      yield { ...violation, message: 'urgent', data: { ...data, what: call.kind === 'mail' ? 'the mail' : 'the payment' } }
    else yield { ...violation, message: 'long', data: { ...data, what: call.kind === 'model' ? 'waits for a language model' : 'computes' } }
  },
})
export default rule

/** Durable queues: where one is at hand, and the work is not given to it, somebody has chosen. */
const DURABLE = /celery|dramatiq|arq|taskiq|rq|procrastinate|huey/

const silenceOf = ({ long, urgent, at }: BackgroundTaskFact, project: Project): SilentId<Id> | null => {
  if (long === null && urgent === null) return 'short'
  const service = project.services.find(({ files }) => files.has(at.file))
  return service !== undefined && DURABLE.test(service.snapshot.background?.value ?? '') ? 'queue' : null
}

const wayTo = (project: Project, { path, at, callee }: WorkCall) => [
  ...path.map((edge) => hopOf(project, edge)),
  { at: spanOf(project, at), label: `calls \`${callee}\`` },
]

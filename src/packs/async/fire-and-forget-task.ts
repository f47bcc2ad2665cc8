import { entered, servedBy } from '../../check/entered.ts'
import { spanOf } from '../../check/place.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { nameOf, stepsTo } from '../../check/trail.ts'
import type { TaskFact } from '../../model/concurrency.ts'
import type { Project } from '../../model/project.ts'

const rule: Rule<'async/fire-and-forget-task'> = defineRule('async/fire-and-forget-task', {
  *task(fact, project) {
    const at = spanOf(project, fact.at)
    if (fact.holder === 'kept' || fact.holder === 'observed') {
      yield { is: 'fine', at, because: fact.holder }
      return
    }
    const context = servedBy(project, fact.within)
    yield {
      is: 'violation',
      at,
      subject: { is: 'call', place: fact.at },
      expression: fact.callee,
      evidence: stepsTo(project, context),
      severity: context === null ? 'minor' : 'major',
      message: fact.holder,
      data: { work: workOf(fact, project), entry: entered(project, fact.within, context) },
    }
  },
})
export default rule

const workOf = ({ runs, work }: TaskFact, project: Project): string => {
  if (runs !== null) return nameOf(project, runs)
  return work === '' ? 'its coroutine' : work
}

import { spanOf } from '../../check/place.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { nameOf, stepsTo } from '../../check/trail.ts'
import type { Does } from '../../model/knowledge.ts'
import type { PeriodicJob } from '../../model/state.ts'
import { deployedAs } from './deployed.ts'

type Id = 'scale/scheduler-in-web-process'

const rule: Rule<Id> = defineRule('scale/scheduler-in-web-process', {
  *'periodic-job'(fact, project) {
    const at = spanOf(project, fact.at)
    const because = silenceOf(fact)
    if (because !== null) {
      yield { is: 'fine', at, because }
      return
    }
    const { processes, said } = deployedAs(project, fact.at.file)
    const isSeveral = processes !== null && processes > 1
    const job = nameOf(project, fact.job)
    const violation = {
      is: 'violation',
      at,
      subject: { is: 'job', place: fact.at },
      expression: project.evaluation.function(fact.job).qualifiedName,
      evidence: stepsTo(project, fact.context),
      severity: isSeveral ? 'blocker' : 'major',
      confidence: fact.by === 'loop' && fact.seconds === null ? 'medium' : 'high',
    } as const
    const data = { job, what: whatOf(fact.does), every: fact.seconds === null ? 'again and again' : `every ${fact.seconds} s`, said }
    if (isSeveral) yield { ...violation, message: 'several', data: { ...data, times: String(processes) } }
    else yield { ...violation, message: 'single', data }
  },
})
export default rule

/** Less is the upkeep of a process, or waits for work. */
const SHORTEST = 30

const silenceOf = ({ does, locked, seconds, by }: PeriodicJob): SilentId<Id> | null => {
  if (locked) return 'locked'
  if (by === 'loop' && seconds !== null && seconds < SHORTEST) return 'upkeep'
  return does.some((what) => what === 'sql-write' || what === 'commit' || what === 'publishes') ? null : 'no-effect'
}

const whatOf = (does: readonly Does[]): string =>
  does.includes('sql-write') || does.includes('commit') ? 'writes to the database' : 'publishes messages'

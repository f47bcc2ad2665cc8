import { entered, servedBy } from '../../check/entered.ts'
import { spanOf } from '../../check/place.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { stepsTo } from '../../check/trail.ts'
import type { WaitFact } from '../../model/concurrency.ts'
import type { Context, Project } from '../../model/project.ts'

type Id = 'async/missing-timeout'

const rule: Rule<Id> = defineRule('async/missing-timeout', {
  *wait(fact, project) {
    const at = spanOf(project, fact.at)
    const context = servedBy(project, fact.within)
    const because = silenceOf(fact, project, context)
    if (because !== null) {
      yield { is: 'fine', at, because }
      return
    }
    const isAsked = context?.kind === 'loop-request'
    yield {
      is: 'violation',
      at,
      subject: { is: 'call', place: fact.at },
      expression: fact.callee,
      evidence: stepsTo(project, context),
      severity: isAsked ? 'major' : 'minor',
      confidence: context?.ordinary === false ? 'low' : 'medium',
      message: isAsked ? 'request' : 'outside',
      data: { call: fact.callee, answers: ANSWERS[fact.kind], entry: entered(project, fact.within, context) },
    }
  },
})
export default rule

const ANSWERS: Readonly<Record<WaitFact['kind'], string>> = {
  queue: 'puts something in',
  event: 'sets it',
  process: 'ends the process',
  connection: 'answers at the other side',
  stream: 'sends at the other side',
}

const ENDS: Readonly<Record<NonNullable<WaitFact['ends']>, SilentId<Id>>> = {
  told: 'ended',
  read: 'read',
  itself: 'own-limit',
  filled: 'filled',
}

const silenceOf = (fact: WaitFact, { evaluation }: Project, context: Context | null): SilentId<Id> | null => {
  if (fact.deadline === 'here') return 'deadline'
  if (fact.deadline === 'on-the-way') return 'deadline-on-the-way'
  if (fact.ends !== null) return ENDS[fact.ends]
  if (context === null) return 'unserved'
  if (fact.kind === 'process' || fact.kind === 'connection') return null
  // A stream of a response is ended by its client; a consumer in the background lives as long as the service.
  const isItsJob = context.kind !== 'loop-request' || (fact.within >= 0 && evaluation.function(fact.within).generator)
  return isItsJob ? 'waiting-is-its-job' : null
}

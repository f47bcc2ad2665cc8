import { entered, servedBy } from '../../check/entered.ts'
import { spanOf } from '../../check/place.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { stepsTo } from '../../check/trail.ts'
import type { FanOutFact } from '../../model/concurrency.ts'
import type { Does } from '../../model/knowledge.ts'

type Id = 'async/unbounded-fan-out'

const rule: Rule<Id> = defineRule('async/unbounded-fan-out', {
  *'fan-out'(fact, project) {
    const at = spanOf(project, fact.at)
    const because = silenceOf(fact)
    if (because !== null) {
      yield { is: 'fine', at, because }
      return
    }
    const context = servedBy(project, fact.within)
    const isAsked = context?.kind === 'loop-request' || context?.kind === 'loop-websocket'
    yield {
      is: 'violation',
      at,
      subject: { is: 'call', place: fact.member },
      touches: [{ is: 'call', place: fact.at }],
      expression: `${fact.callee} ${fact.work}`,
      evidence: [...stepsTo(project, context), { at: spanOf(project, fact.member), label: `\`${fact.work}\` is called for every element` }],
      severity: isAsked ? 'major' : 'minor',
      message: 'found',
      data: {
        callee: fact.callee,
        work: fact.work,
        over: fact.over === '' ? 'what it walks over' : `\`${fact.over}\``,
        what: whatOf(fact.does),
        entry: entered(project, fact.within, context),
      },
    }
  },
})
export default rule

const silenceOf = ({ trip, limited, does }: FanOutFact): SilentId<Id> | null => {
  if (trip === 'small') return 'few'
  if (trip === 'batch') return 'batches'
  if (limited) return 'limited'
  if (does.length === 0) return 'local'
  return trip === 'unknown' ? 'unsized' : null
}

const whatOf = (does: readonly Does[]): string => {
  if (does.some((what) => /^(sql|commit)/.test(what))) return 'the database'
  if (does.includes('http')) return 'another service'
  return does.includes('publishes') ? 'a broker' : 'Redis'
}

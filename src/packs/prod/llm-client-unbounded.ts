import { spanOf } from '../../check/place.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { entryOf, servingContext, wayTo } from './serving.ts'

type Id = 'prod/llm-client-unbounded'

const rule: Rule<Id> = defineRule('prod/llm-client-unbounded', {
  *client(fact, project) {
    if (fact.kind !== 'llm') return
    const at = spanOf(project, fact.at)
    if (fact.bound.is === 'bounded') yield { is: 'fine', at, because: fact.bound.by === 'default' ? 'library-default' : 'timed' }
    else if (fact.bound.is === 'unknown') yield { is: 'unknown', at, why: 'unknown-member' }
    else if (fact.timedCalls) yield { is: 'fine', at, because: 'timed-calls' }
    else {
      const violation = {
        is: 'violation',
        at,
        subject: { is: 'call', place: fact.at },
        touches: [{ is: 'resource', place: fact.at }],
        expression: fact.callee,
        evidence: wayTo(project, fact),
        severity: servingContext(project, fact) === undefined && fact.within >= 0 ? 'minor' : 'major',
      } as const
      const data = { client: fact.callee, entry: entryOf(project, fact) }
      if (fact.bound.is === 'unbounded') yield { ...violation, message: 'unbounded', data }
      else yield { ...violation, message: 'long', data: { ...data, seconds: String(fact.bound.seconds) } }
    }
  },
})
export default rule

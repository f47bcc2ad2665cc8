import { spanOf } from '../../check/place.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { entryOf, servingContext, wayTo } from './serving.ts'

type Id = 'prod/redis-client-fragile'

const rule: Rule<Id> = defineRule('prod/redis-client-fragile', {
  *client(fact, project) {
    if (fact.kind !== 'redis') return
    const at = spanOf(project, fact.at)
    if (fact.bound.is === 'bounded') yield { is: 'fine', at, because: 'timed' }
    else if (fact.bound.is === 'unknown') yield { is: 'unknown', at, why: 'unknown-member' }
    else
      yield {
        is: 'violation',
        at,
        subject: { is: 'call', place: fact.at },
        touches: [{ is: 'resource', place: fact.at }],
        expression: fact.callee,
        evidence: wayTo(project, fact),
        severity: servingContext(project, fact) === undefined ? 'minor' : 'major',
        message: 'untimed',
        data: { client: fact.callee, entry: entryOf(project, fact) },
      }
  },
})
export default rule

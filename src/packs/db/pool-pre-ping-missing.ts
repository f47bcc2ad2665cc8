import { spanOf } from '../../check/place.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { addedKeyword, databaseOf, isWrapped, makerOf, poolless, whereOf } from './engines.ts'

type Id = 'db/pool-pre-ping-missing'

const rule: Rule<Id> = defineRule('db/pool-pre-ping-missing', {
  *engine(fact, project) {
    const at = spanOf(project, fact.at)
    const ping = fact.settings.get('pool_pre_ping')
    const isGiven = fact.settings.has('pool_pre_ping')
    const because = poolless(fact)
    if (because !== null) yield { is: 'fine', at, because }
    else if (isGiven && (ping === undefined || (ping.is === 'bool' && ping.value))) yield { is: 'fine', at, because: 'enabled' }
    else if (!isGiven && fact.open) yield { is: 'fine', at, because: 'undetermined' }
    else {
      const data = { dialect: databaseOf(fact), call: makerOf(fact), where: whereOf(project, fact.created) }
      const violation = {
        is: 'violation',
        at,
        subject: { is: 'resource', place: fact.created },
        expression: fact.callee,
        evidence: [{ at: spanOf(project, fact.created), label: `\`${makerOf(fact)}\` makes the engine` }],
      } as const
      if (isWrapped(fact)) yield { ...violation, message: 'wrapped', data }
      else if (isGiven) yield { ...violation, message: 'off', data }
      else yield { ...violation, message: 'unset', data, edits: addedKeyword(project, fact.created, 'pool_pre_ping=True') }
    }
  },
})
export default rule

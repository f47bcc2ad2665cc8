import { spanOf } from '../../check/place.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { entered, servedBy } from '../../check/entered.ts'
import { stepsTo } from '../../check/trail.ts'

const rule: Rule<'scale/lock-without-safety'> = defineRule('scale/lock-without-safety', {
  *'shared-lock'(fact, project) {
    const at = spanOf(project, fact.at)
    if (fact.ends === 'timed' || fact.ends === 'unknown') {
      yield { is: 'fine', at, because: fact.ends === 'timed' ? 'timed' : 'undetermined' }
      return
    }
    const context = servedBy(project, fact.within)
    yield {
      is: 'violation',
      at,
      subject: { is: 'call', place: fact.at },
      expression: fact.callee,
      evidence: stepsTo(project, context),
      message: fact.ends,
      data: { call: fact.callee, entry: entered(project, fact.within, context) },
    }
  },
})
export default rule

import { spanOf } from '../../check/place.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { stepsTo } from '../../check/trail.ts'
import { atMost } from '../../check/severity.ts'
import { elementOf, entryOf, lineOf, severityOf } from './trail.ts'

type Id = 'db/row-by-row-write'

const rule: Rule<Id> = defineRule('db/row-by-row-write', {
  *'looped-write'(fact, project) {
    const at = spanOf(project, fact.at)
    if (fact.spared !== null) {
      yield { is: 'fine', at, because: fact.spared }
      return
    }
    const { loop, what, call } = fact
    const severity = fact.minor || what !== 'commit' ? 'minor' : 'major'
    yield {
      is: 'violation',
      at,
      subject: { is: 'function', place: fact.at },
      expression: what === 'commit' ? call : `${call}.${what}`,
      severity: atMost(severity, severityOf(fact.context)),
      evidence: [...stepsTo(project, fact.context), { at: spanOf(project, loop), label: 'the loop' }],
      message: what === 'commit' ? 'commit' : 'statement',
      data: {
        call,
        what: what.toUpperCase(),
        item: elementOf(project, loop),
        loop: lineOf(project, loop),
        entry: entryOf(project, fact.context, fact.within),
      },
    }
  },
})
export default rule

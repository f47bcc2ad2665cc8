import { spanOf } from '../../check/place.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { stepsTo } from '../../check/trail.ts'
import { entryOf } from './trail.ts'

type Id = 'db/load-rows-to-count'

const rule: Rule<Id> = defineRule('db/load-rows-to-count', {
  *'counted-rows'(fact, project) {
    const at = spanOf(project, fact.at)
    if (fact.spared !== null) {
      yield { is: 'fine', at, because: fact.spared }
      return
    }
    const { callee } = fact.query
    yield {
      is: 'violation',
      at,
      subject: { is: 'function', place: fact.at },
      expression: callee,
      // One row is what most such lists hold: the table decides, and it is not known.
      severity: fact.use === 'count' ? 'major' : 'minor',
      evidence: [
        ...stepsTo(project, fact.context),
        { at: spanOf(project, fact.query.at), label: `\`${callee}\` sends the query` },
        { at: spanOf(project, fact.rows), label: 'every row is loaded here' },
      ],
      message: fact.use,
      data: { query: callee, entry: entryOf(project, fact.context, fact.within) },
    }
  },
})
export default rule

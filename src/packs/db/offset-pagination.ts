import { spanOf } from '../../check/place.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { stepsTo } from '../../check/trail.ts'
import { entryOf } from './trail.ts'

type Id = 'db/offset-pagination'

const rule: Rule<Id> = defineRule('db/offset-pagination', {
  *'skipped-rows'(fact, project) {
    const at = spanOf(project, fact.at)
    if (fact.order !== 'unordered') {
      yield { is: 'fine', at, because: fact.order === 'unknown' ? 'undetermined' : fact.order }
      return
    }
    yield {
      is: 'violation',
      at,
      subject: { is: 'function', place: fact.at },
      expression: fact.query.callee,
      evidence: [
        ...stepsTo(project, fact.context),
        { at: spanOf(project, fact.query.at), label: `\`${fact.query.callee}\` sends the statement` },
      ],
      message: 'unordered',
      data: { query: fact.query.callee, entry: entryOf(project, fact.context, fact.within) },
    }
  },
})
export default rule

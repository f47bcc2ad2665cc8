import { spanOf } from '../../check/place.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { inputOf, isNamed } from './injection.ts'
import { bound, placeOf, sinkName, stepsOf } from './sql.ts'

const rule: Rule<'sec/sql-injection'> = defineRule('sec/sql-injection', {
  *sink(fact, project) {
    if (fact.kind !== 'sql') return
    const at = spanOf(project, placeOf(fact))
    const reached = fact.hole ?? fact.whole
    if (reached === null) {
      yield { is: 'fine', at, because: 'constant' }
      return
    }
    if (reached.origin !== 'request' && reached.origin !== 'llm') {
      if (reached.origin === 'unresolved') yield { is: 'unknown', at, why: 'unsupported' }
      else yield { is: 'fine', at, because: reached.origin === 'configuration' ? 'configuration' : 'not-external' }
      return
    }
    if (!isNamed(project, reached)) {
      yield { is: 'unknown', at, why: 'unsupported' }
      return
    }
    const violation = {
      is: 'violation',
      at,
      subject: { is: 'call', place: fact.at },
      touches: inputOf(reached.hops),
      expression: fact.callee,
      evidence: stepsOf(project, reached.hops, fact),
      edits: bound(fact, project),
    } as const
    const data = { sink: sinkName(fact), source: reached.source }
    if (fact.hole === null) yield { ...violation, message: 'whole', data }
    else if (fact.hole.quoted) yield { ...violation, message: 'quoted', data: { ...data, hole: fact.hole.name } }
    else yield { ...violation, message: 'formatted', data: { ...data, hole: fact.hole.name } }
  },
})
export default rule

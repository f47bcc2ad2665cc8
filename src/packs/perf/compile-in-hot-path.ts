import { spanOf } from '../../check/place.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { namesAlong, nameOf, stepsTo, written } from '../../check/trail.ts'
import { sparedAsPrepared } from './prepared.ts'

type Id = 'perf/compile-in-hot-path'

const rule: Rule<Id> = defineRule('perf/compile-in-hot-path', {
  *prepared(fact, project) {
    if (fact.kind !== 'adapter' && fact.kind !== 'template') return
    const at = spanOf(project, fact.at)
    const { context, callee } = fact
    const because = sparedAsPrepared(project, fact) ?? (fact.constant ? null : 'varies')
    if (because !== null || context === null) {
      if (because !== null) yield { is: 'fine', at, because }
      return
    }
    yield {
      is: 'violation',
      at,
      subject: { is: 'call', place: fact.at },
      expression: callee,
      evidence: [...stepsTo(project, context), { at, label: `\`${callee}\` compiles the same again` }],
      confidence: fact.ordinary ? 'high' : 'low',
      message: fact.kind,
      data: {
        call: callee,
        function: nameOf(project, fact.within),
        through: written([context.entry.label, ...namesAlong(project, context.path)]),
      },
    }
  },
})
export default rule

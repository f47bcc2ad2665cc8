import { lineOf } from '../../check/loop.ts'
import { spanOf } from '../../check/place.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { stepsTo } from '../../check/trail.ts'
import { isOwnWork, unwaited, wayTo } from './waited.ts'

type Id = 'perf/quadratic-or-copying-loop'

const rule: Rule<Id> = defineRule('perf/quadratic-or-copying-loop', {
  *quadratic(fact, project) {
    const at = spanOf(project, fact.at)
    const context = wayTo(project, fact.within)
    const because = unwaited(project, fact.at, context) ?? (context !== null && isOwnWork(context) ? 'startup' : fact.spared)
    if (because !== null || context === null) {
      if (because !== null) yield { is: 'fine', at, because }
      return
    }
    const violation = {
      is: 'violation',
      at,
      subject: { is: 'call', place: fact.at },
      expression: `${fact.kind} ${fact.over}`,
      evidence: [...stepsTo(project, context), { at: spanOf(project, fact.loop), label: 'the loop' }],
    } as const
    const data = { loop: lineOf(project, fact.loop), entry: context.entry.label }
    if (fact.kind === 'bytes')
      yield { ...violation, message: 'bytes', data: { ...data, name: fact.over === '' ? 'what was there' : `\`${fact.over}\`` } }
    else yield { ...violation, message: 'rebuilt', data: { ...data, over: fact.over === '' ? 'the same elements' : `\`${fact.over}\`` } }
  },
})
export default rule

import { entered, servedBy } from '../../check/entered.ts'
import { spanOf } from '../../check/place.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { stepsTo } from '../../check/trail.ts'

const rule: Rule<'async/thread-lock-across-await'> = defineRule('async/thread-lock-across-await', {
  *'held-lock'(fact, project) {
    const at = spanOf(project, fact.at)
    const [first] = fact.awaits
    if (fact.kind === 'task' || first === undefined) {
      yield { is: 'fine', at, because: fact.kind === 'task' ? 'task-lock' : 'no-await' }
      return
    }
    const context = servedBy(project, fact.within)
    const isAsked = context?.kind === 'loop-request' || context?.kind === 'loop-websocket'
    yield {
      is: 'violation',
      at,
      subject: { is: 'call', place: fact.at },
      expression: fact.type,
      evidence: [...stepsTo(project, context), { at: spanOf(project, first), label: `gives way while \`${fact.name}\` is held` }],
      severity: context === null ? 'major' : 'blocker',
      standard: isAsked ? 'no blocking call in an async endpoint' : null,
      message: 'held',
      data: { lock: fact.name, type: fact.type, entry: entered(project, fact.within, context) },
    }
  },
})
export default rule

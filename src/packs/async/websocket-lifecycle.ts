import { entered, servedBy } from '../../check/entered.ts'
import { spanOf } from '../../check/place.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { stepsTo } from '../../check/trail.ts'
import type { ProcessStateFact } from '../../model/state.ts'

type Id = 'async/websocket-lifecycle'

const rule: Rule<Id> = defineRule('async/websocket-lifecycle', {
  *broadcast(fact, project) {
    const at = spanOf(project, fact.at)
    const context = servedBy(project, fact.within)
    if (context === null || (fact.deadline && !fact.live)) {
      yield { is: 'fine', at, because: context === null ? 'unserved' : 'deadline' }
      return
    }
    const violation = {
      is: 'violation',
      at,
      subject: { is: 'call', place: fact.at },
      expression: fact.over,
      evidence: stepsTo(project, context),
      severity: fact.live ? 'major' : 'minor',
    } as const
    const over = fact.over === '' ? 'the sockets' : `\`${fact.over}\``
    const data = { over, entry: entered(project, fact.within, context) }
    yield fact.live ? { ...violation, message: 'live', data } : { ...violation, message: 'slow', data }
  },

  *'process-state'(fact, project) {
    if (fact.role !== 'websocket') return
    const at = spanOf(project, fact.at)
    const because = keptBecause(fact)
    const put = fact.uses.find(({ is }) => is === 'write')
    if (because !== null || put === undefined) {
      yield { is: 'fine', at, because: because ?? 'removed' }
      return
    }
    const context = servedBy(project, put.within)
    yield {
      is: 'violation',
      at,
      subject: { is: 'resource', place: fact.at },
      touches: [{ is: 'call', place: put.at }],
      expression: fact.name,
      evidence: [...stepsTo(project, context), { at: spanOf(project, put.at), label: 'puts a socket in' }],
      message: 'kept',
      data: { name: fact.name, entry: entered(project, put.within, context) },
    }
  },
})
export default rule

const keptBecause = ({ uses }: ProcessStateFact): SilentId<Id> | null => {
  if (uses.some(({ is }) => is === 'removal')) return 'removed'
  // Handed to somebody else, who may remove from it.
  return uses.some(({ is }) => is === 'other') ? 'handed-on' : null
}

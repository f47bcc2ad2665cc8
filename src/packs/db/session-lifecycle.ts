import { spanOf } from '../../check/place.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { atMost } from '../../check/severity.ts'
import { stepsTo } from '../../check/trail.ts'
import { entryOf, severityOf } from './trail.ts'

type Id = 'db/session-lifecycle'

const rule: Rule<Id> = defineRule('db/session-lifecycle', {
  *'opened-session'(fact, project) {
    const at = spanOf(project, fact.at)
    const { fate, close } = fact
    if (!fact.used) yield { is: 'fine', at, because: 'unused' }
    else if (fate === 'closed' || fate === 'handed-on') yield { is: 'fine', at, because: fate }
    else {
      const violation = {
        is: 'violation',
        at,
        subject: { is: 'resource', place: fact.at },
        expression: fact.session,
        severity: atMost(fate === 'leaked' ? 'major' : 'minor', severityOf(fact.context)),
        evidence: [
          ...stepsTo(project, fact.context),
          ...(close === null ? [] : [{ at: spanOf(project, close), label: 'closed here, where no error has come before' }]),
        ],
        data: { session: fact.session, name: fact.name ?? 'session', entry: entryOf(project, fact.context, fact.within) },
      } as const
      yield { ...violation, message: fate === 'leaked' ? 'leaked' : 'skipped' }
    }
  },
})
export default rule

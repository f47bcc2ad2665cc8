import { entered } from '../../check/entered.ts'
import { spanOf } from '../../check/place.ts'
import { sparedByRole } from '../../check/role.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { stepsTo } from '../../check/trail.ts'
import { wayTo } from './waited.ts'

type Id = 'perf/serialise-twice'

const rule: Rule<Id> = defineRule('perf/serialise-twice', {
  *reencoded(fact, project) {
    const at = spanOf(project, fact.at)
    const context = wayTo(project, fact.within)
    if (sparedByRole(project, fact.at.file) !== null || context === null) {
      yield { is: 'fine', at, because: context === null ? 'unserved' : 'script' }
      return
    }
    const isAnswer = fact.returned && context.path.length === 0
    const violation = {
      is: 'violation',
      at,
      subject: { is: 'call', place: fact.at },
      expression: `${fact.reader} ${fact.writer}`,
      evidence: [...stepsTo(project, context), { at: spanOf(project, fact.written), label: `\`${fact.writer}\` writes the text` }],
      severity: 'minor',
    } as const
    const data = { model: fact.model, writer: fact.writer, reader: fact.reader, entry: entered(project, fact.within, context) }
    yield { ...violation, message: isAnswer ? 'answer' : 'value', data }
  },
})
export default rule

import { spanOf } from '../../check/place.ts'
import { sparedByRole } from '../../check/role.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'

const SHOWN = 5

const rule: Rule<'api/naive-datetime-field'> = defineRule('api/naive-datetime-field', {
  *'naive-times'({ file, times }, project) {
    const sent = times.filter(({ answered }) => answered)
    const shown = sent.length > 0 ? sent : times
    const [first] = shown
    const at = spanOf(project, first.at)
    const because = sparedByRole(project, file)
    if (because !== null) {
      yield { is: 'fine', at, because }
      return
    }
    yield {
      is: 'violation',
      at,
      subject: { is: 'model', place: first.at },
      expression: `naive times in ${project.evaluation.file(file).summary.path}`,
      evidence: shown.slice(0, SHOWN).map((time) => ({ at: spanOf(project, time.at), label: `becomes \`${time.model}.${time.field}\`` })),
      message: sent.length > 0 ? 'file' : 'kept',
      severity: sent.length > 0 ? 'minor' : 'suggestion',
      data: { field: `${first.model}.${first.field}`, count: shown.length === 1 ? 'one field' : `${shown.length} fields` },
    }
  },
})
export default rule

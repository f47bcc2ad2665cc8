import { spanOf } from '../../check/place.ts'
import { sparedByRole } from '../../check/role.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'

const SHOWN = 5

const rule: Rule<'api/naive-datetime-field'> = defineRule('api/naive-datetime-field', {
  *'naive-times'({ file, times }, project) {
    const [first] = times
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
      evidence: times.slice(0, SHOWN).map((time) => ({ at: spanOf(project, time.at), label: `becomes \`${time.model}.${time.field}\`` })),
      message: 'file',
      data: { field: `${first.model}.${first.field}`, count: times.length === 1 ? 'one field' : `${times.length} fields` },
    }
  },
})
export default rule

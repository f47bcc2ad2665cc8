import { spanOf } from '../../check/place.ts'
import { sparedByRole } from '../../check/role.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { replacements } from './outdated.ts'

const SHOWN = 5

const rule: Rule<'api/deprecated-fastapi-api'> = defineRule('api/deprecated-fastapi-api', {
  *outdated({ library, file, uses }, project) {
    if (library !== 'fastapi') return
    const at = spanOf(project, uses[0].at)
    const role = sparedByRole(project, file)
    if (role !== null) {
      yield { is: 'fine', at, because: role }
      return
    }
    yield {
      is: 'violation',
      at,
      subject: { is: 'function', place: uses[0].at },
      expression: `outdated ${library} in ${project.evaluation.file(file).summary.path}`,
      evidence: uses.slice(0, SHOWN).map((use) => ({ at: spanOf(project, use.at), label: `${use.old} is ${use.instead} now` })),
      message: 'file',
      data: { count: uses.length === 1 ? 'one place' : `${uses.length} places`, uses: replacements(uses) },
    }
  },
})
export default rule

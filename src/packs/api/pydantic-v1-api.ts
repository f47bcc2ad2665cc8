import { spanOf } from '../../check/place.ts'
import { sparedByRole } from '../../check/role.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { inFile } from './outdated.ts'

const rule: Rule<'api/pydantic-v1-api'> = defineRule('api/pydantic-v1-api', {
  *outdated(fact, project) {
    if (fact.library !== 'pydantic') return
    const role = sparedByRole(project, fact.file)
    if (role === null) yield { ...inFile(fact, project), message: 'file' }
    else yield { is: 'fine', at: spanOf(project, fact.uses[0].at), because: role }
  },
})
export default rule

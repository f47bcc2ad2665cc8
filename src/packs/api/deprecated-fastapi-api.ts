import { spanOf } from '../../check/place.ts'
import { sparedByRole } from '../../check/role.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { inFile } from './outdated.ts'

const rule: Rule<'api/deprecated-fastapi-api'> = defineRule('api/deprecated-fastapi-api', {
  *outdated(fact, project) {
    if (fact.library !== 'fastapi') return
    const role = sparedByRole(project, fact.file)
    if (role !== null) {
      yield { is: 'fine', at: spanOf(project, fact.uses[0].at), because: role }
      return
    }
    const unchecked = fact.uses.filter((use) => use.unchecked === true)
    const renamed = fact.uses.filter((use) => use.unchecked !== true)
    if (unchecked.length > 0) {
      const found = inFile({ ...fact, uses: unchecked }, project)
      yield { ...found, expression: `unchecked ${found.expression}`, message: 'unchecked' }
    }
    if (renamed.length > 0) yield { ...inFile({ ...fact, uses: renamed }, project), severity: 'minor', message: 'file' }
  },
})
export default rule

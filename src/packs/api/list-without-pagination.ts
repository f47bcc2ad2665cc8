import { spanOf } from '../../check/place.ts'
import { sparedByRole } from '../../check/role.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { labelOf } from './labels.ts'

const rule: Rule<'api/list-without-pagination'> = defineRule('api/list-without-pagination', {
  *'list-answer'(fact, project) {
    const at = spanOf(project, fact.rows)
    const { route, entity, bounded } = fact
    const because = sparedByRole(project, route.at.file) ?? bounded
    if (because !== null) {
      yield { is: 'fine', at, because }
      return
    }
    const violation = {
      is: 'violation',
      at,
      subject: { is: 'route', place: route.at },
      touches: [{ is: 'call', place: fact.rows }],
      expression: `rows of ${entity} for ${labelOf(route)}`,
      evidence: [
        { at: spanOf(project, route.at), label: labelOf(route) },
        ...fact.path.map((call) => ({ at: spanOf(project, call), label: 'asks for the rows here' })),
      ],
    } as const
    const data = { route: labelOf(route), entity }
    if (fact.filtered) yield { ...violation, severity: 'minor', message: 'filtered', data }
    else yield { ...violation, message: 'all', data }
  },
})
export default rule

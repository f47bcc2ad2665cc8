import { spanOf } from '../../check/place.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'

const rule: Rule<'scale/pagination-uncapped'> = defineRule('scale/pagination-uncapped', {
  *'page-size'(fact, project) {
    const at = spanOf(project, fact.at)
    if (fact.capped !== null) {
      yield { is: 'fine', at, because: fact.capped }
      return
    }
    const { route } = fact
    yield {
      is: 'violation',
      at,
      subject: { is: 'route', place: route.at },
      touches: [{ is: 'call', place: fact.statement }],
      expression: fact.name,
      evidence: [
        { at: spanOf(project, route.at), label: `${route.methods.join(', ')} ${route.path}` },
        ...fact.path.map((call) => ({ at: spanOf(project, call), label: `hands \`${fact.name}\` on` })),
        { at: spanOf(project, fact.statement), label: 'is the LIMIT of this statement' },
      ],
      message: 'found',
      data: { name: fact.name, route: `${route.methods.join(', ')} ${route.path}` },
    }
  },
})
export default rule

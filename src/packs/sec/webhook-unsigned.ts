import { spanOf } from '../../check/place.ts'
import { sparedByRole } from '../../check/role.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'

const rule: Rule<'sec/webhook-unsigned'> = defineRule('sec/webhook-unsigned', {
  *webhook({ route, sender }, project) {
    const at = spanOf(project, route.at)
    const role = sparedByRole(project, route.at.file)
    if (role !== null) yield { is: 'fine', at, because: role }
    else if (route.auth.state === 'required') yield { is: 'fine', at, because: 'guarded' }
    else if (sender !== 'nothing') yield { is: 'fine', at, because: sender }
    else if (route.auth.state !== 'public' || !route.complete || route.conditional) yield { is: 'unknown', at, why: 'unsupported' }
    else {
      const handler = project.evaluation.function(route.handler)
      yield {
        is: 'violation',
        at,
        subject: { is: 'route', place: route.at },
        expression: `${route.methods.join()} ${route.local}`,
        evidence: [],
        message: 'unsigned',
        data: { route: `${route.methods.join()} ${route.path}`, handler: handler.name },
      }
    }
  },
})
export default rule

import { spanOf } from '../../check/place.ts'
import { sparedByRole } from '../../check/role.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'

/** A URL that a path stands for. */
const exampleOf = (path: string): string => path.replaceAll(/\{([A-Za-z_]\w*)(?::[a-z]+)?\}/g, '{$1}')

const rule: Rule<'api/unreachable-route'> = defineRule('api/unreachable-route', {
  *route(fact, project) {
    const at = spanOf(project, fact.at)
    const role = sparedByRole(project, fact.at.file)
    const earlier = fact.shadowedBy
    if (role !== null || earlier === null) {
      yield { is: 'fine', at, because: role ?? 'reachable' }
      return
    }
    const nameOf = (id: number): string => project.evaluation.function(id).name
    const violation = {
      is: 'violation',
      at,
      subject: { is: 'route', place: fact.at },
      expression: `${fact.methods.join()} ${fact.path}`,
      evidence: [{ at: spanOf(project, earlier.at), label: `${earlier.methods.join()} ${earlier.path} is registered before` }],
      confidence: fact.steps.length > 1 && fact.steps[0].at.value !== earlier.steps[0].at.value ? 'medium' : 'high',
    } as const
    const data = { method: fact.methods[0], example: exampleOf(fact.path), handler: nameOf(fact.handler), earlier: nameOf(earlier.handler) }
    if (earlier.path === fact.path) yield { ...violation, message: 'duplicate', data }
    else yield { ...violation, message: 'shadowed', data: { ...data, pattern: earlier.path } }
  },
})
export default rule

import { spanOf } from '../../check/place.ts'
import { sparedByRole } from '../../check/role.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'

const rule: Rule<'api/ignored-dependencies'> = defineRule('api/ignored-dependencies', {
  *route(fact, project) {
    const role = sparedByRole(project, fact.at.file)
    const { ignored } = fact
    if (role !== null || ignored === null) {
      yield { is: 'fine', at: spanOf(project, fact.at), because: role ?? 'none' }
      return
    }
    const names = ignored.names.map((name) => `\`${name}\``).join(', ')
    const data = { method: fact.methods[0], path: fact.path, names, handler: project.evaluation.function(fact.handler).name }
    const violation = {
      is: 'violation',
      at: spanOf(project, ignored.at),
      subject: { is: 'route', place: fact.at },
      expression: `dependencies ${ignored.names.join()}`,
      evidence: [{ at: spanOf(project, fact.at), label: `${fact.methods.join()} ${fact.path}` }],
      data,
    } as const
    if (ignored.guards) yield { ...violation, message: 'guard' }
    else yield { ...violation, message: 'dependency' }
  },
})
export default rule

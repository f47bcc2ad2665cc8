import { spanOf } from '../../check/place.ts'
import { sparedByRole } from '../../check/role.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { MassAssignment } from '../../model/request-model.ts'

const SHOWN = 3

const rule: Rule<'sec/mass-assignment'> = defineRule('sec/mass-assignment', {
  *'mass-assignment'(fact, project) {
    const at = spanOf(project, fact.at)
    const because = sparedByRole(project, fact.at.file) ?? sparedByRole(project, fact.route.at.file) ?? silenceOf(fact)
    if (because !== null) {
      yield { is: 'fine', at, because }
      return
    }
    const { evaluation } = project
    const [model, entity] = [evaluation.class(fact.model).name, evaluation.class(fact.entity).name]
    const first = project.facts('mass-assignment').find(({ at: other }) => other.file === fact.at.file && other.value === fact.at.value)
    if (first !== fact) return
    const route = `${fact.route.methods.join()} ${fact.route.path}`
    yield {
      is: 'violation',
      at,
      subject: { is: 'model', place: fact.at },
      touches: [{ is: 'route', place: fact.route.at }],
      expression: `${entity}(**${model})`,
      evidence: [
        { at: spanOf(project, fact.route.at), label: `${route} takes a \`${model}\`` },
        ...fact.path.map((call) => ({ at: spanOf(project, call), label: 'hands it on' })),
      ],
      message: fact.how,
      data: {
        route,
        model,
        entity,
        fields: fact.privileged
          .slice(0, SHOWN)
          .map((name) => `\`${name}\``)
          .join(', '),
      },
    }
  },
})
export default rule

function silenceOf({ privileged, role }: MassAssignment): SilentId<'sec/mass-assignment'> | null {
  if (privileged.length === 0) return 'plain-fields'
  return role ? 'role' : null
}

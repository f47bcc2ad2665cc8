import { spanOf } from '../../check/place.ts'
import { sparedByRole } from '../../check/role.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { labelOf } from './labels.ts'

const SHOWN = 5

const rule: Rule<'api/extra-allow-input'> = defineRule('api/extra-allow-input', {
  *'request-model'({ model, at: place, routes, extra }, project) {
    const at = spanOf(project, extra ?? place)
    const taking = routes.filter((route) => sparedByRole(project, route.at.file) === null)
    const because = sparedByRole(project, place.file) ?? (taking.length === 0 ? sparedByRole(project, routes[0].at.file) : null)
    if (because !== null || extra === null) {
      yield { is: 'fine', at, because: because ?? 'closed' }
      return
    }
    const assigned = project.facts('mass-assignment').find((fact) => fact.model === model)
    const violation = {
      is: 'violation',
      at,
      subject: { is: 'model', place },
      touches: taking.map((route) => ({ is: 'route' as const, place: route.at })),
      expression: `extra of ${project.evaluation.class(model).name}`,
    } as const
    const evidence = taking.slice(0, SHOWN).map((route) => ({ at: spanOf(project, route.at), label: `${labelOf(route)} takes it` }))
    const data = { model: project.evaluation.class(model).name, route: labelOf(taking[0]) }
    if (assigned === undefined) yield { ...violation, evidence, severity: 'minor', message: 'open', data }
    else {
      const entity = project.evaluation.class(assigned.entity).name
      const flow = { at: spanOf(project, assigned.at), label: `all of its keys become attributes of a \`${entity}\`` }
      yield { ...violation, evidence: [...evidence, flow], message: 'assigned', data: { ...data, entity } }
    }
  },
})
export default rule

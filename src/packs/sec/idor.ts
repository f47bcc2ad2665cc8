import { spanOf } from '../../check/place.ts'
import { sparedByRole } from '../../check/role.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { ObjectAccess } from '../../model/access.ts'
import type { Place, Project } from '../../model/project.ts'

const rule: Rule<'sec/idor'> = defineRule('sec/idor', {
  *'object-access'(fact, project) {
    const { route, entity, owner, variable } = fact
    const at = spanOf(project, route.at)
    const because = sparedByRole(project, route.at.file) ?? silenceOf(fact)
    if (because !== null) {
      yield { is: 'fine', at, because }
      return
    }
    const isOpen = route.auth.state === 'public'
    if (!route.complete || route.conditional || !(isOpen || route.auth.state === 'required')) {
      yield { is: 'unknown', at, why: 'unsupported' }
      return
    }
    const name = project.evaluation.class(entity).name
    const changes = !route.methods.includes('GET')
    const violation = {
      is: 'violation',
      at,
      subject: { is: 'route', place: route.at },
      touches: [{ is: 'call', place: fact.at }],
      expression: `${route.methods.join()} ${route.local} ${name}`,
      evidence: [
        ...fact.path.map((call) => ({ at: spanOf(project, call), label: `hands \`${variable}\` on` })),
        { at: spanOf(project, fact.at), label: `finds the \`${name}\` by \`${variable}\` alone` },
        ...(fact.compared === null ? [] : [{ at: spanOf(project, fact.compared), label: `another route compares \`${name}.${owner}\`` }]),
      ],
      severity: changes ? 'blocker' : 'major',
    } as const
    const data = { route: `${route.methods.join()} ${route.path}`, entity: name, owner: `${name}.${owner}`, variable }
    if (fact.compared === null || isOpen) yield { ...violation, confidence: 'medium', message: 'open', data }
    else
      yield {
        ...violation,
        message: changes ? 'changed' : 'unowned',
        data: { ...data, guard: route.auth.by ?? '', other: functionAt(project, fact.compared) },
      }
  },
})
export default rule

function silenceOf({ because, route, compared }: ObjectAccess): SilentId<'sec/idor'> | null {
  if (because !== null) return because
  if (route.auth.state === 'public') return route.methods.includes('GET') ? 'public-read' : null
  return compared === null ? 'shared' : null
}

function functionAt({ evaluation }: Project, { file, value }: Place): string {
  return evaluation.function(evaluation.functionOfScope(file, evaluation.scopeOf(file, value))).name
}

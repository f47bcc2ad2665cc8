import { spanOf } from '../../check/place.ts'
import { sparedByRole } from '../../check/role.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { Project } from '../../model/project.ts'
import type { ExposedField } from '../../model/request-model.ts'
import type { RouteFact } from '../../model/route.ts'

const SHOWN = 5
/** Routes that are there to hand the secret over: they make it, or its name says that it is what they give. */
const ISSUES =
  /token|(?<![a-z])(?:keys?|secrets?|credentials?|passwords?|login|log-in|sign-?(?:in|up)|regist(?:er|ration)|auth|oauth2?|sso|oidc|callback|mfa|totp|2fa|otp|setup|onboarding|invit(?:e|ation)s?|connect|checkouts?|webhooks?|share)(?![a-z])/i
const HASHED = /hash|password|passwd|private/i

const rule: Rule<'sec/sensitive-field-exposed'> = defineRule('sec/sensitive-field-exposed', {
  *'exposed-field'(fact, project) {
    const at = spanOf(project, fact.at)
    const shown = fact.routes.filter((route) => sparedByRole(project, route.at.file) === null)
    const role = shown.length === 0 ? sparedByRole(project, fact.routes[0].at.file) : null
    const answering = shown.filter((route) => !issues(route, fact, project))
    const because: SilentId<'sec/sensitive-field-exposed'> | null = role ?? fact.because ?? (answering.length === 0 ? 'issued' : null)
    if (because !== null) {
      yield { is: 'fine', at, because }
      return
    }
    const [first] = answering
    const model = project.evaluation.class(fact.model).name
    yield {
      is: 'violation',
      at,
      subject: { is: 'model', place: fact.at },
      touches: answering.map((route) => ({ is: 'route' as const, place: route.at })),
      expression: `${model}.${fact.field}`,
      evidence: answering.slice(0, SHOWN).map((route) => ({ at: spanOf(project, route.at), label: `${nameOf(route)} answers with it` })),
      severity: HASHED.test(fact.field) ? 'blocker' : 'major',
      message: 'field',
      data: {
        field: `${model}.${fact.field}`,
        route: nameOf(first),
        count: answering.length === 1 ? 'one route' : `${answering.length} routes`,
      },
    }
  },
})
export default rule

const nameOf = ({ methods, path }: RouteFact): string => `${methods.join()} ${path}`

function issues(route: RouteFact, { field }: ExposedField, project: Project): boolean {
  const name = project.evaluation.function(route.handler).name.replaceAll('_', '-')
  if (/hash/i.test(field)) return false
  return ISSUES.test(route.path) || ISSUES.test(name)
}

import { spanOf } from '../../check/place.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { routesOf, servicesLedBy } from '../../check/service.ts'
import type { Project } from '../../model/project.ts'
import type { RouteFact } from '../../model/route.ts'
import type { Service } from '../../model/service.ts'
import { isHealth, isHealthPath, lastOf } from './health.ts'

type Id = 'prod/no-health-endpoint'

const rule: Rule<Id> = defineRule('prod/no-health-endpoint', {
  *application(fact, project) {
    const at = spanOf(project, fact.at)
    if (project.role(fact.at.file) !== 'app') yield { is: 'fine', at, because: 'no-routes' }
    for (const service of servicesLedBy(project, fact)) {
      const routes = routesOf(project, service)
      const because = silenceOf(project, service, routes)
      if (because !== null) {
        yield { is: 'fine', at, because }
        continue
      }
      const count = String(routes.length)
      const violation = { is: 'violation', at, subject: { is: 'service', place: fact.at }, expression: fact.callee, evidence: [] } as const
      yield { ...violation, message: 'missing', data: { count } }
    }
  },
})
export default rule

const silenceOf = (project: Project, service: Service, routes: readonly RouteFact[]): SilentId<Id> | null => {
  if (routes.length === 0) return 'no-routes'
  if (routes.some(isHealth)) return 'answered'
  if (routes.some(({ path }) => lastOf(path).includes('…'))) return 'undetermined'
  return isMentioned(project, service) ? 'mentioned' : null
}

/** Text of the service that is a health path: a middleware, a mounted library or a proxy answers it. */
const isMentioned = ({ evaluation }: Project, { files }: Service): boolean =>
  [...files].some((file) =>
    evaluation.file(file).summary.strings.some((text) => text.startsWith('/') && text.length < 80 && isHealthPath(text)),
  )

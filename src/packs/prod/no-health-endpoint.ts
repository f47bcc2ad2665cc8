import { lastOf as lastInstruction } from '../../check/manifest.ts'
import { spanOf } from '../../check/place.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { routesOf, servicesLedBy } from '../../check/service.ts'
import type { Instruction } from '../../model/manifest.ts'
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
  if (routes.some(({ path }) => lastOf(path).includes('…')) || isExtended(project, service)) return 'undetermined'
  return isMentioned(project, service) || isChecked(service) ? 'mentioned' : null
}

/** Routes lie around that nothing is seen to include: what finds them at run time may find a health check. */
const isExtended = (project: Project, { root }: Service): boolean =>
  project
    .facts('route')
    .some(
      ({ application, at }) =>
        application === null &&
        ['app', 'unreached'].includes(project.role(at.file)) &&
        project.evaluation.file(at.file).summary.path.startsWith(root),
    )

/** What runs the service asks it something already: any route will do for that. */
const isChecked = ({ stages, composeServices, workloads }: Service): boolean =>
  stages.some(({ instructions }) => isHealthcheck(lastInstruction(instructions, 'HEALTHCHECK'))) ||
  composeServices.some(({ settings }) => settings.healthcheck === 'present') ||
  workloads.some(({ containers }) => containers.some(({ probes }) => probes.liveness || probes.readiness))

const isHealthcheck = (check: Instruction | null): boolean => check !== null && !/^NONE\b/i.test(check.rest.text.trim())

/** Text of the service that is a health path: a middleware, a mounted library or a proxy answers it. */
const isMentioned = ({ evaluation }: Project, { files }: Service): boolean =>
  [...files].some((file) =>
    evaluation.file(file).summary.strings.some((text) => text.startsWith('/') && text.length < 80 && isHealthPath(text)),
  )

import { spanOf } from '../../check/place.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { mentionIn, routesOf, servicesLedBy } from '../../check/service.ts'
import type { Project } from '../../model/project.ts'
import type { Service } from '../../model/service.ts'
import { isObserved } from './observed.ts'

type Id = 'prod/no-correlation-id'

const rule: Rule<Id> = defineRule('prod/no-correlation-id', {
  *application(fact, project) {
    const at = spanOf(project, fact.at)
    if (project.role(fact.at.file) !== 'app') yield { is: 'fine', at, because: 'no-routes' }
    for (const service of servicesLedBy(project, fact)) {
      const routes = routesOf(project, service)
      const because = routes.length === 0 ? 'no-routes' : silenceOf(project, service)
      if (because !== null) yield { is: 'fine', at, because }
      else
        yield {
          is: 'violation',
          at,
          subject: { is: 'service', place: fact.at },
          expression: fact.callee,
          evidence: [],
          message: 'missing',
          data: { service: service.name, count: String(routes.length), files: String(service.files.size) },
        }
    }
  },
})
export default rule

/** The names under which an id of a request goes: of variables, headers and the libraries that set one. */
const REQUEST_ID =
  /(^|[^a-z])(x[-_])?(request|correlation|trace|transaction)[-_ ]?id|traceparent|correlation[-_]?context|starlette_context|cf-ray/i
const LOGGING = /^(logging|structlog|loguru)(\.|$)/

const silenceOf = (project: Project, service: Service): SilentId<Id> | null => {
  if (mentionIn(project, service, REQUEST_ID) !== null) return 'identified'
  if (isObserved(project, service)) return 'traced'
  return mentionIn(project, service, LOGGING) === null ? 'no-log' : null
}

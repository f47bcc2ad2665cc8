import { spanOf } from '../../check/place.ts'
import { sparedByRole } from '../../check/role.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { serviceBegunBy } from '../../check/whole-service.ts'
import type { Project } from '../../model/project.ts'
import type { Service } from '../../model/service.ts'

type Id = 'infra/no-metrics'

const rule: Rule<Id> = defineRule('infra/no-metrics', {
  *application(fact, project) {
    const at = spanOf(project, fact.at)
    const role = sparedByRole(project, fact.at.file)
    if (role !== null) {
      yield { is: 'fine', at, because: role }
      return
    }
    const service = serviceBegunBy(fact, project)
    if (service === null) return
    if (service.observability.metrics !== null) yield { is: 'fine', at, because: 'measured' }
    else if (hasRoute(service, project)) yield { is: 'fine', at, because: 'answered' }
    else {
      yield {
        is: 'violation',
        at,
        subject: { is: 'service', place: fact.at },
        expression: service.name,
        evidence: [],
        message: 'missing',
        data: { service: service.name },
      }
    }
  },
})
export default rule

/** `GET /metrics`, wherever it is mounted; a path that the source does not tell may be it. */
const hasRoute = ({ files }: Service, project: Project): boolean =>
  project.facts('route').some(({ at, path }) => files.has(at.file) && /(?:^|\/)(?:metrics|prometheus)\/?$|…$/.test(path))

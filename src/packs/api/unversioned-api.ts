import { spanOf } from '../../check/place.ts'
import { sparedByRole } from '../../check/role.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { Project } from '../../model/project.ts'
import type { RouteFact } from '../../model/route.ts'
import type { ApplicationFact } from '../../model/service.ts'

/** Up to here nobody but the author is a client. */
const FEW = 10
const VERSION = /(?:^|[/_.-])v\d+(?:[a-z]+\d*)?(?=$|[/_.-])|version/i

const rule: Rule<'api/unversioned-api'> = defineRule('api/unversioned-api', {
  *application(fact, project) {
    const at = spanOf(project, fact.at)
    const routes = routesOf(project, fact)
    const role = sparedByRole(project, fact.at.file)
    if (role !== null || routes.length <= FEW) {
      yield { is: 'fine', at, because: role ?? 'few-routes' }
      return
    }
    if (routes.some((route) => isVersioned(route)) || isMentioned(project, fact)) {
      yield { is: 'fine', at, because: 'versioned' }
      return
    }
    const [first] = routes
    yield {
      is: 'violation',
      at,
      subject: { is: 'service', place: fact.at },
      expression: 'routes without a version',
      evidence: routes.slice(0, 3).map((route) => ({ at: spanOf(project, route.at), label: `${route.methods.join()} ${route.path}` })),
      message: 'found',
      data: { count: String(routes.length), route: `${first.methods.join()} ${first.path}` },
    }
  },
})
export default rule

/** Documented routes of an application. */
const routesOf = (project: Project, { at }: ApplicationFact): readonly RouteFact[] =>
  project
    .facts('route')
    .filter(({ application, documented }) => documented && application?.file === at.file && application.value === at.value)

/** By path, by a header or parameter that is asked for, or by middleware; a part of the path that is not known may say it. */
const isVersioned = ({ path, inputs, middleware }: RouteFact): boolean =>
  path.includes('…') ||
  VERSION.test(path) ||
  inputs.some(({ name }) => /version/i.test(name)) ||
  middleware.some(({ name }) => /version/i.test(name))

/** The file that makes the application names a version in a path: `root_path="/api/v1"`, a mount. */
const isMentioned = (project: Project, { at }: ApplicationFact): boolean =>
  project.evaluation.file(at.file).summary.strings.some((text) => text.startsWith('/') && text.length < 80 && /\/v\d+(?=$|\/)/.test(text))

import { argumentOf, constantArgument, passesOn } from '../../check/call.ts'
import { spanOf } from '../../check/place.ts'
import { sparedByRole } from '../../check/role.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { Place, Project } from '../../model/project.ts'
import type { AuthReason, RouteFact } from '../../model/route.ts'
import type { ApplicationFact } from '../../model/service.ts'

type Id = 'prod/debug-or-docs-exposed'

const rule: Rule<Id> = defineRule('prod/debug-or-docs-exposed', {
  *route(fact, project) {
    if (!isForDebugging(fact)) return
    const at = spanOf(project, fact.at)
    const because = sparedByRole(project, fact.at.file) ?? (isOpen(fact) ? null : fact.conditional ? 'conditional' : 'guarded')
    if (because !== null) yield { is: 'fine', at, because }
    else
      yield {
        is: 'violation',
        at,
        subject: { is: 'route', place: fact.at },
        expression: `${fact.methods.join()} ${fact.local}`,
        evidence: [],
        message: 'debug',
        data: { route: `${fact.methods.join()} ${fact.path}` },
      }
  },
  *application(fact, project) {
    if (!/\bFastAPI\b/.test(fact.callee)) return
    const at = spanOf(project, fact.at)
    const routes = routesOf(project, fact)
    const because = sparedByRole(project, fact.at.file) ?? silenceOf(project, fact, routes)
    if (because !== null) {
      yield { is: 'fine', at, because }
      return
    }
    const [service] = project.servicesAt(fact.at.file)
    yield {
      is: 'violation',
      at,
      subject: { is: 'service', place: fact.at },
      expression: fact.callee,
      evidence: [],
      severity: 'minor',
      message: 'docs',
      data: {
        paths: listed(openAddresses(project, fact)),
        tell: openAddresses(project, fact).length === 1 ? 'tells' : 'tell',
        guarded: String(routes.filter(isGuarded).length),
        count: String(routes.length),
        service: service ?? 'the application',
      },
    }
  },
})
export default rule

const DEBUGGING = new Set(['debug', '_debug', '__debug__', 'pprof', 'profiler', 'repl', 'test-error', 'sentry-debug'])

const isForDebugging = ({ path }: RouteFact): boolean => path.split('/').some((part) => DEBUGGING.has(part))

const isOpen = ({ auth, complete, conditional }: RouteFact): boolean => auth.state === 'public' && complete && !conditional

const isGuarded = ({ auth }: RouteFact): boolean => auth.state === 'required'

const routesOf = (project: Project, { at }: ApplicationFact): readonly RouteFact[] =>
  project.facts('route').filter(({ application }) => application !== null && isSame(application, at))

const isSame = (x: Place, y: Place): boolean => x.file === y.file && x.value === y.value

const FEWEST = 5
/** What decides is middleware, which stands around the documentation as well. */
const AROUND: ReadonlySet<AuthReason> = new Set<AuthReason>(['middleware', 'exempt-path', 'unresolved-middleware'])

function silenceOf(project: Project, fact: ApplicationFact, routes: readonly RouteFact[]): SilentId<Id> | null {
  if (routes.some(({ auth }) => AROUND.has(auth.reason))) return 'middleware'
  const guarded = routes.filter(isGuarded)
  if (routes.length < FEWEST || guarded.length * 5 < routes.length * 4) return 'open-api'
  return passesOn(project, fact.at) || openAddresses(project, fact).length === 0 ? 'conditional' : null
}

/** Parameters of `FastAPI` with their defaults: https://fastapi.tiangolo.com/reference/fastapi/ */
const ADDRESSES = { docs_url: '/docs', redoc_url: '/redoc', openapi_url: '/openapi.json' } as const

/** Addresses that are known to answer. Without the schema there are no pages either. */
function openAddresses(project: Project, { at }: ApplicationFact): readonly string[] {
  const given = (name: keyof typeof ADDRESSES): string | null => {
    if (argumentOf(project, at, name) < 0) return ADDRESSES[name]
    const constant = constantArgument(project, at, name)
    return constant?.is === 'text' && constant.value !== '' ? constant.value : null
  }
  const schema = given('openapi_url')
  return schema === null ? [] : [given('docs_url'), given('redoc_url'), schema].filter((address) => address !== null)
}

const listed = (addresses: readonly string[]): string => {
  const quoted = addresses.map((address) => `\`${address}\``)
  return quoted.length === 1 ? quoted[0] : `${quoted.slice(0, -1).join(', ')} and ${quoted[quoted.length - 1]}`
}

import { spanOf } from '../../check/place.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { isInManifests, mentionIn, routesOf, servicesLedBy } from '../../check/service.ts'
import type { Project } from '../../model/project.ts'
import type { RouteFact } from '../../model/route.ts'
import type { Service } from '../../model/service.ts'
import { isHealth } from './health.ts'

type Id = 'prod/no-rate-limit'

const rule: Rule<Id> = defineRule('prod/no-rate-limit', {
  *application(fact, project) {
    const at = spanOf(project, fact.at)
    if (project.role(fact.at.file) !== 'app') yield { is: 'fine', at, because: 'guarded' }
    for (const service of servicesLedBy(project, fact)) {
      const routes = routesOf(project, service)
      const guessable = routes.filter(isGuessable)
      // Where nobody is told apart, as inside of a cluster, limits are not the first thing that is missing.
      const open = routes.some(({ auth }) => auth.state === 'required') ? routes.filter(isOpen) : []
      const because = guessable.length + open.length === 0 ? 'guarded' : silenceOf(project, service)
      if (because !== null) {
        yield { is: 'fine', at, because }
        continue
      }
      const named = guessable.length > 0 ? guessable : open
      const violation = {
        is: 'violation',
        at,
        subject: { is: 'service', place: fact.at },
        touches: named.map((route) => ({ is: 'route', place: route.at }) as const),
        expression: fact.callee,
        evidence: named.slice(0, LISTED).map((route) => ({ at: spanOf(project, route.at), label: labelOf(route) })),
        data: { service: service.name, routes: listed(named), files: String(service.files.size) },
      } as const
      if (guessable.length > 0) yield { ...violation, message: 'guessable' }
      else yield { ...violation, severity: 'minor', message: 'open' }
    }
  },
})
export default rule

const LISTED = 10

/** Paths by which a client proves who it is, or becomes someone. */
const GUESSABLE =
  /^(log-?in|sign-?in|sign-?up|register|registration|token|access-?token|auth|authenticate|reset-?password|forgot-?password|password-?reset|recover-?password|password-?recovery|otp|verify-?otp|magic-?link)$/

/** Takes credentials from someone who has shown none. */
const isGuessable = ({ methods, path, auth }: RouteFact): boolean => {
  const last = path
    .split('/')
    .findLast((segment) => segment !== '' && !segment.startsWith('{'))
    ?.toLowerCase()
    .replaceAll('_', '-')
  return methods.includes('POST') && auth.state !== 'required' && last !== undefined && GUESSABLE.test(last)
}

const isOpen = (route: RouteFact): boolean => route.auth.state === 'public' && !isHealth(route) && route.path !== '/'

const LIMIT =
  /rate[-_ ]?limit|throttl|slowapi|(^|_)limiter|pyrate|quota|too[-_ ]many[-_ ]requests|max[-_]?attempts|login[-_]?attempts|lockout/i
const PROXY_LIMIT = /rate-?limit|limit[-_](req|rps|rpm|conn)|throttl|kong|cloudflare/i

const silenceOf = (project: Project, service: Service): SilentId<Id> | null => {
  if (mentionIn(project, service, LIMIT) !== null) return 'limited'
  return isInManifests(project, PROXY_LIMIT) ? 'proxied' : null
}

const labelOf = ({ methods, path }: RouteFact): string => `${methods[0]} ${path}`

const listed = (routes: readonly RouteFact[]): string => {
  const shown = routes.slice(0, 2).map((route) => `\`${labelOf(route)}\``)
  return routes.length > 2 ? `${shown.join(', ')} and ${routes.length - 2} more` : shown.join(' and ')
}

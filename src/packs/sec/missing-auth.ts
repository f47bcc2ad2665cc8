import { spanOf } from '../../check/place.ts'
import { sparedByRole } from '../../check/role.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { isSecretName } from '../../check/secret.ts'
import type { Place, Project } from '../../model/project.ts'
import type { RouteFact } from '../../model/route.ts'
import { effectOf } from './route-effects.ts'

type Id = 'sec/missing-auth'

const rule: Rule<Id> = defineRule('sec/missing-auth', {
  *route(fact, project) {
    const at = spanOf(project, fact.at)
    if (!fact.methods.some((method) => CHANGES.has(method))) return
    const because = sparedByRole(project, fact.at.file) ?? silenceOf(fact, project)
    if (because !== null) {
      yield { is: 'fine', at, because }
      return
    }
    if (!isSure(fact)) {
      yield { is: 'unknown', at, why: 'unsupported' }
      return
    }
    const open = openRoutes(project)
    const { asks, count, name } = guardsOf(project, fact)
    const alike = open.filter(
      (other) =>
        isSame(other.application, fact.application) &&
        (!asks || (other.router.file === fact.router.file && other.router.value === fact.router.value)),
    )
    if (alike[0] !== fact) return
    const [, ...others] = alike
    const route = routeName(fact)
    const effect = effectOf(project, fact) ?? ''
    const violation = {
      is: 'violation',
      at,
      subject: { is: 'route', place: fact.at },
      touches: others.map((other) => ({ is: 'route' as const, place: other.at })),
      expression: `${fact.methods.join()} ${fact.local}`,
      evidence: alike
        .slice(0, MOST)
        .map((other) => ({ at: spanOf(project, other.at), label: `${routeName(other)} ${effectOf(project, other) ?? ''}` })),
    } as const
    const more = others.length === 1 ? 'one more route' : `${others.length} more routes`
    if (!asks)
      yield {
        ...violation,
        severity: 'minor',
        message: 'open',
        data: { route, effect, others: others.length === 0 ? 'no other route' : more },
      }
    else if (others.length === 0) yield { ...violation, message: 'one', data: { route, effect, guarded: count.toString(), guard: name } }
    else yield { ...violation, message: 'several', data: { route, effect, others: more, guarded: count.toString(), guard: name } }
  },
})
export default rule

const MOST = 8
const CHANGES = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])
/** Ways in, ways back in, and what machines ask: open to everybody by their nature. */
const OPEN =
  /(?<![a-z])(?:log-?in|log-?out|sign-?(?:in|up|out)|regist(?:er|ration)|tokens?|refresh|passw(?:or)?d|recover(?:y)?|forgot|verif(?:y|ication)|confirm(?:ation)?|activat(?:e|ion)|magic|otp|oauth2?|sso|saml|oidc|callback|auth(?:orize|enticate|entication)?|setup|onboard(?:ing)?|invit(?:es?|ations?)|well-known|jwks|health[a-z]*|ready[a-z]*|live[a-z]*|ping|metrics|telemetry|webhooks?|hooks?|heart-?beats?|unsubscribe|checkouts?|public|contact|feedback|newsletters?|inquir(?:y|ies)|enquir(?:y|ies)|waitlist|apply_(?:to|for)_[a-z]+)(?![a-z])|\/(?:sessions?|events?)\/?$/i

/** Named after something that is computed: a POST only because its question is long. */
const COMPUTES = /(?:search|query|validate|preview|filter|check|count|estimate|context|test|completions|embeddings?)\/?$/i

const routeName = ({ methods, path }: RouteFact): string => `${methods.join()} ${path}`

const isSame = (x: Place | null, y: Place | null): boolean => x?.file === y?.file && x?.value === y?.value

/** Everything on the way is understood, and nobody asks. */
const isSure = (fact: RouteFact): boolean => fact.complete && !fact.conditional && fact.auth.state === 'public'

function silenceOf(fact: RouteFact, project: Project): SilentId<Id> | null {
  const { auth, path, handler } = fact
  if (auth.state === 'required') return 'guarded'
  if (auth.state === 'optional') return 'optional'
  if (effectOf(project, fact) === null || COMPUTES.test(path)) return 'no-write'
  const name = project.evaluation.function(handler).name
  const takesSecret = [...path.matchAll(/\{(\w+)/g)].some(([, parameter]) => isSecretName(parameter))
  if (OPEN.test(path) || OPEN.test(name) || takesSecret || takesPassword(fact, project)) return 'open-by-nature'
  const { asks, isSettled } = guardsOf(project, fact)
  if (auth.state !== 'public' || asks) return null
  if (!isSettled) return 'open-application'
  return isAskedElsewhere(project, fact) ? 'gateway' : null
}

/** Another application of the repository asks for credentials: it may be what stands before this one. */
const isAskedElsewhere = (project: Project, { application }: RouteFact): boolean =>
  project
    .facts('route')
    .some(
      (other) =>
        other.auth.state === 'required' &&
        other.application !== null &&
        !isSame(other.application, application) &&
        sparedByRole(project, other.at.file) === null,
    )

/** Its body brings a password: somebody signs up, or in. */
function takesPassword({ inputs }: RouteFact, { evaluation }: Project): boolean {
  return inputs.some(({ from, at, name }) => {
    if (from !== 'body' && from !== 'form') return false
    const type = evaluation.typeOf(at.file, at.value)
    return isSecretName(name) || (type.is === 'instance' && evaluation.memberOf(type, 'password').is === 'instance')
  })
}

interface Guards {
  /** A route of the application refuses requests without credentials. */
  readonly asks: boolean
  /** It is known of every route of the application whether one does. */
  readonly isSettled: boolean
  readonly count: number
  /** The guard that most routes have. */
  readonly name: string
}
const guards = new WeakMap<Project, Map<string, Guards>>()
const open = new WeakMap<Project, readonly RouteFact[]>()

/** Guards of the application that a route belongs to. */
function guardsOf(project: Project, { application }: RouteFact): Guards {
  let byApplication = guards.get(project)
  if (byApplication === undefined) guards.set(project, (byApplication = new Map<string, Guards>()))
  const key = application === null ? '' : `${application.file}:${application.value}`
  const known = byApplication.get(key)
  if (known !== undefined) return known
  const routes = project
    .facts('route')
    .filter((other) => isSame(other.application, application) && sparedByRole(project, other.at.file) === null)
  const byName = new Map<string, number>()
  const required = routes.filter(({ auth }) => auth.state === 'required')
  for (const { auth } of required) byName.set(auth.by ?? '', (byName.get(auth.by ?? '') ?? 0) + 1)
  const [most] = [...byName].toSorted(([x, i], [y, j]) => j - i || (x < y ? -1 : 1))
  const isSettled = routes.every(({ auth, complete }) => complete && auth.state === 'public')
  const found = { asks: required.length > 0, isSettled, count: required.length, name: most?.[0] ?? '' }
  byApplication.set(key, found)
  return found
}

/** Routes that are known to let everybody change something, in the order of the facts. */
function openRoutes(project: Project): readonly RouteFact[] {
  const known = open.get(project)
  if (known !== undefined) return known
  const found = project.facts('route').filter((fact) => {
    const counts = isSure(fact) && fact.methods.some((method) => CHANGES.has(method))
    return counts && sparedByRole(project, fact.at.file) === null && silenceOf(fact, project) === null
  })
  open.set(project, found)
  return found
}

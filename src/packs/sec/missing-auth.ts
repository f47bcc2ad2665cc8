import { spanOf } from '../../check/place.ts'
import { sparedByRole } from '../../check/role.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { isSecretName } from '../../check/secret.ts'
import type { Project } from '../../model/project.ts'
import type { RouteFact } from '../../model/route.ts'

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
    if (fact.auth.state === 'unknown' || !fact.complete || fact.conditional) {
      yield { is: 'unknown', at, why: 'unsupported' }
      return
    }
    const alike = openRoutes(project).filter((other) => other.router.file === fact.router.file && other.router.value === fact.router.value)
    if (alike[0] !== fact) return
    const guards = guardsOf(project)
    const [first, ...others] = alike
    const violation = {
      is: 'violation',
      at,
      subject: { is: 'route', place: fact.at },
      touches: others.map((other) => ({ is: 'route' as const, place: other.at })),
      expression: `${fact.methods.join()} ${fact.local}`,
      evidence: alike
        .slice(0, MOST)
        .map((route) => ({ at: spanOf(project, route.at), label: `${routeName(route)} writes to the database` })),
    } as const
    const data = { route: routeName(first), guarded: guards.count.toString(), guard: guards.name }
    if (others.length === 0) yield { ...violation, message: 'one', data }
    else yield { ...violation, message: 'several', data: { ...data, others: others.length.toString() } }
  },
})
export default rule

const MOST = 8
const CHANGES = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])
/** Ways in, ways back in, and what machines ask: open to everybody by their nature. */
const OPEN =
  /log-?in|log-?out|sign-?(?:in|up|out)|regist(?:er|ration)|token|refresh|passw(?:or)?d|recover|forgot|verif|confirm|activat|magic|otp|oauth|sso|saml|oidc|callback|auth(?:orize|enticate)?\b|session|setup|onboard|invit|well-known|health|ready|live|ping|metrics|telemetry|webhooks?|hooks?\b|events?\b|notify|heartbeat|unsubscribe|checkout|public|contact|feedback/i

const routeName = ({ methods, path }: RouteFact): string => `${methods.join()} ${path}`

function silenceOf(fact: RouteFact, project: Project): SilentId<Id> | null {
  const { auth, path, handler } = fact
  if (auth.state === 'required') return 'guarded'
  if (auth.state === 'optional') return 'optional'
  if (!writes(project, fact)) return 'no-write'
  const name = project.evaluation.function(handler).name
  const takesSecret = [...path.matchAll(/\{(\w+)/g)].some(([, parameter]) => isSecretName(parameter))
  if (OPEN.test(path) || OPEN.test(name) || takesSecret) return 'open-by-nature'
  return auth.state === 'public' && guardsOf(project).count === 0 ? 'open-application' : null
}

const writes = (project: Project, { handler }: RouteFact): boolean =>
  (['sql-write', 'commit', 'flush'] as const).some((what) => project.does(handler, what, 'same-task'))

interface Guards {
  readonly count: number
  /** The guard that most routes have. */
  readonly name: string
}
const guards = new WeakMap<Project, Guards>()
const open = new WeakMap<Project, readonly RouteFact[]>()

function guardsOf(project: Project): Guards {
  const known = guards.get(project)
  if (known !== undefined) return known
  const byName = new Map<string, number>()
  let count = 0
  for (const { auth, at } of project.facts('route')) {
    if (auth.state !== 'required' || sparedByRole(project, at.file) !== null) continue
    count++
    const name = auth.by ?? ''
    byName.set(name, (byName.get(name) ?? 0) + 1)
  }
  const [most] = [...byName].toSorted(([x, i], [y, j]) => j - i || (x < y ? -1 : 1))
  const found = { count, name: most?.[0] ?? '' }
  guards.set(project, found)
  return found
}

/** Routes that are known to let everybody write, in the order of the facts. */
function openRoutes(project: Project): readonly RouteFact[] {
  const known = open.get(project)
  if (known !== undefined) return known
  const found = project.facts('route').filter((fact) => {
    const isSure = fact.complete && !fact.conditional && fact.auth.state === 'public'
    const counts = isSure && fact.methods.some((method) => CHANGES.has(method))
    return counts && sparedByRole(project, fact.at.file) === null && silenceOf(fact, project) === null
  })
  open.set(project, found)
  return found
}

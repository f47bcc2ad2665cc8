import { spanOf } from '../../check/place.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { isInManifests, mainApplicationOf, mentionIn } from '../../check/service.ts'
import type { ContextKind, Place, Project } from '../../model/project.ts'
import type { OutboundCall, OutboundClient } from '../../model/outbound.ts'
import type { Service } from '../../model/service.ts'

type Id = 'prod/no-circuit-breaker'

const rule: Rule<Id> = defineRule('prod/no-circuit-breaker', {
  *application(fact, project) {
    const at = spanOf(project, fact.at)
    if (project.role(fact.at.file) !== 'app') yield { is: 'fine', at, because: 'few' }
    for (const service of project.services.filter((each) => mainApplicationOf(project, each) === fact)) {
      const dependencies = dependenciesOf(project, service)
      const isMany = dependencies.length > 1 || dependencies.some(({ isModel }) => isModel)
      const because = isMany ? silenceOf(project, service) : 'few'
      if (because !== null) yield { is: 'fine', at, because }
      else
        yield {
          is: 'violation',
          at,
          subject: { is: 'service', place: fact.at },
          touches: dependencies.map((each) => ({ is: 'resource', place: each.at }) as const),
          expression: fact.callee,
          evidence: dependencies
            .slice(0, LISTED)
            .map((each) => ({ at: spanOf(project, each.at), label: `requests wait for ${each.name} here` })),
          message: 'missing',
          data: { service: service.name, dependencies: listed(dependencies), files: String(service.files.size) },
        }
    }
  },
})
export default rule

const LISTED = 10

interface DependencyAt {
  readonly name: string
  readonly at: Place
  readonly isModel: boolean
}

/** Where someone waits for the answer. */
const WAITING: ReadonlySet<ContextKind> = new Set<ContextKind>(['loop-request', 'loop-websocket', 'thread'])

/** Hosts and model providers that requests reach, each at its first call, by name. */
const dependenciesOf = (project: Project, { files }: Service): readonly DependencyAt[] => {
  const found = new Map<string, DependencyAt>()
  const isReached = ({ at, within }: OutboundCall | OutboundClient): boolean =>
    files.has(at.file) && within >= 0 && project.contextsOf(within).some(({ kind }) => WAITING.has(kind))
  for (const fact of [...project.facts('outboundCall'), ...project.facts('client')]) {
    if (!isReached(fact)) continue
    const isModel = fact.kind === 'llm'
    const name = isModel
      ? (fact.callee.split('.')[0] ?? fact.callee)
      : fact.is === 'outboundCall' && fact.kind === 'http'
        ? fact.host
        : null
    if (name !== null && !found.has(name)) found.set(name, { name: `\`${name}\``, at: fact.at, isModel })
  }
  return [...found.keys()].toSorted().map((name) => found.get(name)!)
}

const BREAKER = /circuit[-_ ]?break|breaker|purgatory/i
const MESH = /circuit-?break|outlierDetection|istio|linkerd|envoy/i

const silenceOf = (project: Project, service: Service): SilentId<Id> | null => {
  if (mentionIn(project, service, BREAKER) !== null) return 'broken'
  return isInManifests(project, MESH) ? 'meshed' : null
}

const listed = (dependencies: readonly DependencyAt[]): string => {
  const names = dependencies.map(({ name }) => name)
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(' and ')
}

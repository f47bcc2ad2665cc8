import { spanOf } from '../../check/place.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { routesOf } from '../../check/service.ts'
import type { Does } from '../../model/knowledge.ts'
import type { Place, Project } from '../../model/project.ts'
import type { RouteFact } from '../../model/route.ts'
import type { Service } from '../../model/service.ts'
import { Op } from '../../model/summary.ts'
import type { FileId, FunctionId } from '../../model/type.ts'
import { isHealth, lastOf } from './health.ts'

type Id = 'prod/shallow-readiness'

const rule: Rule<Id> = defineRule('prod/shallow-readiness', {
  *route(fact, project) {
    if (!isHealth(fact)) return
    const at = spanOf(project, fact.at)
    // A router that several services share is judged with the first of them.
    const service = project.services.find(({ files }) => files.has(fact.at.file))
    if (service === undefined) {
      yield { is: 'fine', at, because: 'independent' }
      return
    }
    const dependencies = dependenciesOf(project, service)
    const because = dependencies.length === 0 ? 'independent' : silenceOf(project, service, fact)
    if (because !== null) {
      yield { is: 'fine', at, because }
      return
    }
    const route = `GET ${fact.path}`
    const violation = {
      is: 'violation',
      at,
      subject: { is: 'route', place: fact.at },
      touches: dependencies.map(({ at: place }) => ({ is: 'resource', place }) as const),
      expression: route,
      evidence: dependencies.slice(0, 3).map((each) => ({ at: spanOf(project, each.at), label: `${each.name} is set up here` })),
    } as const
    const asked = [...new Set(dependencies.map(({ name }) => name))].join(' or ')
    if (isReadiness(fact)) yield { ...violation, message: 'ready', data: { route, dependencies: asked } }
    else yield { ...violation, message: 'only', data: { route, service: service.name, dependencies: asked } }
  },
})
export default rule

const isReadiness = ({ path }: RouteFact): boolean => /^ready|^readiness/i.test(lastOf(path))

const silenceOf = (project: Project, service: Service, route: RouteFact): SilentId<Id> | null => {
  const checks = routesOf(project, service).filter(isHealth)
  if (checks.some(({ handler }) => asksSomething(project, handler))) return 'probing'
  if (!isReadiness(route) && checks.some(({ handler }) => handler !== route.handler)) return 'liveness'
  return isKnown(project, route.handler) ? null : 'undetermined'
}

const ASKS: readonly Does[] = ['sql-read', 'sql-write', 'commit', 'redis', 'http', 'cache-get', 'cache-set', 'publishes', 'spawns']

const asksSomething = (project: Project, id: FunctionId): boolean =>
  ASKS.some((what) => project.does(id, what, 'all')) ||
  [id, ...project.edgesFrom(id).map(({ to }) => to)].some((each) =>
    project
      .effectsIn(each)
      .some(({ effect }) => effect.blocks !== undefined && effect.blocks.kind !== 'cpu' && effect.blocks.kind !== 'file'),
  )

/** Every call of a function, and of what it calls directly, is known; so nothing it asks can have been missed. */
const isKnown = (project: Project, id: FunctionId): boolean =>
  [id, ...project.edgesFrom(id).map(({ to }) => to)].every((each) => {
    const { evaluation } = project
    const { file, scope } = evaluation.function(each)
    const { regions, scopes, values } = evaluation.file(file).summary
    const region = scopes.region[scope]
    for (let value = regions.first[region]; value < regions.end[region]; value++) {
      if ((values.op[value] as Op) === Op.Call && evaluation.calleeOf(file, value).targets.length === 0) return false
    }
    return true
  })

const EMBEDDED = new Set(['sqlite', 'duckdb'])

/** Database servers and Redis that the service talks to, where it makes its engine or client. */
const dependenciesOf = (project: Project, { files }: Service): readonly { readonly name: string; readonly at: Place }[] => [
  ...project
    .facts('engine')
    .filter(({ at, dialect }) => files.has(at.file) && dialect !== null && !EMBEDDED.has(dialect))
    .map(({ at }) => ({ name: 'the database', at })),
  ...project
    .facts('client')
    .filter(({ at, kind }) => kind === 'redis' && files.has(at.file) && sendsCommands(project, files))
    .map(({ at }) => ({ name: 'Redis', at })),
]

/** Something of the service asks Redis: a client that is only made and closed is nothing that it needs. */
const sendsCommands = (project: Project, files: ReadonlySet<FileId>): boolean =>
  project.evaluation.functions.some(({ id, file }) => files.has(file) && project.does(id, 'redis', 'same-task'))

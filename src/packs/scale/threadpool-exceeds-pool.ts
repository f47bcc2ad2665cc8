import { spanOf } from '../../check/place.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { EngineFact } from '../../model/engine.ts'
import type { Project } from '../../model/project.ts'
import type { RouteFact } from '../../model/route.ts'
import type { Service } from '../../model/service.ts'
import { capacityOf, isOfServer, isPooled } from './pools.ts'

/** Threads that anyio gives a process for `def` path operations and dependencies. */
const TOKENS = 40

const rule: Rule<'scale/threadpool-exceeds-pool'> = defineRule('scale/threadpool-exceeds-pool', {
  *engine(fact, project) {
    const at = spanOf(project, fact.at)
    if (fact.async || !isPooled(fact)) {
      yield { is: 'fine', at, because: fact.async ? 'asynchronous' : 'unpooled' }
      return
    }
    const service = serviceOf(project, fact)
    const capacity = capacityOf(fact)
    if (service === undefined || capacity === null || !isOfServer(fact, service) || setsTokens(project)) {
      yield { is: 'fine', at, because: 'undetermined' }
      return
    }
    const routes = threadedRoutes(project, service)
    const [first] = routes
    if (capacity.total >= TOKENS || first === undefined) {
      yield { is: 'fine', at, because: capacity.total >= TOKENS ? 'enough' : 'no-thread' }
      return
    }
    yield {
      is: 'violation',
      at,
      subject: { is: 'resource', place: fact.created },
      touches: [{ is: 'route', place: first.at }],
      expression: fact.callee,
      evidence: [{ at: spanOf(project, first.at), label: `${labelOf(first)} is a \`def\` and queries the database in a thread` }],
      severity: fact.settings.has('pool_timeout') ? 'minor' : 'major',
      message: 'found',
      data: {
        total: String(capacity.total),
        said: capacity.said,
        tokens: String(TOKENS),
        next: String(capacity.total + 1),
        routes: routes.length === 1 ? labelOf(first) : `${routes.length} path operations such as ${labelOf(first)}`,
      },
    }
  },
})
export default rule

const labelOf = ({ methods, path }: RouteFact): string => `${methods.join(', ')} ${path}`

/** The one service that the engine is part of, if it is the only synchronous one there: else nobody knows whose connections these are. */
const serviceOf = (project: Project, fact: EngineFact): Service | undefined => {
  const [name, ...more] = project.servicesAt(fact.at.file)
  if (name === undefined || more.length > 0) return undefined
  const others = project
    .facts('engine')
    .filter((engine) => !engine.async && isPooled(engine) && project.servicesAt(engine.at.file).includes(name))
  return others.length === 1 ? project.services.find((service) => service.name === name) : undefined
}

const threadedRoutes = (project: Project, { name }: Service): readonly RouteFact[] =>
  project.facts('route').filter(({ handler, at }) => {
    if (project.role(at.file) !== 'app' || project.evaluation.function(handler).async) return false
    const queries = (['sql-read', 'sql-write', 'commit'] as const).some((what) => project.does(handler, what, 'same-task'))
    return queries && project.servicesAt(at.file).includes(name)
  })

/** `limiter.total_tokens = n`: some other number of threads. */
const setsTokens = (project: Project): boolean =>
  project.evaluation.files.some(({ origin, summary }) => origin === 'project' && summary.strings.includes('total_tokens'))

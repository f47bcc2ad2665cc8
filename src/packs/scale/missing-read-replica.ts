import { spanOf } from '../../check/place.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { mentionIn } from '../../check/service.ts'
import type { Project } from '../../model/project.ts'
import type { RouteFact } from '../../model/route.ts'
import type { Service } from '../../model/service.ts'
import { budgetOf } from './budget.ts'

/** Processes from which one server carries a load worth dividing, and the share of routes that only read. */
const PROCESSES = 8
const READING = 0.8

const rule: Rule<'scale/missing-read-replica'> = defineRule('scale/missing-read-replica', {
  *engine(fact, project) {
    const service = project.services.find(({ files }) => files.has(fact.at.file))
    const budget = service === undefined ? null : budgetOf(project, service)
    if (service === undefined || budget === null || budget.engines[0] !== fact) return
    if (budget.instances * budget.workers < PROCESSES) return
    const at = spanOf(project, fact.at)
    const asking = routesOf(project, service)
    const reading = asking.filter(({ handler }) => !writes(project, handler))
    const [first] = reading
    if (first === undefined || reading.length < asking.length * READING) {
      yield { is: 'fine', at, because: 'writes' }
      return
    }
    if (budget.engines.length > 1 || mentionIn(project, service, /replica|read_?only|get_bind|binds|reader/i) !== null) {
      yield { is: 'fine', at, because: 'replica' }
      return
    }
    yield {
      is: 'violation',
      at,
      subject: { is: 'resource', place: fact.created },
      expression: fact.callee,
      evidence: [...budget.evidence, { at: spanOf(project, first.at), label: `${first.methods.join(', ')} ${first.path} only reads` }],
      message: 'found',
      data: { service: service.name, reading: String(reading.length), asking: String(asking.length), sum: budget.sum },
    }
  },
})
export default rule

const routesOf = (project: Project, { files }: Service): readonly RouteFact[] =>
  project
    .facts('route')
    .filter(({ at, handler }) => files.has(at.file) && (project.does(handler, 'sql-read', 'same-task') || writes(project, handler)))

const writes = (project: Project, handler: RouteFact['handler']): boolean =>
  (['sql-write', 'commit', 'flush'] as const).some((what) => project.does(handler, what, 'same-task'))

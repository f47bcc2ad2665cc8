import { spanOf } from '../../check/place.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { stepsTo } from '../../check/trail.ts'
import type { Project } from '../../model/project.ts'
import type { WholeTableFact } from '../../model/whole-table.ts'
import { entryOf } from './trail.ts'

type Id = 'db/unbounded-list-query'

/** Contexts that come again and again, with as many rows as there are by then. */
const RECURRING: ReadonlySet<string> = new Set([
  'loop-request',
  'loop-websocket',
  'thread',
  'loop-background',
  'loop-worker',
  'worker-process',
])

const rule: Rule<Id> = defineRule('db/unbounded-list-query', {
  *'whole-table'(fact, project) {
    const at = spanOf(project, fact.at)
    const because = silenceOf(project, fact)
    if (because !== null) {
      yield { is: 'fine', at, because }
      return
    }
    const entity = project.evaluation.class(fact.model).name
    yield {
      is: 'violation',
      at,
      subject: { is: 'call', place: fact.at },
      touches: [{ is: 'model', place: project.schema.modelOf(fact.model)?.table.at ?? fact.at }],
      expression: `all rows of ${entity}`,
      evidence: [...stepsTo(project, fact.context), { at, label: `every \`${entity}\` is loaded here` }],
      message: 'all',
      data: { entity, entry: entryOf(project, fact.context, fact.within) },
    }
  },
})
export default rule

const silenceOf = (project: Project, { at, bounded, context, growing }: WholeTableFact): SilentId<Id> | null => {
  if (bounded !== null) return bounded
  if (!growing) return 'no-growth'
  if (context === null || !RECURRING.has(context.kind)) return 'once'
  const isListed = project.facts('list-answer').some(({ rows }) => rows.file === at.file && rows.value === at.value)
  return isListed ? 'listed' : null
}

import { argumentOf } from '../../check/call.ts'
import { spanOf } from '../../check/place.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { placeOf, stepsTo } from '../../check/trail.ts'
import type { ColumnLookup } from '../../model/filtered-column.ts'
import type { Place, Project } from '../../model/project.ts'
import { Op } from '../../model/summary.ts'
import { addedKeyword } from './engines.ts'
import { entryOf } from './trail.ts'

type Id = 'db/unindexed-filter-column'

/** Functions that look rows up by the column, from which on it is worth an index wherever they run. */
const MANY = 3
const SERVES: ReadonlySet<string> = new Set(['loop-request', 'loop-websocket', 'thread'])

const rule: Rule<Id> = defineRule('db/unindexed-filter-column', {
  *'filtered-column'(fact, project) {
    const at = spanOf(project, fact.at)
    const { lookups, spared } = fact
    const worst = lookups.find(isServing) ?? lookups[0]
    const because = spared ?? (isServing(worst) || lookups.length >= MANY ? null : 'rare')
    if (because !== null) {
      yield { is: 'fine', at, because }
      return
    }
    const { values } = project.evaluation.file(fact.at.file).summary
    const isCall = (values.op[fact.at.value] as Op) === Op.Call
    yield {
      is: 'violation',
      at,
      subject: { is: 'column', place: fact.at },
      expression: fact.column,
      evidence: [
        ...stepsTo(project, worst.context),
        ...lookups.slice(0, 8).map((lookup) => ({ at: spanOf(project, lookup.at), label: `looks rows up by \`${fact.name}\`` })),
      ],
      edits: isCall && !isWritten(project, fact.at) ? addedKeyword(project, fact.at, 'index=True') : [],
      message: 'unserved',
      data: {
        column: fact.column,
        count: lookups.length === 1 ? 'one function looks' : `${lookups.length} functions look`,
        place: placeOf(project, worst.at),
        entry: entryOf(project, worst.context, worst.within),
        name: fact.name,
      },
    }
  },
})
export default rule

/** `index=False`, or a column of its own inside a field: that takes more than an addition. */
const isWritten = (project: Project, at: Place): boolean => ['index', 'sa_column'].some((key) => argumentOf(project, at, key) >= 0)

/** Some client waits for it; a thread may also be a scheduler's. */
const isServing = ({ context }: ColumnLookup): boolean =>
  context !== null && SERVES.has(context.kind) && SERVES.has(context.entry.kind) && context.entry.receives !== 'job'

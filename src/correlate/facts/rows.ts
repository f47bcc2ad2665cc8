/** What the statement asks for that a loop sends in each turn, and for whom. */
import { spanOf } from '../../check/place.ts'
import type { LoopedQueryFact } from '../../model/loader.ts'
import type { Place, Project } from '../../model/project.ts'
import type { Table } from '../../model/schema.ts'
import { Op } from '../../model/summary.ts'
import type { About, Proof } from './about.ts'

/**
 * A GET route comes to it, and each turn looks one row up by a value of the loop's element: not statements that differ in what they ask, not rows
 * that are written back, not as many as a client names.
 */
export const readsRowByRow: Proof = ({ project, joined, joins }) => {
  const looped = loopedBy(project, joined)
  if (looped !== undefined && (looped.key === null || looped.writes || looped.given || looped.transactional)) return null
  const handlers = new Set(joins.entriesTo(joined).map(({ function: id }) => id))
  const route = project.facts('route').find(({ handler, methods }) => handlers.has(handler) && methods.includes('GET'))
  return route === undefined ? null : [{ at: spanOf(project, route.at), label: `GET ${route.path} reads row by row` }]
}

/**
 * No index of the table can serve the statement by another column: the function that sends it names none of them that an index begins with. The statement of a
 * relationship that is loaded row by row filters by the referring column alone.
 */
export const noOtherIndex: Proof = ({ project, joined }) => {
  const looped = loopedBy(project, joined)
  if (looped === undefined) return []
  const table = looped.key === null ? undefined : project.schema.modelOf(looped.key.of)?.table
  const { file, scope } = project.evaluation.function(looped.path.at(-1)?.to ?? looped.within)
  if (table === undefined || !table.complete) return null
  const leading = leadingAttributes(project, table)
  const { values, strings } = project.evaluation.file(file).summary
  for (let value = 0; value < values.count; value++) {
    const op: Op = values.op[value]
    if ((op !== Op.Attr && op !== Op.Keyword) || project.evaluation.scopeOf(file, value) !== scope) continue
    const name = strings[op === Op.Attr ? values.b[value] : values.a[value]]
    if (leading.has(name) && (op === Op.Keyword || isColumnOf(project, { file, value: values.a[value] }, table))) return null
  }
  return [{ at: spanOf(project, looped.query.at), label: 'no other column that it names begins an index' }]
}

const loopedBy = (project: Project, { concern }: About['joined']): LoopedQueryFact | undefined => {
  const [{ place }] = concern.about
  return project.facts('looped-query').find(({ at }) => at.file === place.file && at.value === place.value)
}

/** Attributes whose columns come first in a key or an index, declared or migrated. */
const leadingAttributes = (project: Project, table: Table): ReadonlySet<string> => {
  const migrated = project.migrations.flatMap(({ tables }) => tables.filter(({ name }) => name === table.name).flatMap(({ keys }) => keys))
  const first = new Set([...table.keys, ...migrated].map(({ columns }) => columns[0]))
  const leads = table.columns.filter(
    ({ name, indexed, unique, primaryKey }) => indexed || unique || (name !== null && first.has(name)) || (primaryKey && first.size === 0),
  )
  return new Set(leads.map(({ attribute }) => attribute))
}

const isColumnOf = ({ evaluation, schema }: Project, { file, value }: Place, table: Table): boolean => {
  const type = evaluation.typeOf(file, value)
  return type.is === 'class' && schema.modelOf(type.of)?.table === table
}

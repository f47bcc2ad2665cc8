/** The declared columns that a repeated statement filters by: what findings about their indexes join it by. */
import type { Subject } from '../../check/rule.ts'
import type { LookupKey, RelationshipReadFact } from '../../model/loader.ts'
import type { Place, Project } from '../../model/project.ts'
import type { ForeignKey, Table } from '../../model/schema.ts'

/** The column of a comparison; a lookup by primary key filters by what is always indexed. */
export const columnOfKey = (project: Project, key: LookupKey | null): readonly Subject[] => {
  if (key === null || key.attribute === null) return []
  const column = project.schema.modelOf(key.of)?.table.columns.find(({ attribute }) => attribute === key.attribute)
  const table = project.schema.modelOf(key.of)?.table
  return column === undefined || table === undefined || isServed(project, table, column.at) ? [] : [{ is: 'column', place: column.at }]
}

/** The columns of the other side that refer to the read object; none where its own columns name the other, by primary key. */
export const columnsOfRead = (
  project: Project,
  { model, relationship }: Pick<RelationshipReadFact, 'model' | 'relationship'>,
): readonly Subject[] => {
  if (!relationship.collection || relationship.target === null) return []
  const own = project.schema.modelOf(model)?.table
  const other = project.schema.modelOf(relationship.target)
  if (own === undefined || other === null) return []
  const inverse = other.relationships.find(({ name }) => name === relationship.inverse)?.localColumns ?? []
  const referring = other.table.foreignKeys.filter((key) => refersTo(key, own))
  const keys = inverse.length === 0 ? referring : referring.filter(({ columns }) => columns.join() === inverse.join())
  // Of several keys to one table it is not known which one the relationship takes.
  const columns = keys.length === 1 ? keys[0].columns.flatMap((name) => columnNamed(other.table, name)) : []
  return columns.filter(({ place }) => !isServed(project, other.table, place))
}

/** A mixin's column is one place for several tables, and what is missing in one may be there in the one that is asked. */
const isServed = (project: Project, table: Table, at: Place): boolean => {
  let served = servedIn.get(project)
  if (served === undefined) servedIn.set(project, (served = servedColumns(project)))
  return served.get(table)?.has(`${at.file}:${at.value}`) ?? false
}

const servedIn = new WeakMap<Project, ReadonlyMap<Table, ReadonlySet<string>>>()

/** Places of the keys that an index or a migration serves, by table. Found once: every read of a relationship asks. */
const servedColumns = (project: Project): ReadonlyMap<Table, ReadonlySet<string>> => {
  const served = new Map<Table, Set<string>>()
  for (const { at, tables } of project.facts('foreign-key')) {
    for (const { table, index, migrated } of tables) {
      if (index === null && migrated === null) continue
      const places = served.get(table) ?? new Set<string>()
      served.set(table, places.add(`${at.file}:${at.value}`))
    }
  }
  return served
}

const columnNamed = ({ columns }: Table, wanted: string): readonly Subject[] =>
  columns.filter(({ name }) => name === wanted).map(({ at }) => ({ is: 'column', place: at }))

/** A key names its target with or without the schema. */
const refersTo = ({ target }: ForeignKey, { name, schema }: Table): boolean =>
  name !== null && (target === name || (schema !== null && target === `${schema}.${name}`))

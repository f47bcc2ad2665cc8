/** The columns that one class, mixin or `Table` writes, each once however many tables inherit them. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { Place } from '../../model/project.ts'
import type { Column, DeclaredColumnsFact, Schema } from '../../model/schema.ts'
import type { ClassId, FileId } from '../../model/type.ts'
import type { Creations } from './creations.ts'

interface Group {
  readonly columns: Map<string, Column>
  readonly tables: Set<string>
  readonly models: Set<ClassId>
}

export function declaredColumns(evaluation: Evaluation, schema: Schema, creations: Creations): readonly DeclaredColumnsFact[] {
  const groups = new Map<string, Group>()
  for (const table of schema.tables) {
    for (const column of table.columns) {
      const { file, value } = column.at
      // A column of a `Table(...)` is one of the table's; one of a class is one of its body's, however it is declared.
      const key = table.model === null ? `${table.at.file}:${table.at.value}` : `${file}:${evaluation.scopeOf(file, value)}`
      let group = groups.get(key)
      if (group === undefined) groups.set(key, (group = { columns: new Map(), tables: new Set(), models: new Set() }))
      group.columns.set(`${file}:${value}`, column)
      if (table.name !== null) group.tables.add(table.name)
      if (table.model !== null) group.models.add(table.model)
    }
  }
  return [...groups.values()]
    .map(({ columns, tables, models }) => ({
      ...factOf([...columns.values()].toSorted(byPlace), [...tables].toSorted()),
      databases: [...models].flatMap((model) => creations.dialectsOf(model)),
    }))
    .toSorted((x, y) => byPlace(x, y))

  function factOf(columns: readonly Column[], tables: readonly string[]): Omit<DeclaredColumnsFact, 'databases'> {
    const [{ at }] = columns
    return { is: 'declared-columns', at, owner: ownerOf(at.file, at.value), columns, tables }
  }

  function ownerOf(file: FileId, value: number): string {
    const { summary } = evaluation.file(file)
    const scope = evaluation.scopeOf(file, value)
    return summary.strings[summary.scopes.name[scope]] ?? ''
  }
}

function byPlace(x: { readonly at: Place }, y: { readonly at: Place }): number {
  return x.at.file - y.at.file || x.at.value - y.at.value
}

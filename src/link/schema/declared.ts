/** The columns that one class, mixin or `Table` writes, each once however many tables inherit them. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { Place } from '../../model/project.ts'
import type { Column, DeclaredColumnsFact, Schema } from '../../model/schema.ts'
import type { FileId } from '../../model/type.ts'

export function declaredColumns(evaluation: Evaluation, schema: Schema): readonly DeclaredColumnsFact[] {
  const groups = new Map<string, { readonly place: Place; readonly columns: Map<string, Column>; readonly tables: Set<string> }>()
  for (const table of schema.tables) {
    for (const column of table.columns) {
      const { file, value } = column.at
      // A column of a `Table(...)` is one of the table's; one of a class is one of its body's, however it is declared.
      const key = table.model === null ? `${table.at.file}:${table.at.value}` : `${file}:${evaluation.scopeOf(file, value)}`
      let group = groups.get(key)
      if (group === undefined) groups.set(key, (group = { place: column.at, columns: new Map(), tables: new Set() }))
      group.columns.set(`${file}:${value}`, column)
      if (table.name !== null) group.tables.add(table.name)
    }
  }
  return [...groups.values()]
    .map(({ columns, tables }) => factOf([...columns.values()].toSorted(byPlace), [...tables].toSorted()))
    .toSorted((x, y) => byPlace(x, y))

  function factOf(columns: readonly Column[], tables: readonly string[]): DeclaredColumnsFact {
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

/** Foreign keys by the place that declares them, with what serves them and what uses them. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { Place, Role } from '../../model/project.ts'
import type { ForeignKey, ForeignKeyFact, KeyUse, MigratedTable, MigrationHistory, Schema, ServedKey, Table } from '../../model/schema.ts'
import { Op } from '../../model/summary.ts'
import type { FileId } from '../../model/type.ts'
import { textOf } from '../read.ts'
import { nearestKey, servingKey } from './coverage.ts'
import { refersTo } from './relationships.ts'

interface Input {
  readonly evaluation: Evaluation
  readonly schema: Schema
  readonly histories: readonly MigrationHistory[]
  readonly role: (file: FileId) => Role
}

const PASSED_ON = new Set(['CASCADE', 'SET NULL', 'SET DEFAULT'])

export function foreignKeyFacts({ evaluation, schema, histories, role }: Input): readonly ForeignKeyFact[] {
  const pathOf = (place: Place): string => evaluation.file(place.file).summary.path
  const groups = new Map<string, { readonly at: Place; readonly served: ServedKey[] }>()
  for (const table of schema.tables) {
    for (const key of table.foreignKeys) {
      const at = placeOf(table, key)
      const id = `${pathOf(at)}\0${String(at.value).padStart(9, '0')}`
      const group = groups.get(id)
      if (group === undefined) groups.set(id, { at, served: [serve(table, key)] })
      else group.served.push(serve(table, key))
    }
  }
  const reads = columnReads(evaluation, schema, role)
  return [...groups.keys()].toSorted().map((id): ForeignKeyFact => {
    const { at, served } = groups.get(id)!
    const tables = served.toSorted((x, y) => compare(x.table.name ?? '', y.table.name ?? ''))
    return {
      is: 'foreign-key',
      at,
      column: tables[0].key.columns.length === 1 && isCall(at) ? at : null,
      tables,
      uses: usesOf(tables),
      known: tables.every(({ table }) => table.complete),
    }
  })

  /** The column that is declared, or the constraint over several. */
  function placeOf(table: Table, key: ForeignKey): Place {
    if (key.columns.length > 1) return key.at
    return table.columns.find((column) => column.name === key.columns[0])?.at ?? key.at
  }

  function isCall({ file, value }: Place): boolean {
    return evaluation.file(file).summary.values.op[value] === Op.Call
  }

  function serve(table: Table, key: ForeignKey): ServedKey {
    const history = migratedTable(table)
    return {
      table,
      key,
      index: servingKey(table.keys, key.columns),
      migrated: history === null ? null : servingKey(history.keys, key.columns),
      history,
      nearest: nearestKey([...table.keys, ...(history?.keys ?? [])], key.columns),
    }
  }

  /** The table of that name in the history that stands nearest to the model. */
  function migratedTable(table: Table): MigratedTable | null {
    if (table.name === null) return null
    const own = pathOf(table.at)
    const candidates = histories.flatMap((history) => {
      const found = history.tables.find(({ name }) => name === table.name)
      return found === undefined ? [] : [{ found, near: sharedLength(own, history.folder) }]
    })
    const best = candidates.reduce((most, { near }) => Math.max(most, near), -1)
    const nearest = candidates.filter(({ near }) => near === best).map(({ found }) => found)
    // Histories of several dialects stand side by side: what any of them indexes is indexed.
    return nearest.length < 2 ? (nearest[0] ?? null) : merged(nearest)
  }

  function usesOf(tables: readonly ServedKey[]): readonly KeyUse[] {
    const uses: KeyUse[] = []
    for (const { table, key } of tables) {
      uses.push(...throughRelationships(table, key), ...(reads.get(readKey(table, key)) ?? []))
      const rule = key.onDelete?.toUpperCase() ?? ''
      if (PASSED_ON.has(rule)) uses.push({ is: 'on-delete', name: `ondelete=${rule}`, at: key.at })
    }
    const seen = new Set<string>()
    return uses.filter(({ name }) => !seen.has(name) && seen.add(name))
  }

  /** Relationships of the table referred to that load the rows that refer to it. */
  function throughRelationships(table: Table, key: ForeignKey): readonly KeyUse[] {
    const uses: KeyUse[] = []
    for (const model of schema.models) {
      if (!refersTo(key, model.table)) continue
      for (const relationship of model.relationships) {
        const target = relationship.target === null ? null : schema.modelOf(relationship.target)
        if (target === null || target.table !== table || relationship.localColumns.length > 0) continue
        uses.push({ is: 'relationship', name: `${evaluation.class(model.class).name}.${relationship.name}`, at: relationship.at })
      }
    }
    return uses
  }
}

const compare = (x: string, y: string): number => (x < y ? -1 : x > y ? 1 : 0)

function sharedLength(x: string, y: string): number {
  const [left, right] = [x.split('/'), y.split('/')]
  let length = 0
  while (length < left.length && left[length] === right[length]) length++
  return length
}

const merged = (tables: readonly MigratedTable[]): MigratedTable => ({
  ...tables[0],
  keys: tables.flatMap(({ keys }) => keys),
  complete: tables.every(({ complete }) => complete),
})

const readKey = (table: Table, key: ForeignKey): string => `${table.at.file}:${table.at.value}:${key.columns.join(',')}`

/** Comparisons of a foreign key's column in queries: `Order.user_id == user.id`, `Order.user_id.in_(ids)`. */
function columnReads(evaluation: Evaluation, schema: Schema, role: (file: FileId) => Role): ReadonlyMap<string, readonly KeyUse[]> {
  const found = new Map<string, KeyUse[]>()
  const names = new Set(schema.tables.flatMap(attributesOfKeys))
  for (const { id, summary, origin } of evaluation.files) {
    if (origin !== 'project' || role(id) !== 'app') continue
    const wanted = new Set([...summary.strings.keys()].filter((str) => names.has(summary.strings[str])))
    if (wanted.size === 0) continue
    const { op, a, b, count } = summary.values
    for (let value = 0; value < count; value++) {
      if (op[value] !== Op.Attr || !wanted.has(b[value]) || !isCompared(id, value)) continue
      const type = evaluation.typeOf(id, a[value])
      const model = type.is === 'class' ? schema.modelOf(type.of) : null
      const name = textOf(summary, b[value])
      const column = model?.table.columns.find(({ attribute }) => attribute === name)
      const key = model?.table.foreignKeys.find(({ columns }) => columns.length === 1 && columns[0] === column?.name)
      if (model === null || type.is !== 'class' || key === undefined) continue
      const list = found.get(readKey(model.table, key))
      const use: KeyUse = { is: 'query', name: `${evaluation.class(type.of).name}.${name}`, at: { file: id, value } }
      if (list === undefined) found.set(readKey(model.table, key), [use])
      else list.push(use)
    }
  }
  return found

  function isCompared(file: FileId, value: number): boolean {
    const { summary } = evaluation.file(file)
    const { op, b } = summary.values
    return evaluation
      .users(file, value)
      .some((user) => op[user] === Op.Compare || (op[user] === Op.Attr && textOf(summary, b[user]) === 'in_'))
  }
}

const attributesOfKeys = (table: Table): readonly string[] =>
  table.foreignKeys.flatMap(({ columns }) =>
    table.columns.filter(({ name }) => name !== null && columns.includes(name)).map(({ attribute }) => attribute),
  )

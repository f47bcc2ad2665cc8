/** Tables while migrations are replayed. */
import type { Place } from '../../model/project.ts'
import type { Column, ForeignKey, Key, MigratedTable } from '../../model/schema.ts'

export interface State {
  createTable(name: string, at: Place, complete: boolean): void
  dropTable(name: string): void
  renameTable(from: string, to: string): void
  /** With the keys its flags make. */
  addColumn(table: string, column: Column): void
  dropColumn(table: string, column: string | null): void
  renameColumn(table: string, from: string | null, to: string | null): void
  addKey(table: string, key: Key): void
  addForeignKey(table: string, key: ForeignKey): void
  dropIndex(name: string): void
  renameIndex(from: string, to: string): void
  dropConstraint(table: string, name: string | null, type: string | null): void
  /** Something happened to the table that was not understood. */
  doubt(table: string): void
  tables(): readonly MigratedTable[]
}

interface Draft {
  name: string
  columns: string[]
  keys: Key[]
  foreignKeys: ForeignKey[]
  at: Place | null
  complete: boolean
}

export function createState(): State {
  const tables = new Map<string, Draft>()

  /** A table that only gets altered is known from then on, incompletely: it was made elsewhere. */
  function tableOf(name: string): Draft {
    let table = tables.get(name)
    if (table === undefined) tables.set(name, (table = { name, columns: [], keys: [], foreignKeys: [], at: null, complete: false }))
    return table
  }

  function renameColumn(table: string, from: string | null, to: string | null): void {
    const draft = tableOf(table)
    if (from === null || to === null) {
      draft.complete = false
      return
    }
    const renamed = (column: string): string => (column === from ? to : column)
    draft.columns = draft.columns.map(renamed)
    draft.keys = draft.keys.map((key) => ({ ...key, columns: key.columns.map((column) => (column === null ? null : renamed(column))) }))
    draft.foreignKeys = draft.foreignKeys.map((key) => ({ ...key, columns: key.columns.map(renamed) }))
  }

  function dropConstraint(table: string, name: string | null, type: string | null): void {
    const draft = tableOf(table)
    const matches = (key: Key): boolean => key.is !== 'index' && name !== null && namesOf(table, key).includes(name)
    const found = draft.keys.some(matches)
    if (found) draft.keys = draft.keys.filter((key) => !matches(key))
    else if (type === 'primary') draft.keys = draft.keys.filter(({ is }) => is !== 'primary')
    else if (type !== 'foreignkey' && type !== 'check' && draft.keys.some((key) => key.is === 'unique' && key.name === null))
      draft.complete = false
  }

  return {
    createTable(name, at, complete) {
      tables.set(name, { name, columns: [], keys: [], foreignKeys: [], at, complete })
    },
    dropTable(name) {
      tables.delete(name)
    },
    renameTable(from, to) {
      const table = tableOf(from)
      tables.delete(from)
      tables.set(to, { ...table, name: to })
    },
    addColumn(table, column) {
      const draft = tableOf(table)
      if (column.name === null) draft.complete = false
      else draft.columns.push(column.name)
      const plain = { name: null, columns: [column.name], method: 'btree', partial: false, at: column.at } as const
      if (column.unique) draft.keys.push({ ...plain, is: 'unique' })
      else if (column.indexed) draft.keys.push({ ...plain, is: 'index' })
    },
    dropColumn(table, column) {
      const draft = tableOf(table)
      if (column === null) draft.complete = false
      draft.columns = draft.columns.filter((each) => each !== column)
      draft.keys = draft.keys.filter((key) => !key.columns.includes(column))
      draft.foreignKeys = draft.foreignKeys.filter((key) => column === null || !key.columns.includes(column))
    },
    renameColumn,
    addKey(table, key) {
      tableOf(table).keys.push(key)
    },
    addForeignKey(table, key) {
      tableOf(table).foreignKeys.push(key)
    },
    dropIndex(name) {
      for (const draft of tables.values())
        draft.keys = draft.keys.filter((key) => key.is === 'primary' || !namesOf(draft.name, key).includes(name))
    },
    renameIndex(from, to) {
      for (const draft of tables.values())
        draft.keys = draft.keys.map((key) => (namesOf(draft.name, key).includes(from) ? { ...key, name: to } : key))
    },
    dropConstraint,
    doubt(table) {
      tableOf(table).complete = false
    },
    tables: () => [...tables.keys()].toSorted().map((name) => tables.get(name)!),
  }
}

/** The name of a key; for one without, the names that databases and common conventions give it. */
function namesOf(table: string, { is, name, columns }: Key): readonly string[] {
  if (name !== null) return [name]
  const joined = columns.join('_')
  if (is === 'primary') return [`${table}_pkey`, `pk_${table}`]
  return is === 'unique' ? [`${table}_${joined}_key`, `uq_${table}_${joined}`, `ix_${table}_${joined}`] : [`ix_${table}_${joined}`]
}

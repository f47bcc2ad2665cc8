/** The schema that the migrations of a folder leave: their operations applied in order to an empty database. */
import type { Constant, Evaluation } from '../../model/evaluation.ts'
import type { Place, Role } from '../../model/project.ts'
import type { Column, ForeignKey, Key, MigratedTable, MigrationHistory } from '../../model/schema.ts'
import { Op } from '../../model/summary.ts'
import type { FileId } from '../../model/type.ts'
import type { CandidateIndex } from '../candidates.ts'
import type { Origins } from '../origins.ts'
import { argumentAt } from '../read.ts'
import { columnOfExpression, isOwnNotNull } from '../schema/index-expressions.ts'
import type { Vocabulary } from '../schema/vocabulary.ts'
import { nameAt } from './names.ts'
import type { Operation } from './operations.ts'
import { createOperations, itemsAt, operationArgument } from './operations.ts'
import { revisionFolders } from './revisions.ts'
import type { Statement } from './statements.ts'
import { statementsOf } from './statements.ts'
import { createState } from './state.ts'
import type { State } from './state.ts'

interface Input {
  readonly evaluation: Evaluation
  readonly origins: Origins
  readonly candidates: CandidateIndex
  readonly role: (file: FileId) => Role
  readonly vocabulary: Vocabulary
}

export function replayMigrations({ evaluation, origins, candidates, role, vocabulary }: Input): readonly MigrationHistory[] {
  const operationsOf = createOperations(evaluation, origins, candidates)
  const { declarations, columns, reader, definitions } = vocabulary

  return revisionFolders(evaluation, role).map(({ folder, revisions }): MigrationHistory => {
    const state = createState()
    let complete = true
    for (const { file } of revisions) for (const operation of operationsOf(file)) if (!apply(state, operation)) complete = false
    return { folder, revisions, tables: state.tables().map((table): MigratedTable => table), complete }
  })

  /** False when the operation was not understood and may have touched any table. */
  function apply(state: State, operation: Operation): boolean {
    const at = (position: number, key: string, tableAt = 1): Place | null =>
      operationArgument(evaluation, operation, position, key, tableAt)
    const text = (position: number, key: string, tableAt = 1): string | null => textAt(at(position, key, tableAt))
    const table = (position: number, key = 'table_name'): string | null => operation.batch ?? text(position, key, position)
    const { call } = operation
    switch (operation.name) {
      case 'create_table':
        return createTable(state, operation)
      case 'drop_table':
        return onTable(table(0), (name) => state.dropTable(name))
      case 'rename_table': {
        const to = text(1, 'new_table_name', 9)
        return onTable(text(0, 'old_table_name', 9), (name) => (to === null ? state.doubt(name) : state.renameTable(name, to)))
      }
      case 'add_column': {
        const column = at(1, 'column', 0)
        return onTable(table(0), (name) => addColumn(state, name, column))
      }
      case 'drop_column':
        return onTable(table(0), (name) => state.dropColumn(name, text(1, 'column_name', 0)))
      case 'alter_column': {
        const { summary } = evaluation.file(call.file)
        const value = argumentAt(summary, call.value, 'new_column_name')
        const to = value < 0 ? null : textAt({ file: call.file, value })
        return value < 0 || onTable(table(0), (name) => state.renameColumn(name, text(1, 'column_name', 0), to))
      }
      case 'create_index':
        return onTable(table(1), (name) => state.addKey(name, indexOf(operation, at(2, 'columns'), text(0, 'index_name'))))
      case 'create_unique_constraint':
      case 'create_primary_key': {
        const is = operation.name === 'create_primary_key' ? 'primary' : 'unique'
        const named = text(0, 'constraint_name')
        return onTable(table(1), (name) => state.addKey(name, { ...PLAIN, is, name: named, columns: namesIn(at(2, 'columns')), at: call }))
      }
      case 'create_exclude_constraint':
        return true
      case 'create_foreign_key': {
        const source = operation.batch ?? text(1, 'source_table')
        return onTable(source, (name) => addReference(state, name, operation))
      }
      case 'drop_index': {
        const dropped = text(0, 'index_name')
        return dropped === null ? onTable(table(1), (name) => state.doubt(name)) : (state.dropIndex(dropped), true)
      }
      case 'drop_constraint':
        return onTable(table(1), (name) => state.dropConstraint(name, text(0, 'constraint_name'), text(2, 'type_')))
      case 'execute':
        return execute(state, operation)
      default:
        return true
    }
  }

  function createTable(state: State, { call }: Operation): boolean {
    const [named, ...items] = itemsAt(evaluation, call)
    const name = named === undefined ? null : textAt(named)
    if (name === null) return false
    const drafts = items.map((item) => columns.ofArgument(item))
    const own = drafts.flatMap((draft) => (draft === null ? [] : [draft]))
    const rest = items
      .filter((item, index) => drafts[index] === null && !isKeyword(item))
      .map((item) =>
        readItem(
          item,
          own.map(({ column }) => column),
        ),
      )
    state.createTable(
      name,
      call,
      rest.every((item) => item !== null),
    )
    for (const { column, references } of own) {
      state.addColumn(name, column)
      for (const { column: referring, target, onDelete, at } of references)
        state.addForeignKey(name, { columns: [referring], ...targetOf([target]), onDelete, at })
    }
    const primary = own.filter(({ column }) => column.primaryKey).flatMap(({ column }) => (column.name === null ? [] : [column.name]))
    if (primary.length > 0) state.addKey(name, { ...PLAIN, is: 'primary', name: null, columns: primary, at: call })
    for (const item of rest) {
      for (const key of item?.keys ?? []) state.addKey(name, key)
      for (const reference of item?.references ?? [])
        state.addForeignKey(name, {
          columns: reference.columns,
          ...targetOf(reference.targets),
          onDelete: reference.onDelete,
          at: reference.at,
        })
    }
    return true
  }

  function readItem(item: Place, own: readonly Column[]) {
    return reader.readItem(item, own)
  }

  function isKeyword({ file, value }: Place): boolean {
    const { op } = evaluation.file(file).summary.values
    return op[value] === Op.Keyword || op[value] === Op.DoubleStar
  }

  function targetOf(targets: readonly Place[]): Pick<ForeignKey, 'target' | 'targetColumns'> {
    const parts = targets.map((target) => (textAt(target) ?? '').split('.'))
    const [first] = parts
    return {
      target: first === undefined || first.length < 2 ? null : first.slice(0, -1).join('.'),
      targetColumns: parts.map((part) => (part.length < 2 ? null : part[part.length - 1])),
    }
  }

  function addColumn(state: State, table: string, place: Place | null): void {
    const draft = place === null ? null : columns.ofArgument(place)
    if (draft === null || place === null) {
      state.doubt(table)
      return
    }
    state.addColumn(table, draft.column)
    if (draft.column.primaryKey) state.addKey(table, { ...PLAIN, is: 'primary', name: null, columns: [draft.column.name], at: place })
    for (const { column, target, onDelete, at } of draft.references)
      state.addForeignKey(table, { columns: [column], ...targetOf([target]), onDelete, at })
  }

  function addReference(state: State, table: string, operation: Operation): void {
    const inBatch = operation.batch !== undefined
    const at = (position: number, key: string): Place | null =>
      operationArgument(evaluation, { ...operation, batch: undefined }, inBatch ? position - 1 : position, key, 9)
    const own = namesIn(at(3, 'local_cols'))
    if (own.length === 0 || own.includes(null)) {
      state.doubt(table)
      return
    }
    state.addForeignKey(table, {
      columns: own as readonly string[],
      target: textAt(at(2, 'referent_table')),
      targetColumns: namesIn(at(4, 'remote_cols')),
      onDelete: null,
      at: operation.call,
    })
  }

  function indexOf(operation: Operation, place: Place | null, name: string | null): Key {
    const { call } = operation
    const { summary } = evaluation.file(call.file)
    const given = (key: string): Constant | undefined => {
      const value = argumentAt(summary, call.value, key)
      return value < 0 ? undefined : evaluation.constantOf(call.file, value)
    }
    const method = given('postgresql_using')
    const unique = given('unique')
    const own = namesIn(place)
    const predicate = PREDICATES.map((key) => argumentAt(summary, call.value, key)).find((value) => value >= 0)
    return {
      is: unique?.is === 'bool' && unique.value ? 'unique' : 'index',
      name,
      columns: own,
      method: method?.is === 'text' ? method.value.toLowerCase() : 'btree',
      partial: predicate !== undefined && !isNotNull({ file: call.file, value: predicate }, own[0] ?? null),
      at: call,
    }
  }

  function isNotNull(place: Place, leading: string | null): boolean {
    const behind = definitions.of(place)
    const declaration = behind === null ? null : declarations.of(behind)
    const text = declaration?.kind === 'text' ? textAt(declarations.argument(declaration, 0)) : behind === null ? null : textAt(behind)
    return text !== null && leading !== null && isOwnNotNull(text, leading)
  }

  /** Column names of a list; null for an expression. */
  function namesIn(place: Place | null): readonly (string | null)[] {
    const behind = place === null ? null : definitions.of(place)
    if (behind === null) return []
    const { op } = evaluation.file(behind.file).summary.values
    if (op[behind.value] !== Op.List && op[behind.value] !== Op.Tuple) return [null]
    return itemsAt(evaluation, behind).map((item) => columnAt(item))
  }

  function columnAt(item: Place): string | null {
    const constant = textAt(item)
    if (constant !== null) return constant
    const declaration = declarations.of(item)
    const inner = declaration === null ? null : declarations.argument(declaration, 0)
    const text = inner === null ? null : textAt(inner)
    return text === null ? null : columnOfExpression(text)
  }

  function execute(state: State, { call }: Operation): boolean {
    const [first] = itemsAt(evaluation, call)
    const sql = first === undefined ? null : sqlAt(first)
    if (sql !== null) for (const statement of statementsOf(sql)) perform(state, statement, call)
    return true
  }

  function sqlAt(place: Place): string | null {
    const behind = definitions.of(place)
    const declaration = behind === null ? null : declarations.of(behind)
    const text = declaration?.kind === 'text' ? declarations.argument(declaration, 0) : place
    const constant = text === null ? undefined : evaluation.constantOf(text.file, text.value)
    if (constant?.is === 'text') return constant.value
    // A hole reads as a name that nothing else has.
    return constant?.is === 'template' ? constant.parts.map((part) => part ?? '__unknown__').join('') : null
  }

  function perform(state: State, statement: Statement, at: Place): void {
    switch (statement.is) {
      case 'create-index':
        state.addKey(statement.table, { ...statement, is: statement.unique ? 'unique' : 'index', at })
        break
      case 'drop-index':
        state.dropIndex(statement.name)
        break
      case 'drop-table':
        state.dropTable(statement.table)
        break
      case 'rename-table':
        state.renameTable(statement.from, statement.to)
        break
      case 'rename-index':
        state.renameIndex(statement.from, statement.to)
        break
      case 'add-key':
        state.addKey(statement.table, {
          ...PLAIN,
          is: statement.primary ? 'primary' : 'unique',
          name: statement.name,
          columns: statement.columns,
          at,
        })
        break
      case 'drop-constraint':
        state.dropConstraint(statement.table, statement.name, null)
        break
      case 'other-ddl':
        if (statement.table !== null) state.doubt(statement.table)
    }
  }

  function textAt(place: Place | null): string | null {
    return nameAt(evaluation, place)
  }
}

const PREDICATES = ['postgresql_where', 'sqlite_where'] as const
const PLAIN = { method: 'btree', partial: false } as const

/** Does something to a table whose name is known; false if it is not. */
function onTable(name: string | null, work: (name: string) => void): boolean {
  if (name === null) return false
  work(name)
  return true
}

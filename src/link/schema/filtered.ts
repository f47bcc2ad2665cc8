/** Columns that statements find rows by, with what serves them. Foreign keys have facts of their own. */
import type { Context } from '../../model/project.ts'
import type { ColumnLookup, FilteredColumnFact } from '../../model/filtered-column.ts'
import type { Column, MappedModel, MigrationHistory, Schema, Table } from '../../model/schema.ts'
import type { Value } from '../../model/summary.ts'
import { CompareOp, Op } from '../../model/summary.ts'
import type { ClassId, FileId, FunctionId } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import type { QuerySites } from '../loader/query-sites.ts'
import { statementCalls } from '../loader/statement-calls.ts'
import { argumentAt, listOf, nameOf, textOf } from '../read.ts'
import { servingKey } from './coverage.ts'

interface Input {
  readonly parts: Parts
  readonly schema: Schema
  readonly histories: readonly MigrationHistory[]
  readonly sites: QuerySites
  readonly functions: readonly FunctionId[]
  readonly growing: ReadonlySet<ClassId>
  readonly contextOf: (id: FunctionId) => Context | null
}

const NARROWING = new Set(['where', 'filter', 'filter_by'])
/** The planner may come to the rows by another table's key. */
const JOINING = new Set(['join', 'outerjoin', 'select_from', 'join_from', 'correlate'])
/** What came before some moment is most of a table. */
const LOOKUPS: ReadonlySet<CompareOp> = new Set([CompareOp.Eq, CompareOp.Gt, CompareOp.GtE])
const RANGES = new Set(['in_', 'between'])
const FEW = ['enum.Enum', 'builtins.bool']

/** One condition of a statement. */
interface Condition {
  readonly at: Value
  readonly model: MappedModel
  readonly column: Column
  /** Compared with what is written there: one of the few values that the code knows. */
  readonly constant: boolean
}

interface Group {
  readonly model: MappedModel
  readonly column: Column
  readonly lookups: Map<FunctionId, ColumnLookup>
}

/** In the order of the tables and their columns. */
export function filteredColumns(input: Input): readonly FilteredColumnFact[] {
  const { parts, schema, histories, sites } = input
  const { evaluation } = parts
  const groups = new Map<string, Group>()
  for (const id of input.functions) inFunction(id)
  const order = new Map(schema.tables.map((table, at) => [table, at]))
  return [...groups.values()]
    .toSorted((x, y) => (order.get(x.model.table) ?? 0) - (order.get(y.model.table) ?? 0) || x.column.at.value - y.column.at.value)
    .map(factOf)

  function inFunction(within: FunctionId): void {
    const { file, scope } = evaluation.function(within)
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    const region = summary.scopes.region[scope]
    for (let at = summary.regions.first[region]; at < summary.regions.end[region]; at++) {
      if (op[at] !== Op.Call || op[a[at]] !== Op.Attr || evaluation.scopeOf(file, at) !== scope) continue
      if (sites.at(file, at, within) === null) continue
      const found = lookupOf(file, at)
      if (found === null) continue
      const key = `${found.column.at.file}:${found.column.at.value}:${found.model.class}`
      let group = groups.get(key)
      if (group === undefined) groups.set(key, (group = { model: found.model, column: found.column, lookups: new Map() }))
      if (!group.lookups.has(within)) group.lookups.set(within, { at: { file, value: found.at }, within, context: input.contextOf(within) })
    }
  }

  /** The condition by which the rows of a statement have to be found: no key serves any of them, and it is the first. */
  function lookupOf(file: FileId, call: Value): Condition | null {
    const { summary } = evaluation.file(file)
    const calls = [...statementCalls(evaluation, file, call), ...statementCalls(evaluation, file, argumentAt(summary, call, 0))]
    if (calls.some(({ name }) => JOINING.has(name))) return null
    const begin = calls.find(({ name }) => name === 'select' || name === 'query')
    const entity = begin === undefined ? null : modelAt(file, argumentAt(summary, begin.call, 0))
    if (entity === null) return null
    const conditions: Condition[] = []
    for (const { call: narrowing, name } of calls) {
      if (!NARROWING.has(name)) continue
      for (const item of listOf(summary, summary.values.b[narrowing])) {
        const found = conditionsIn(file, item, entity)
        // A condition that is not understood may be the one that a key serves.
        if (found === null) return null
        conditions.push(...found)
      }
    }
    if (conditions.some(({ model, column }) => model !== entity || isServed(model, column) || isForeignKey(model, column))) return null
    // The chain is read from its end: what stands first is what every branch has.
    return conditions.filter(({ constant }) => !constant).toSorted((x, y) => x.at - y.at)[0] ?? null
  }

  function modelAt(file: FileId, value: Value): MappedModel | null {
    if (value < 0) return null
    const { op, a } = evaluation.file(file).summary.values
    const type = evaluation.typeOf(file, value)
    if (type.is === 'class') return schema.modelOf(type.of)
    const owner = op[value] === Op.Attr ? evaluation.typeOf(file, a[value]) : null
    return owner?.is === 'class' ? schema.modelOf(owner.of) : null
  }

  /** Nothing for a condition that narrows little, such as `is_(None)`; null for one that is not understood. */
  function conditionsIn(file: FileId, item: Value, entity: MappedModel): readonly Condition[] | null {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    if (op[item] === Op.Keyword) {
      const column = columnOf(entity, textOf(summary, a[item]))
      return column === null ? null : [{ at: item, model: entity, column, constant: isConstant(file, b[item]) }]
    }
    if (op[item] === Op.Compare) {
      const kind: CompareOp = listOf(summary, a[item])[0]
      const [left, right] = listOf(summary, b[item])
      const found = readAt(file, left)
      if (found === null) return null
      if (!LOOKUPS.has(kind)) return []
      return [{ at: item, ...found, constant: isConstant(file, right) || modelAt(file, right) !== null }]
    }
    if (op[item] === Op.Call && op[a[item]] === Op.Attr) {
      const name = nameOf(summary, a[item])
      const found = readAt(file, a[a[item]])
      if (found === null) return null
      if (!RANGES.has(name)) return name === 'is_' || name === 'is_not' || name === 'isnot' ? [] : null
      return [{ at: item, ...found, constant: isConstant(file, argumentAt(summary, item, 0)) }]
    }
    return null
  }

  function readAt(file: FileId, value: Value): Pick<Condition, 'model' | 'column'> | null {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    if (value === undefined || value < 0 || op[value] !== Op.Attr) return null
    const type = evaluation.typeOf(file, a[value])
    const model = type.is === 'class' ? schema.modelOf(type.of) : null
    const column = model === null ? null : columnOf(model, nameOf(summary, value))
    return model === null || column === null ? null : { model, column }
  }

  /** A literal, a constant, a member of a class: a value that the code knows beforehand. */
  function isConstant(file: FileId, value: Value): boolean {
    if (value < 0) return true
    const { op, a, b } = evaluation.file(file).summary.values
    if (evaluation.constantOf(file, value) !== undefined) return true
    if (op[value] === Op.Attr)
      return evaluation.typeOf(file, a[value]).is === 'class' || (op[a[value]] === Op.Attr && isConstant(file, a[value]))
    if (op[value] !== Op.List && op[value] !== Op.Tuple && op[value] !== Op.Set) return false
    return listOf(evaluation.file(file).summary, b[value]).every((item) => isConstant(file, item))
  }

  function isServed({ table }: MappedModel, { name, primaryKey, unique, indexed }: Column): boolean {
    if (primaryKey || unique || indexed) return true
    return (
      name !== null && (servingKey(table.keys, [name]) !== null || historiesOf(table).some(({ keys }) => servingKey(keys, [name]) !== null))
    )
  }

  /** Whether it is indexed is another fact. */
  function isForeignKey({ table }: MappedModel, { name }: Column): boolean {
    return name !== null && table.foreignKeys.some(({ columns }) => columns.includes(name))
  }

  function historiesOf(table: Table) {
    return histories.flatMap((history) => history.tables.filter((each) => each.name === table.name))
  }

  function factOf({ model, column, lookups }: Group): FilteredColumnFact {
    const { table } = model
    const ways = [...lookups.values()]
    return {
      is: 'filtered-column',
      at: column.at,
      name: `${evaluation.class(model.class).name}.${column.attribute}`,
      column: `${table.name ?? '?'}.${column.name ?? column.attribute}`,
      table,
      lookups: ways,
      spared: sparedOf(model, column),
    }
  }

  function sparedOf(model: MappedModel, column: Column): FilteredColumnFact['spared'] {
    const { table } = model
    const type = evaluation.memberOf(evaluation.instanceOf(model.class), column.attribute)
    const isFew = type.is === 'instance' && FEW.some((name) => evaluation.isSubclass(type.of, name))
    if (isFew || column.type === 'Boolean' || column.type === 'Enum') return 'few-values'
    const family = [model.class, ...evaluation.subclasses(model.class)]
    if (!family.some((id) => input.growing.has(id))) return 'no-growth'
    const isKnown = table.complete && historiesOf(table).every(({ complete }) => complete) && column.name !== null
    return isKnown ? null : 'unknown'
  }
}

const columnOf = ({ table }: MappedModel, attribute: string): Column | null =>
  table.columns.find((column) => column.attribute === attribute) ?? null

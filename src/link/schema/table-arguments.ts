/** Indexes and constraints: what stands in `__table_args__`, in `Table(...)`, or in an `Index(...)` elsewhere. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { Place } from '../../model/project.ts'
import type { Column, Key } from '../../model/schema.ts'
import { BinaryOp, CompareOp, ConstKind, Op } from '../../model/summary.ts'
import { listOf, textOf } from '../read.ts'
import type { Declaration, Declarations } from './declarations.ts'
import { entryOf } from './declarations.ts'
import type { Definitions } from './definitions.ts'
import { columnOfExpression, isOwnNotNull } from './index-expressions.ts'

/** A foreign key over several columns, its target not yet looked up. */
export interface CompositeReference {
  readonly columns: readonly string[]
  readonly targets: readonly Place[]
  readonly onDelete: string | null
  readonly at: Place
}

export interface TableArguments {
  readonly keys: readonly Key[]
  readonly references: readonly CompositeReference[]
  readonly schema: string | null
  readonly complete: boolean
}

export interface ArgumentReader {
  /** Everything a `__table_args__` value says. */
  read(place: Place, columns: readonly Column[]): TableArguments
  /** One item of it; null for what says nothing about keys. */
  readItem(place: Place, columns: readonly Column[]): Partial<Pick<TableArguments, 'keys' | 'references'>> | null
  keyOf(declaration: Declaration, columns: readonly Column[]): Key | null
}

const DEEPEST = 8
const METHODS = ['postgresql_using', 'mysql_using'] as const
const PREDICATES = ['postgresql_where', 'sqlite_where', 'mssql_where'] as const

export function createArgumentReader(evaluation: Evaluation, definitions: Definitions, declarations: Declarations): ArgumentReader {
  function read(place: Place, columns: readonly Column[], depth = 0): TableArguments {
    const behind = depth > DEEPEST ? null : definitions.of(place)
    if (behind === null) return UNKNOWN
    const { summary } = evaluation.file(behind.file)
    const { op, aux, a, b } = summary.values
    const at = (value: number): Place => ({ file: behind.file, value })
    switch (op[behind.value] as Op) {
      case Op.Tuple:
      case Op.List:
        return join(Array.from(listOf(summary, b[behind.value]), (item) => readOne(at(item), columns, depth)))
      case Op.Dict:
        return { ...EMPTY, schema: schemaIn(behind) }
      case Op.Binary:
        return aux[behind.value] === BinaryOp.Add
          ? join([read(at(a[behind.value]), columns, depth + 1), read(at(b[behind.value]), columns, depth + 1)])
          : UNKNOWN
      case Op.Function: {
        const exits = listOf(summary, summary.scopes.exits[a[behind.value]])
        return exits.length === 1 ? read(at(a[exits[0]]), columns, depth + 1) : UNKNOWN
      }
      case Op.Call:
        return called(behind, columns, depth)
      default:
        return UNKNOWN
    }
  }

  /** `tuple([...])`, or a function that returns the arguments. */
  function called(place: Place, columns: readonly Column[], depth: number): TableArguments {
    const { summary } = evaluation.file(place.file)
    if (isDictionary(place)) return { ...EMPTY, schema: schemaIn(place) }
    const [target] = evaluation.calleeOf(place.file, place.value).targets
    const [first] = listOf(summary, summary.values.b[place.value])
    if (target?.is === 'construct' && evaluation.class(target.class).qualifiedName === 'builtins.tuple' && first !== undefined)
      return read({ file: place.file, value: first }, columns, depth + 1)
    if (target?.is !== 'function') return UNKNOWN
    const { file, scope } = evaluation.function(target.function)
    if (evaluation.file(file).origin === 'library') return UNKNOWN
    return read({ file, value: evaluation.file(file).summary.scopes.definedBy[scope] }, columns, depth + 1)
  }

  function readOne(place: Place, columns: readonly Column[], depth: number): TableArguments {
    const { summary } = evaluation.file(place.file)
    if (summary.values.op[place.value] === Op.Star)
      return read({ file: place.file, value: summary.values.a[place.value] }, columns, depth + 1)
    const item = readItem(place, columns)
    if (item !== null) return { ...EMPTY, ...item }
    const behind = definitions.of(place)
    if (behind === null) return UNKNOWN
    return isDictionary(behind) ? { ...EMPTY, schema: schemaIn(behind) } : UNKNOWN
  }

  /** `{...}` or `dict(...)`: options of the table. */
  function isDictionary({ file, value }: Place): boolean {
    const { op } = evaluation.file(file).summary.values
    if (op[value] !== Op.Call) return op[value] === Op.Dict
    const [target] = evaluation.calleeOf(file, value).targets
    return target?.is === 'construct' && evaluation.class(target.class).qualifiedName === 'builtins.dict'
  }

  function readItem(place: Place, columns: readonly Column[]): Partial<Pick<TableArguments, 'keys' | 'references'>> | null {
    const behind = definitions.of(place)
    const declaration = behind === null ? null : declarations.of(behind)
    if (declaration === null) return null
    if (declaration.kind === 'check') return {}
    if (declaration.kind === 'foreign-key-constraint') {
      const reference = referenceOf(declaration, columns)
      return reference === null ? null : { references: [reference] }
    }
    const key = keyOf(declaration, columns)
    return key === null ? null : { keys: [key] }
  }

  function keyOf(declaration: Declaration, columns: readonly Column[]): Key | null {
    const given = declarations.positional(declaration)
    const at = declaration.through ?? declaration.call
    switch (declaration.kind) {
      case 'index': {
        const [name, ...expressions] = given
        const unique = constantOf(declarations.argument(declaration, 'unique'))
        return {
          is: unique?.is === 'bool' && unique.value ? 'unique' : 'index',
          name: nameOf(name ?? null),
          columns: expressions.map((each) => (each === null ? null : columnOf(each, columns))),
          method: methodOf(declaration),
          partial: isPartial(declaration, expressions[0] ?? null, columns),
          at,
        }
      }
      case 'unique':
      case 'primary-key':
        return {
          is: declaration.kind === 'unique' ? 'unique' : 'primary',
          name: nameOf(declarations.argument(declaration, 'name')),
          columns: given.map((each) => (each === null ? null : columnOf(each, columns))),
          method: 'btree',
          partial: false,
          at,
        }
      case 'exclude':
        return {
          is: 'index',
          name: nameOf(declarations.argument(declaration, 'name')),
          columns: given.map((each) => (each === null ? null : excluded(each, columns))),
          method: 'btree',
          partial: declarations.argument(declaration, 'where') !== null,
          at,
        }
      default:
        return null
    }
  }

  /** `(column, "=")` of an exclusion constraint serves equality on its column. */
  function excluded(place: Place, columns: readonly Column[]): string | null {
    const { summary } = evaluation.file(place.file)
    if (summary.values.op[place.value] !== Op.Tuple) return null
    const [column, operator] = listOf(summary, summary.values.b[place.value])
    const constant = evaluation.constantOf(place.file, operator)
    return constant?.is === 'text' && constant.value === '=' ? columnOf({ file: place.file, value: column }, columns) : null
  }

  const constantOf = (place: Place | null) => (place === null ? undefined : evaluation.constantOf(place.file, place.value))

  function nameOf(place: Place | null): string | null {
    const constant = constantOf(place)
    return constant?.is === 'text' ? constant.value : null
  }

  function methodOf(declaration: Declaration): string {
    for (const key of METHODS) {
      const given = declarations.argument(declaration, key)
      if (given === null) continue
      const constant = constantOf(given)
      return constant?.is === 'text' ? constant.value.toLowerCase() : '?'
    }
    return 'btree'
  }

  function isPartial(declaration: Declaration, first: Place | null, columns: readonly Column[]): boolean {
    const leading = first === null ? null : columnOf(first, columns)
    return PREDICATES.some((key) => {
      const predicate = declarations.argument(declaration, key)
      return predicate !== null && !isNotNull(predicate, leading, columns)
    })
  }

  /** `column IS NOT NULL`, which equality implies. */
  function isNotNull(place: Place, leading: string | null, columns: readonly Column[]): boolean {
    const behind = definitions.of(place)
    if (behind === null || leading === null) return false
    const { summary } = evaluation.file(behind.file)
    const { op, a, b } = summary.values
    const declaration = declarations.of(behind)
    const text =
      declaration?.kind === 'text' ? constantOf(declarations.argument(declaration, 0)) : evaluation.constantOf(behind.file, behind.value)
    if (text?.is === 'text') return isOwnNotNull(text.value, leading)
    if (op[behind.value] === Op.Compare) {
      const [operator, ...more] = listOf(summary, a[behind.value])
      const [left, right] = listOf(summary, b[behind.value])
      return (
        more.length === 0 &&
        operator === CompareOp.NotEq &&
        isNone(behind.file, right) &&
        columnOf({ file: behind.file, value: left }, columns) === leading
      )
    }
    const callee = op[behind.value] === Op.Call ? a[behind.value] : -1
    if (callee < 0 || op[callee] !== Op.Attr || !['is_not', 'isnot'].includes(textOf(summary, b[callee]))) return false
    const [argument] = listOf(summary, b[behind.value])
    return argument !== undefined && isNone(behind.file, argument) && columnOf({ file: behind.file, value: a[callee] }, columns) === leading
  }

  function isNone(file: number, value: number): boolean {
    const { op, a } = evaluation.file(file).summary.values
    return op[value] === Op.Const && a[value] === ConstKind.None
  }

  function referenceOf(declaration: Declaration, columns: readonly Column[]): CompositeReference | null {
    const lists = ['columns', 'refcolumns'].map(
      (key, index) => declarations.argument(declaration, index) ?? declarations.argument(declaration, key),
    )
    const [own, targets] = lists.map((place) => (place === null ? null : itemsOf(place)))
    if (own === null || own === undefined || targets === null || targets === undefined || own.length !== targets.length) return null
    const names = own.map((place) => columnOf(place, columns))
    if (names.some((name) => name === null)) return null
    const onDelete = constantOf(declarations.argument(declaration, 'ondelete'))
    return {
      columns: names as readonly string[],
      targets,
      onDelete: onDelete?.is === 'text' ? onDelete.value : null,
      at: declaration.through ?? declaration.call,
    }
  }

  function itemsOf(place: Place): readonly Place[] | null {
    const behind = definitions.of(place)
    if (behind === null) return null
    const { summary } = evaluation.file(behind.file)
    const { op, b } = summary.values
    if (op[behind.value] !== Op.List && op[behind.value] !== Op.Tuple) return null
    return Array.from(listOf(summary, b[behind.value]), (value) => ({ file: behind.file, value }))
  }

  function schemaIn(place: Place): string | null {
    const given = entryOf(evaluation, place, 'schema')
    return given === null ? null : nameOf(given)
  }

  /** The database name of the column an argument stands for; null for an expression or an unknown column. */
  function columnOf(place: Place, columns: readonly Column[], depth = 0): string | null {
    if (depth > DEEPEST) return null
    const { summary } = evaluation.file(place.file)
    const { op, a, b } = summary.values
    const constant = evaluation.constantOf(place.file, place.value)
    if (constant?.is === 'text') return byName(constant.value, columns)
    switch (op[place.value] as Op) {
      case Op.Load:
        return byAttribute(textOf(summary, b[place.value]), columns)
      case Op.Free:
        return byAttribute(textOf(summary, a[place.value]), columns)
      case Op.Attr: {
        const object = a[place.value]
        const name = textOf(summary, b[place.value])
        const isTable = op[object] === Op.Attr && ['c', 'columns'].includes(textOf(summary, b[object]))
        return isTable ? byName(name, columns) : byAttribute(name, columns)
      }
      case Op.Call: {
        const declaration = declarations.of(place)
        const [first] = listOf(summary, b[place.value])
        if (declaration?.kind === 'text') {
          const text = first === undefined ? undefined : evaluation.constantOf(place.file, first)
          const column = text?.is === 'text' ? columnOfExpression(text.value) : null
          return column === null ? null : byName(column, columns)
        }
        if (declaration?.kind === 'order')
          return first === undefined ? null : columnOf({ file: place.file, value: first }, columns, depth + 1)
        const callee = a[place.value]
        const isOrder = op[callee] === Op.Attr && ORDERS.has(textOf(summary, b[callee]))
        return isOrder ? columnOf({ file: place.file, value: a[callee] }, columns, depth + 1) : null
      }
      default:
        return null
    }
  }

  return { read: (place, columns) => read(place, columns), readItem, keyOf }
}

const ORDERS = new Set(['asc', 'desc', 'nulls_first', 'nulls_last', 'nullsfirst', 'nullslast'])

const byName = (name: string, columns: readonly Column[]): string | null =>
  columns.find((column) => column.name === name)?.name ?? byAttribute(name, columns)

const byAttribute = (name: string, columns: readonly Column[]): string | null =>
  columns.find((column) => column.attribute === name)?.name ?? null

const EMPTY: TableArguments = { keys: [], references: [], schema: null, complete: true }
const UNKNOWN: TableArguments = { ...EMPTY, complete: false }

function join(parts: readonly TableArguments[]): TableArguments {
  return {
    keys: parts.flatMap((part) => part.keys),
    references: parts.flatMap((part) => part.references),
    schema: parts.map((part) => part.schema).find((schema) => schema !== null) ?? null,
    complete: parts.every((part) => part.complete),
  }
}

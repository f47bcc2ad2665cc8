/** Tables: of mapped classes with their mixins and single-table children, and of `Table(...)` calls. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { Place } from '../../model/project.ts'
import type { Column, ForeignKey, Key, Table } from '../../model/schema.ts'
import { Op } from '../../model/summary.ts'
import type { ClassId } from '../../model/type.ts'
import { textOf } from '../read.ts'
import type { ColumnDraft, Columns, Reference } from './columns.ts'

import type { Declarations } from './declarations.ts'
import type { Attribute, Definitions } from './definitions.ts'
import type { Mapping } from './mapping.ts'
import type { ArgumentReader, CompositeReference, TableArguments } from './table-arguments.ts'

export interface Tables {
  ofModel(id: ClassId): Table
  /** The table a `Table(...)` call makes; null if the call makes none. */
  ofCall(place: Place): Table | null
}

interface Tools {
  readonly evaluation: Evaluation
  readonly definitions: Definitions
  readonly declarations: Declarations
  readonly mapping: Mapping
  readonly columns: Columns
  readonly reader: ArgumentReader
  /** Mapped classes that live in another one's table. */
  readonly sharing: (owner: ClassId) => readonly ClassId[]
  /** Indexes declared outside of a class, by the attribute they name. */
  readonly looseKeys: (columns: readonly Column[], owner: ClassId | Place) => readonly Key[]
}

const ARGUMENTS = '__table_args__'

export function createTables(tools: Tools): Tables {
  const { evaluation, definitions, declarations, mapping, columns, reader, sharing, looseKeys } = tools
  const models = new Map<ClassId, Table>()
  const calls = new Map<string, Table | null>()

  function ofModel(id: ClassId): Table {
    const owner = mapping.ownerOf(id)
    const known = models.get(owner)
    if (known !== undefined) return known
    const table = buildModel(owner)
    models.set(owner, table)
    return table
  }

  function buildModel(owner: ClassId): Table {
    const explicit = definitions.attribute(owner, '__table__')
    const made = explicit === null || explicit.value < 0 ? null : definitions.of({ file: explicit.file, value: explicit.value })
    const shared = made === null ? null : ofCall(made)
    const { file, scope } = evaluation.class(owner)
    const at = { file, value: evaluation.file(file).summary.scopes.definedBy[scope] }
    if (shared !== null) return { ...shared, model: owner, keys: [...shared.keys, ...looseKeys(shared.columns, owner)] }
    const drafts = [owner, ...sharing(owner)].flatMap((id) => draftsOf(id))
    const own = unique(drafts)
    const found = tableArguments(
      owner,
      own.map((draft) => draft.column),
    )
    return assemble({
      name: mapping.tableName(owner),
      schema: found.schema ?? schemaOfBase(owner),
      model: owner,
      at,
      drafts: own,
      found,
      loose: looseKeys(
        own.map((draft) => draft.column),
        owner,
      ),
      complete: explicit === null && !evaluation.hasUnknownBase(owner),
    })
  }

  /** Columns of a class: its own body's first, then those of mixins and abstract bases; SQLModel has its bases' first. */
  function draftsOf(id: ClassId): readonly ColumnDraft[] {
    const isSqlModel = mapping.isSqlModel(id)
    const found: ColumnDraft[] = []
    const seen = new Set<string>()
    const classes = mapping.contributors(id)
    for (const each of isSqlModel ? classes.toReversed() : classes) {
      for (const attribute of definitions.attributesOf(each).values()) {
        const winner = definitions.attribute(id, attribute.name)
        if (seen.has(attribute.name) || (winner !== null && !isSame(winner, attribute) && !isSqlModel)) continue
        const draft = columns.ofAttribute(
          isSqlModel ? ownerOfAttribute(id, attribute.name) : each,
          isSqlModel ? (winner ?? attribute) : attribute,
          isSqlModel,
        )
        if (draft === null) continue
        seen.add(attribute.name)
        found.push(draft)
      }
    }
    return found
  }

  const isSame = (x: Attribute, y: Attribute): boolean => x.file === y.file && x.bind === y.bind

  function ownerOfAttribute(id: ClassId, name: string): ClassId {
    return evaluation.mro(id).find((each) => definitions.attributesOf(each).has(name)) ?? id
  }

  function tableArguments(owner: ClassId, own: readonly Column[]): TableArguments {
    for (const each of mapping.contributors(owner)) {
      const attribute = definitions.attributesOf(each).get(ARGUMENTS)
      if (attribute !== undefined && attribute.value >= 0) return reader.read({ file: attribute.file, value: attribute.value }, own)
    }
    return NO_ARGUMENTS
  }

  /** `metadata = MetaData(schema=...)` of the declarative base. */
  function schemaOfBase(owner: ClassId): string | null {
    const metadata = definitions.attribute(owner, 'metadata')
    const made = metadata === null || metadata.value < 0 ? null : definitions.of({ file: metadata.file, value: metadata.value })
    return made === null ? null : schemaOfMetadata(made)
  }

  function schemaOfMetadata(place: Place): string | null {
    const declaration = declarations.of(place)
    const given = declaration?.kind === 'metadata' ? declarations.argument(declaration, 'schema') : null
    const constant = given === null ? undefined : evaluation.constantOf(given.file, given.value)
    return constant?.is === 'text' ? constant.value : null
  }

  function ofCall(place: Place): Table | null {
    const key = `${place.file}:${place.value}`
    let known = calls.get(key)
    if (known === undefined) calls.set(key, (known = buildCall(place)))
    return known
  }

  function buildCall(place: Place): Table | null {
    const declaration = declarations.of(place)
    if (declaration?.kind !== 'table') return null
    const [name, , ...items] = declarations.positional(declaration)
    const drafts: ColumnDraft[] = []
    const rest: Place[] = []
    let complete = true
    for (const item of items) {
      const draft = item === null ? null : columns.ofArgument(item)
      if (item === null) complete = false
      else if (draft === null) rest.push(item)
      else drafts.push(draft)
    }
    const own = drafts.map((draft) => draft.column)
    const found = rest.map((item) => reader.readItem(item, own))
    const schema = declarations.argument(declaration, 'schema')
    const constant = schema === null ? undefined : evaluation.constantOf(schema.file, schema.value)
    return assemble({
      name: textAt(name ?? null),
      schema: constant?.is === 'text' ? constant.value : null,
      model: null,
      at: place,
      drafts,
      found: {
        keys: found.flatMap((each) => each?.keys ?? []),
        references: found.flatMap((each) => each?.references ?? []),
        schema: null,
        complete: complete && found.every((each) => each !== null),
      },
      loose: looseKeys(own, place),
      complete: true,
    })
  }

  function textAt(place: Place | null): string | null {
    const constant = place === null ? undefined : evaluation.constantOf(place.file, place.value)
    return constant?.is === 'text' ? constant.value : null
  }

  interface Assembly extends Pick<Table, 'name' | 'schema' | 'model' | 'at' | 'complete'> {
    readonly drafts: readonly ColumnDraft[]
    readonly found: TableArguments
    readonly loose: readonly Key[]
  }

  function assemble({ drafts, found, loose, complete, ...table }: Assembly): Table {
    const own = drafts.map((draft) => draft.column)
    const references = drafts.flatMap((draft) => draft.references)
    return {
      ...table,
      columns: own,
      foreignKeys: [...references.map((each) => single(each)), ...found.references.map((each) => composite(each))],
      keys: [...keysOfColumns(own, table.at), ...found.keys, ...loose],
      complete: complete && found.complete && drafts.every((draft) => draft.complete),
    }
  }

  function single({ column, target, onDelete, at }: Reference): ForeignKey {
    const { table, column: name } = targetOf(target)
    return { columns: [column], target: table, targetColumns: [name], onDelete, at }
  }

  function composite({ columns: own, targets, onDelete, at }: CompositeReference): ForeignKey {
    const found = targets.map((target) => targetOf(target))
    return { columns: own, target: found[0]?.table ?? null, targetColumns: found.map(({ column }) => column), onDelete, at }
  }

  /** Table and column that a foreign key names: `"users.id"`, `User.id`, `users.c.id`, or a lambda of those. */
  function targetOf(place: Place, depth = 0): { readonly table: string | null; readonly column: string | null } {
    if (depth > 4) return NOWHERE
    const { summary } = evaluation.file(place.file)
    const { op, a, b } = summary.values
    const constant = evaluation.constantOf(place.file, place.value)
    if (constant?.is === 'text') return splitTarget(constant.value)
    if (constant?.is === 'template') return splitTarget(constant.parts.at(-1) ?? '')
    const behind = op[place.value] === Op.Attr ? place : definitions.of(place)
    if (behind === null) return NOWHERE
    const { summary: own } = evaluation.file(behind.file)
    const { op: ops, a: as, b: bs } = own.values
    if (ops[behind.value] === Op.Lambda) {
      const [body] = own.values.lists.subarray(own.scopes.exits[as[behind.value]] + 1)
      return targetOf({ file: behind.file, value: body }, depth + 1)
    }
    if (op[place.value] !== Op.Attr) return ops[behind.value] === Op.Attr ? targetOf(behind, depth + 1) : NOWHERE
    const name = textOf(summary, b[place.value])
    const type = evaluation.typeOf(place.file, a[place.value])
    if (type.is === 'class' && mapping.registryOf(type.of) !== null) {
      const owner = mapping.ownerOf(type.of)
      const attribute = definitions.attribute(type.of, name)
      const draft = attribute === null ? null : columns.ofAttribute(type.of, attribute, mapping.isSqlModel(type.of))
      return { table: mapping.tableName(owner), column: draft?.column.name ?? name }
    }
    const isTable = op[a[place.value]] === Op.Attr && ['c', 'columns'].includes(textOf(summary, b[a[place.value]]))
    const made = isTable ? definitions.of({ file: place.file, value: a[a[place.value]] }) : null
    const declared = made === null ? null : declarations.of(made)
    if (declared?.kind !== 'table' || bs.length === 0) return NOWHERE
    return { table: textAt(declarations.argument(declared, 0)), column: name }
  }

  return { ofModel, ofCall }
}

const NO_ARGUMENTS: TableArguments = { keys: [], references: [], schema: null, complete: true }
const NOWHERE = { table: null, column: null }

/** `schema.table.column`, the schema as written. */
function splitTarget(text: string): { readonly table: string | null; readonly column: string | null } {
  const parts = text.split('.').filter((part) => part !== '')
  if (parts.length < 2) return NOWHERE
  return { table: parts.slice(0, -1).join('.'), column: parts.at(-1) ?? null }
}

/** Keys that the columns' own flags make. */
function keysOfColumns(columns: readonly Column[], at: Place): readonly Key[] {
  const primary = columns.filter((column) => column.primaryKey)
  const plain = { name: null, method: 'btree', partial: false } as const
  const keys: Key[] = primary.length === 0 ? [] : [{ ...plain, is: 'primary', columns: primary.map((column) => column.name), at }]
  for (const column of columns) {
    if (column.unique) keys.push({ ...plain, is: 'unique', columns: [column.name], at: column.at })
    else if (column.indexed) keys.push({ ...plain, is: 'index', columns: [column.name], at: column.at })
  }
  return keys
}

/** One column per attribute: the first that declares it. */
function unique(drafts: readonly ColumnDraft[]): readonly ColumnDraft[] {
  const seen = new Set<string>()
  return drafts.filter(({ column }) => !seen.has(column.attribute) && seen.add(column.attribute))
}

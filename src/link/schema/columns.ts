/** Columns of a class or a `Table`, with the foreign keys written in them. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { Place } from '../../model/project.ts'
import type { Column, ColumnContent } from '../../model/schema.ts'
import { Op } from '../../model/summary.ts'
import type { ClassId } from '../../model/type.ts'
import { listOf } from '../read.ts'
import { createColumnTypes } from './column-types.ts'
import type { Declaration, Declarations } from './declarations.ts'
import { entryOf } from './declarations.ts'
import type { Attribute, Definitions } from './definitions.ts'

/** A foreign key of one column, its target not yet looked up. */
export interface Reference {
  readonly column: string
  /** What `ForeignKey(...)` is given: text, an attribute of a class, a lambda. */
  readonly target: Place
  readonly onDelete: string | null
  readonly at: Place
}

export interface ColumnDraft {
  readonly column: Column
  readonly references: readonly Reference[]
  /** False when arguments are passed that are not written out: a key may be among them. */
  readonly complete: boolean
}

export interface Columns {
  /** The column an attribute of a class declares; null if it is none. */
  ofAttribute(owner: ClassId, attribute: Attribute, isSqlModel: boolean): ColumnDraft | null
  /** The column an argument of `Table(...)` declares. */
  ofArgument(place: Place): ColumnDraft | null
  /** The declaring call behind an attribute: its value, or what its `declared_attr` returns. */
  declarationOf(attribute: Attribute): { readonly declaration: Declaration; readonly at: Place } | null
}

const MAPPED = ['sqlalchemy.orm.Mapped', 'sqlalchemy.orm.DynamicMapped', 'sqlalchemy.orm.WriteOnlyMapped'] as const

export function createColumns(evaluation: Evaluation, definitions: Definitions, declarations: Declarations): Columns {
  const types = createColumnTypes(evaluation, definitions, declarations)
  const mapped = new Set(MAPPED.flatMap((name) => classOf(name)))

  function classOf(name: string): readonly ClassId[] {
    const type = evaluation.resolve(name)
    return type.is === 'class' ? [type.of] : []
  }

  function declarationOf(attribute: Attribute): { readonly declaration: Declaration; readonly at: Place } | null {
    if (attribute.value < 0) return null
    const written = { file: attribute.file, value: attribute.value }
    const { op } = evaluation.file(attribute.file).summary.values
    const at = op[attribute.value] === Op.Function ? returnedBy(written) : definitions.of(written)
    const declaration = at === null ? null : declarations.of(at)
    return at === null || declaration === null ? null : { declaration, at: op[attribute.value] === Op.Call ? written : at }
  }

  /** What a `declared_attr` returns, if it returns one thing. */
  function returnedBy({ file, value }: Place): Place | null {
    if (!evaluation.decorators({ file, value }).some((decorator) => isDeclaredAttr(file, decorator))) return null
    const { summary } = evaluation.file(file)
    const exits = listOf(summary, summary.scopes.exits[summary.values.a[value]])
    return exits.length === 1 ? definitions.of({ file, value: summary.values.a[exits[0]] }) : null
  }

  function isDeclaredAttr(file: number, decorator: number): boolean {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    const base = op[decorator] === Op.Attr ? a[decorator] : decorator
    const type = evaluation.typeOf(file, base)
    return type.is === 'class' && evaluation.class(type.of).qualifiedName.endsWith('.declared_attr')
  }

  function ofAttribute(owner: ClassId, attribute: Attribute, isSqlModel: boolean): ColumnDraft | null {
    const found = declarationOf(attribute)
    const inAlias = inAnnotation(attribute)
    const at = found?.at ?? { file: attribute.file, value: attribute.bind }
    if (found?.declaration.kind === 'deferred') {
      const inner = declarations.argument(found.declaration, 0)
      const declaration = inner === null ? null : declarations.of(inner)
      return declaration === null ? null : draft(attribute.name, [declaration], at, true, types.of([declaration], owner, attribute))
    }
    const own = found !== null && (found.declaration.kind === 'column' || found.declaration.kind === 'field') ? found.declaration : null
    if (found !== null && own === null) return null
    if (own === null && attribute.value >= 0 && !isSqlModel) return null
    const calls = [own, inAlias].filter((each) => each !== null)
    if (calls.length === 0 && !isPlainColumn(owner, attribute, isSqlModel)) return null
    return draft(attribute.name, calls, at, false, types.of(calls.flatMap(columnsOf), owner, attribute))
  }

  /** `x: Mapped[int]`; for SQLModel any annotation that is not a relationship, a constant of the class or a private name. */
  function isPlainColumn(owner: ClassId, attribute: Attribute, isSqlModel: boolean): boolean {
    if (attribute.annotation < 0 || evaluation.class(owner).file !== attribute.file) return false
    const { op, a } = evaluation.file(attribute.file).summary.values
    const form = op[attribute.annotation] === Op.Index ? a[attribute.annotation] : attribute.annotation
    const type = evaluation.typeOf(attribute.file, form)
    if (type.is === 'class' && mapped.has(type.of)) return true
    return isSqlModel && !attribute.name.startsWith('_') && type.is !== 'external' && attribute.name !== 'model_config'
  }

  /** A column call among the metadata of `Annotated`, through `Mapped[...]` and aliases. */
  function inAnnotation(attribute: Attribute): Declaration | null {
    let at: Place | null = attribute.annotation < 0 ? null : { file: attribute.file, value: attribute.annotation }
    for (let depth = 0; at !== null && depth < 6; depth++) {
      const behind = definitions.of(at)
      if (behind === null) return null
      const { summary } = evaluation.file(behind.file)
      const { op, a, b } = summary.values
      if (op[behind.value] !== Op.Index) return null
      const key = b[behind.value]
      const items: readonly number[] = op[key] === Op.Tuple ? [...listOf(summary, b[key])] : [key]
      for (const item of items) {
        const declaration = declarations.of({ file: behind.file, value: item })
        if (declaration?.kind === 'column' || declaration?.kind === 'field') return declaration
      }
      const form = evaluation.typeOf(behind.file, a[behind.value])
      at = form.is === 'class' && mapped.has(form.of) ? { file: behind.file, value: items[0] } : null
    }
    return null
  }

  function ofArgument(place: Place): ColumnDraft | null {
    const behind = definitions.of(place)
    const declaration = behind === null ? null : declarations.of(behind)
    if (behind === null || declaration?.kind !== 'column') return null
    return draft('', [declaration], behind, false, types.of([declaration], null, null))
  }

  function draft(name: string, calls: readonly Declaration[], at: Place, isDeferred: boolean, content: ColumnContent): ColumnDraft {
    const columns = calls.flatMap(columnsOf)
    const references = columns.flatMap((call) => referencesIn(call))
    const dbName = nameIn(columns)
    const column: Column = {
      attribute: name === '' ? (dbName ?? '') : name,
      name: dbName === undefined ? name : dbName,
      at,
      primaryKey: columns.some((call) => flag(call, 'primary_key')),
      indexed: columns.some((call) => flag(call, 'index')),
      unique: columns.some((call) => flag(call, 'unique')),
      ...content,
      deferred: isDeferred || columns.some((call) => flag(call, 'deferred')),
    }
    const referring = column.name ?? column.attribute
    return {
      column,
      references: references.map((each) => ({ ...each, column: referring })),
      complete: columns.every((call) => !declarations.isOpen(call)),
    }
  }

  /** A SQLModel field with the column calls it is given. */
  function columnsOf(call: Declaration): readonly Declaration[] {
    if (call.kind !== 'field') return [call]
    const column = declarations.argument(call, 'sa_column')
    const behind = column === null ? null : definitions.of(column)
    const declaration = behind === null ? null : declarations.of(behind)
    return declaration === null ? [call] : [call, declaration]
  }

  function nameIn(calls: readonly Declaration[]): string | null | undefined {
    for (const call of calls) {
      const named = call.kind === 'field' ? inKeywords(call, 'name') : (declarations.argument(call, 'name') ?? firstText(call))
      if (named === null) continue
      const constant = evaluation.constantOf(named.file, named.value)
      return constant?.is === 'text' ? constant.value : constant?.is === 'none' ? undefined : null
    }
    return undefined
  }

  function firstText(call: Declaration): Place | null {
    const [first] = declarations.positional(call)
    if (first === undefined || first === null) return null
    return evaluation.constantOf(first.file, first.value)?.is === 'text' ? first : null
  }

  /** What `sa_column_kwargs={...}` gives a keyword. */
  function inKeywords(call: Declaration, key: string): Place | null {
    const given = declarations.argument(call, 'sa_column_kwargs')
    return given === null ? null : pairOf(evaluation, definitions, given, key)
  }

  /** True unless the argument is absent or plainly false: what cannot be told is taken as given. */
  function flag(call: Declaration, key: string): boolean {
    const given = declarations.argument(call, key) ?? (call.kind === 'field' ? inKeywords(call, key) : null)
    if (given === null) return false
    const constant = evaluation.constantOf(given.file, given.value)
    return !(constant?.is === 'none' || (constant?.is === 'bool' && !constant.value))
  }

  function referencesIn(call: Declaration): readonly Omit<Reference, 'column'>[] {
    if (call.kind === 'field') {
      const target = declarations.argument(call, 'foreign_key')
      const own = target === null ? [] : [{ target, onDelete: textIn(call, 'ondelete'), at: target }]
      const more = declarations.argument(call, 'sa_column_args')
      return [...own, ...(more === null ? [] : itemsOf(more).flatMap((each) => referenceOf(each)))]
    }
    return declarations.positional(call).flatMap((each) => (each === null ? [] : referenceOf(each)))
  }

  function itemsOf(place: Place): readonly Place[] {
    const behind = definitions.of(place)
    if (behind === null) return []
    const { summary } = evaluation.file(behind.file)
    const { op, b } = summary.values
    if (op[behind.value] !== Op.List && op[behind.value] !== Op.Tuple) return []
    return [...listOf(summary, b[behind.value])].map((value) => ({ file: behind.file, value }))
  }

  function referenceOf(place: Place): readonly Omit<Reference, 'column'>[] {
    const behind = definitions.of(place)
    const declaration = behind === null ? null : declarations.of(behind)
    if (behind === null || declaration?.kind !== 'foreign-key') return []
    const target = declarations.argument(declaration, 0) ?? declarations.argument(declaration, 'column')
    return target === null ? [] : [{ target, onDelete: textIn(declaration, 'ondelete'), at: behind }]
  }

  function textIn(call: Declaration, key: string): string | null {
    const given = declarations.argument(call, key)
    const constant = given === null ? undefined : evaluation.constantOf(given.file, given.value)
    return constant?.is === 'text' ? constant.value : null
  }

  return { ofAttribute, ofArgument, declarationOf }
}

/** The value a dictionary, written out, gives a key. */
export function pairOf(evaluation: Evaluation, definitions: Definitions, place: Place, key: string): Place | null {
  const behind = definitions.of(place)
  if (behind === null) return null
  const { op } = evaluation.file(behind.file).summary.values
  return op[behind.value] === Op.Dict || op[behind.value] === Op.Call ? entryOf(evaluation, behind, key) : null
}

/** The nouns of the database schema: mapped classes, tables, columns, keys, indexes, relationships. Filled by `link/schema/`. */
import type { Place } from './project.ts'
import type { ClassId } from './type.ts'

/** `null` where the source does not tell: unknown, never a default. */
export interface Column {
  /** The attribute on the mapped class; the column's own name for a `Table`. */
  readonly attribute: string
  /** The name in the database. */
  readonly name: string | null
  /** The declaring call or annotation, in the class, mixin or base that writes it. */
  readonly at: Place
  readonly primaryKey: boolean
  /** `index=True`. */
  readonly indexed: boolean
  readonly unique: boolean
  /** Not loaded with the row. */
  readonly deferred: boolean
}

export interface ForeignKey {
  /** Ordered names of the referring columns. */
  readonly columns: readonly string[]
  /** The table referred to, with its schema if written; null if unknown. */
  readonly target: string | null
  readonly targetColumns: readonly (string | null)[]
  readonly onDelete: string | null
  readonly at: Place
}

/** An index, unique constraint or primary key, by ordered column names; `null` is an expression or an unknown column. */
export interface Key {
  readonly is: 'primary' | 'unique' | 'index'
  readonly name: string | null
  readonly columns: readonly (string | null)[]
  /** `btree` unless written; gin, gist and brin cannot serve equality. */
  readonly method: string
  /** Has a predicate; `WHERE column IS NOT NULL` of its own column does not count as one. */
  readonly partial: boolean
  readonly at: Place
}

export type LoadStrategy =
  | 'select'
  | 'joined'
  | 'selectin'
  | 'subquery'
  | 'immediate'
  | 'raise'
  | 'raise_on_sql'
  | 'noload'
  | 'dynamic'
  | 'write_only'

export interface Relationship {
  readonly name: string
  /** The model whose instances it holds; null if unknown. */
  readonly target: ClassId | null
  readonly collection: boolean
  /** null: not a constant. */
  readonly strategy: LoadStrategy | null
  /** The other side's attribute, by `back_populates` or `backref`. */
  readonly inverse: string | null
  /** The foreign key's columns when this side holds them (many to one); empty otherwise or unknown. */
  readonly localColumns: readonly string[]
  /** The declaring call: on this class, a base, a mixin, or the other side's `backref`. */
  readonly at: Place
}

/** A table: of a mapped class, or a `Table` of its own. */
export interface Table {
  /** null where the name is computed in a way that is not followed. */
  readonly name: string | null
  readonly schema: string | null
  /** The mapped class, null for a plain `Table`. */
  readonly model: ClassId | null
  readonly at: Place
  readonly columns: readonly Column[]
  readonly foreignKeys: readonly ForeignKey[]
  readonly keys: readonly Key[]
  /** False when a part of the declaration was not understood: absence then proves nothing. */
  readonly complete: boolean
}

/** A mapped class: its table and what its attributes lead to, inherited ones included. */
export interface MappedModel {
  readonly class: ClassId
  readonly table: Table
  readonly relationships: readonly Relationship[]
  /** `association_proxy` and the like: attribute to the relationship it reads. */
  readonly proxies: Readonly<Record<string, string>>
}

/** The schema as the code declares it. */
export interface Schema {
  /** In the order of the files, then of the classes. */
  readonly models: readonly MappedModel[]
  /** Null for a class that is not mapped. */
  modelOf(id: ClassId): MappedModel | null
  /** Of the models, each once, then those of `Table(...)` calls. */
  readonly tables: readonly Table[]
}

/** The nouns of the database schema: mapped classes, tables, columns, keys, indexes, relationships. Filled by `link/schema/`. */
import type { Place } from './project.ts'
import type { ClassId, FileId } from './type.ts'

/** What a column holds. `null` where the source does not tell. */
export interface ColumnContent {
  /** A type of SQLAlchemy's own, by its class: `DateTime`, `Float`; null for the project's types and where none is known. */
  readonly type: string | null
  /** `timezone=True`. */
  readonly zoned: boolean | null
  readonly nullable: boolean | null
  /** What `default=` is given. */
  readonly default: Place | null
}

/** `null` where the source does not tell: unknown, never a default. */
export interface Column extends ColumnContent {
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
  /** Rows of a table in between join the two sides. */
  readonly secondary: boolean
  /**
   * What a session does with the other side when it deletes this one: deletes it too, leaves it to the database by `passive_deletes`, or
   * nothing but taking the reference away. null: not a constant.
   */
  readonly deletes: 'cascade' | 'database' | 'nothing' | null
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
  /** The declarative base or registry a mapped class belongs to, as a key. */
  registryOf(id: ClassId): string | null
  /** Of the models, each once, then those of `Table(...)` calls. */
  readonly tables: readonly Table[]
}

/** A table as the revisions below one folder leave it. */
export interface MigratedTable {
  readonly name: string
  readonly columns: readonly string[]
  readonly keys: readonly Key[]
  readonly foreignKeys: readonly ForeignKey[]
  /** The operation that creates it; null for a table that a revision only alters. */
  readonly at: Place | null
  /** False when an operation on it was not understood: absence then proves nothing. */
  readonly complete: boolean
}

/** Revisions that stand in one folder, replayed from their roots. */
export interface MigrationHistory {
  /** Folder of the revisions, relative to the root. */
  readonly folder: string
  /** In the order in which they run. */
  readonly revisions: readonly Revision[]
  readonly tables: readonly MigratedTable[]
  /** False when SQL or an operation was not understood in a way that could touch any table. */
  readonly complete: boolean
}

export interface Revision {
  readonly file: FileId
  readonly id: string
  /** Parents; empty for a root. */
  readonly after: readonly string[]
}

/** How a foreign key of one concrete table is served. */
export interface ServedKey {
  readonly table: Table
  readonly key: ForeignKey
  /** The key whose leading columns serve it, declared by the models; null if none does. */
  readonly index: Key | null
  /** The same by the replayed migrations. */
  readonly migrated: Key | null
  /** The table in the migrations; null where no history has it. */
  readonly history: MigratedTable | null
  /** A key that holds its column but cannot serve it. */
  readonly nearest: Key | null
}

/** Code that reads or changes rows by a foreign key. */
export interface KeyUse {
  readonly is: 'relationship' | 'query' | 'on-delete'
  /** `User.orders`, `Order.user_id`, `ondelete=CASCADE`. */
  readonly name: string
  readonly at: Place
}

/** A foreign key as one place declares it: a mixin gives it to several tables. */
export interface ForeignKeyFact {
  readonly is: 'foreign-key'
  readonly at: Place
  /** The call of the column that has to change; null for a key over several columns or one that an alias declares. */
  readonly column: Place | null
  /** By name of the table. */
  readonly tables: readonly ServedKey[]
  readonly uses: readonly KeyUse[]
  /** False where absence of an index proves nothing. */
  readonly known: boolean
}

/** The columns that one class, mixin or `Table` writes. */
export interface DeclaredColumnsFact {
  readonly is: 'declared-columns'
  /** The first of them. */
  readonly at: Place
  /** Name of the class whose body writes them; empty for a `Table`. */
  readonly owner: string
  /** In the order of the source. */
  readonly columns: readonly Column[]
  /** Names of the tables that have them. */
  readonly tables: readonly string[]
  /** Databases that the code makes the tables in, by dialect, `null` for one that is not known; empty where it makes none. */
  readonly databases: readonly (string | null)[]
}

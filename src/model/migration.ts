/** The nouns of one Alembic revision: what it does to which table, and what it does to undo that. Filled by `link/migrations/`. */
import type { Constant } from './evaluation.ts'
import type { Place } from './project.ts'
import type { FileId, FunctionId } from './type.ts'

/** One operation of a revision: `op.create_index("ix_orders_user", "orders", ["user_id"])`. */
export interface MigrationStep {
  /** As Alembic calls it: `create_index`. */
  readonly name: string
  readonly at: Place
  /** null where the source does not tell. */
  readonly table: string | null
  /** The column, index or constraint by its name in the database; null where there is none or it is not known. */
  readonly item: string | null
  /** Whether the same revision makes the table, before this. */
  readonly born: 'here' | 'before' | 'unknown'
  /** In a `batch_alter_table` block, which copies the table where a database cannot alter it. */
  readonly batch: boolean
  /** Runs for another database than PostgreSQL only, by a test around it. */
  readonly elsewhere: boolean
  /** Keywords written out, of the column for `add_column`; undefined where the value is no constant. */
  readonly settings: ReadonlyMap<string, Constant | undefined>
  /** The added column's values come from the database: `Computed`, `Identity`. */
  readonly generated: boolean
  /** The SQL of `execute`; null where it is not written out. */
  readonly sql: string | null
  /** Types that `alter_column` names. */
  readonly from: NamedType | null
  readonly to: NamedType | null
}

/** `String(length=50)`. */
export interface NamedType {
  readonly name: string
  readonly length: number | null
}

export interface Downgrade {
  /** `nothing`: no statement in it; `raises`: nothing but an error. */
  readonly is: 'absent' | 'nothing' | 'raises' | 'written'
  readonly at: Place
  readonly steps: readonly MigrationStep[]
  /** False where it calls what is not followed: absence then proves nothing. */
  readonly complete: boolean
}

export interface RevisionFact {
  readonly is: 'revision'
  /** Its `upgrade`. */
  readonly at: Place
  readonly function: FunctionId
  readonly id: string
  /** Folder of the revisions, relative to the root. */
  readonly folder: string
  /** Has no parent: a first revision or a squash. */
  readonly first: boolean
  /** Revisions of the folder that run after it. */
  readonly age: number
  readonly upgrade: readonly MigrationStep[]
  readonly downgrade: Downgrade
  /** `lock_timeout` is set in the revision or in the environment that runs it. */
  readonly boundsLocks: boolean
}

/** One revision as it names itself and its parents. */
export interface GraphNode {
  readonly file: FileId
  readonly id: string
  /** What `revision` is bound to. */
  readonly at: Place
  /** What `down_revision` is bound to. */
  readonly parentAt: Place
  /** Empty for a first revision. */
  readonly parents: readonly string[]
  /** False where parents are not written out. */
  readonly known: boolean
  /** `branch_labels` are given: it starts a branch on purpose. */
  readonly labelled: boolean
}

/** The revisions below one environment of Alembic, as `alembic upgrade` reads them: all of them, in whatever order they can run. */
export interface MigrationGraph {
  readonly is: 'migration-graph'
  /** Folder of the revisions, relative to the root. */
  readonly folder: string
  /** By path. */
  readonly nodes: readonly GraphNode[]
  /** Ids of revisions in other folders of the project: a graph may span several. */
  readonly elsewhere: ReadonlySet<string>
}

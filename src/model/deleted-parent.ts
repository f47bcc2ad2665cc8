/** The noun of rows that refer to a row which code deletes through a session. Filled by `link/schema/deletes.ts`. */
import type { Context, Place } from './project.ts'
import type { ForeignKey, Relationship, Table } from './schema.ts'
import type { ClassId, FunctionId } from './type.ts'

export interface DeletedParentFact {
  readonly is: 'deleted-parent'
  /** The relationship by which the session takes care of the referring rows. */
  readonly at: Place
  readonly model: ClassId
  readonly relationship: Relationship
  readonly child: Table
  readonly key: ForeignKey
  /** The first `session.delete(…)` of such a row. */
  readonly deletion: { readonly at: Place; readonly within: FunctionId; readonly context: Context | null }
  /**
   * What the session does with them first. deleted: by a cascade, or by the function itself. left: to the database, by `passive_deletes`. nullified: sets their
   * key to NULL. refused: does so where the key allows no NULL. restricted: the key says in words that it refuses. unknown: part of the declaration is not understood.
   */
  readonly outcome: 'deleted' | 'left' | 'nullified' | 'refused' | 'restricted' | 'unknown'
}

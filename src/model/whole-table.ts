/** The noun of a list of all rows of a table. Filled by `link/loader/whole-tables.ts`. */
import type { Context, Place } from './project.ts'
import type { ClassId, FunctionId } from './type.ts'

export interface WholeTableFact {
  readonly is: 'whole-table'
  /** The call that makes the list. */
  readonly at: Place
  readonly within: FunctionId
  readonly model: ClassId
  readonly context: Context | null
  /** Code that serves or works makes new rows, other than the function itself. */
  readonly growing: boolean
  /** The statement is bounded, narrowed, or put together elsewhere. */
  readonly bounded: 'limit' | 'filtered' | 'grouped' | 'unknown' | null
}

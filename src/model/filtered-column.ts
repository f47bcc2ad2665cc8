/** The noun of a column that queries look rows up by. Filled by `link/schema/filtered.ts`. */
import type { Context, Place } from './project.ts'
import type { Table } from './schema.ts'
import type { FunctionId } from './type.ts'

/** A statement that finds its rows by the column, where no other condition of it is served by a key. */
export interface ColumnLookup {
  /** The comparison. */
  readonly at: Place
  readonly within: FunctionId
  readonly context: Context | null
}

export interface FilteredColumnFact {
  readonly is: 'filtered-column'
  /** The declaration of the column. */
  readonly at: Place
  /** `Order.reference`. */
  readonly name: string
  /** `orders.reference`, as far as the table's name is known. */
  readonly column: string
  readonly table: Table
  /** In the order of the files; one per function. */
  readonly lookups: readonly ColumnLookup[]
  /** It takes two or a handful of values; nothing is seen to add rows; the table is not known as a whole. */
  readonly spared: 'few-values' | 'no-growth' | 'unknown' | null
}

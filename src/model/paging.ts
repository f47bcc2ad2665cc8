/** The noun of a statement that skips rows. Filled by `link/loader/`. */
import type { QuerySite } from './loader.ts'
import type { Context, Place } from './project.ts'
import type { FunctionId } from './type.ts'

export interface SkippedRowsFact {
  readonly is: 'skipped-rows'
  /** The call of `offset`. */
  readonly at: Place
  readonly within: FunctionId
  readonly query: QuerySite
  readonly context: Context | null
  /** `unknown`: parts of the statement are put together elsewhere. `constant`: it skips as many as somebody wrote. */
  readonly order: 'ordered' | 'unordered' | 'constant' | 'unknown'
}

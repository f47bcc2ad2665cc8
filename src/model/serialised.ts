/** The noun of a relationship that a schema reads while it is filled from rows. Filled by `link/loader/serialised.ts`. */
import type { LoaderState } from './loader.ts'
import type { Context, Place } from './project.ts'
import type { Relationship } from './schema.ts'
import type { ClassId, FunctionId } from './type.ts'

/** Why a read that would load costs next to nothing, or is not known. The rules' `silent` ids are these. */
export type SerialisedSpared = 'single' | 'refreshed' | 'small-loop'

/** A schema with a field of a relationship's name takes it from each row: FastAPI for a response, or `model_validate`. */
export interface SerialisedReadFact {
  readonly is: 'serialised-read'
  /** What is returned, or the call that validates. */
  readonly at: Place
  readonly within: FunctionId
  /** FastAPI does it after the handler has returned, or code calls the schema itself. */
  readonly by: 'response' | 'validation'
  /** From the outermost schema down to the field: `OrderOut.items`, `UserOut.orders[].items`. */
  readonly field: string
  readonly model: ClassId
  readonly relationship: Relationship
  readonly state: LoaderState
  readonly query: Place
  readonly session: 'sync' | 'async' | null
  /** Relationships from the queried entity to the read one's owner. */
  readonly owners: readonly string[]
  /** Only a collection of one row is walked over. */
  readonly nested: boolean
  /** The model that was queried: the option begins there. */
  readonly root: ClassId
  /** The loop whose elements are validated one by one; null where the schema itself walks over them. */
  readonly loop: Place | null
  readonly context: Context | null
  readonly spared: SerialisedSpared | null
}

/** Rows that a route looks up by what its client names. Filled by `link/access/`. */
import type { Place } from './project.ts'
import type { RouteFact } from './route.ts'
import type { ClassId } from './type.ts'

/** A row with an owner that a route finds by a variable of its path. */
export interface ObjectAccess {
  readonly is: 'object-access'
  readonly route: RouteFact
  readonly entity: ClassId
  /** The attribute that says whose row it is. */
  readonly owner: string
  /** Variable of the path. */
  readonly variable: string
  /** What asks the database: `session.get(Order, order_id)`. */
  readonly at: Place
  /** Calls from the handler to the function that asks. */
  readonly path: readonly Place[]
  /** Why it is not said that anybody reaches any row; null: nothing on the way looks at the owner. */
  readonly because: AccessReason | null
  /** Where another route of the same kind compares the owner of such a row; null without one. */
  readonly compared: Place | null
}

/** A closed list. */
export type AccessReason =
  /** A function on the way reads the owner's column. */
  | 'owner'
  /** The one who asks is handed on, or looked at. */
  | 'principal'
  /** The guard asks for a role or a permission. */
  | 'role'
  /** A dependency takes the same variable. */
  | 'dependency'

/** What routes make of rows: lists that they send, entities that they create. Filled by `link/routes/listed.ts` and `created.ts`. */
import type { Place } from './project.ts'
import type { RouteFact } from './route.ts'
import type { ClassId } from './type.ts'

/** A GET route that sends all rows of a query. */
export interface ListAnswer {
  readonly is: 'list-answer'
  readonly route: RouteFact
  /** The call that makes the list: `.all()`. */
  readonly rows: Place
  /** What is selected, as written: `Order`. */
  readonly entity: string
  /** Calls from the handler to the function that asks for the rows. */
  readonly path: readonly Place[]
  /** The statement names rows by a condition. */
  readonly filtered: boolean
  /** limit: the statement has one. parameter: the request says which part it wants. grouped: rows of groups. */
  readonly bounded: 'limit' | 'parameter' | 'grouped' | null
}

/** A POST route that adds a new entity and sends it back. */
export interface Creation {
  readonly is: 'creation'
  readonly route: RouteFact
  readonly entity: ClassId
  /** The call that adds it to the session. */
  readonly at: Place
  /** null: the handler sets it, or it is not known. */
  readonly status: number | null
}

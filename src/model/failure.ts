/** What clients are told when something has failed. Filled by `link/routes/failures.ts`. */
import type { HandlerFact } from './handler.ts'
import type { Place } from './project.ts'
import type { RouteFact } from './route.ts'

/** An answer that a route's handler gives inside an `except` clause. */
export interface FailureAnswer {
  readonly is: 'failure-answer'
  /** The `raise` or `return`. */
  readonly at: Place
  readonly route: RouteFact
  readonly handler: HandlerFact
  /** What the client sees; null: not known. */
  readonly status: number | null
  /** Where the caught exception's own words, or its traceback, come in; null where they do not. */
  readonly tells: { readonly at: Place; readonly what: 'text' | 'traceback' } | null
  /** The entry of the body that says so: `success: False`; null where none does. */
  readonly admits: string | null
  /** Only under a further test in the clause. */
  readonly tested: boolean
}

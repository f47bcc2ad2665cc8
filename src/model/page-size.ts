/** How many rows a client may ask for. Filled by `link/routes/page-sizes.ts`. */
import type { Place } from './project.ts'
import type { RouteFact } from './route.ts'

/** A number of a request that becomes the LIMIT of a statement. */
export interface PageSizeFact {
  readonly is: 'page-size'
  /** The parameter of the handler. */
  readonly at: Place
  readonly name: string
  readonly route: RouteFact
  /** The call of `limit`. */
  readonly statement: Place
  /** Calls that hand it on, from the handler to the statement. */
  readonly path: readonly Place[]
  /** declared: an upper bound in the signature. compared: the code compares it with something. */
  readonly capped: 'declared' | 'compared' | null
}

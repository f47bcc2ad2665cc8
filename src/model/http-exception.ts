/** HTTP errors as the code raises or returns them. Filled by `link/routes/http-exceptions.ts`. */
import type { Place } from './project.ts'
import type { FunctionId } from './type.ts'

export interface HttpExceptionFact {
  readonly is: 'http-exception'
  /** The `raise` or `return`. */
  readonly at: Place
  readonly within: FunctionId
  readonly form: 'raise' | 'return'
  /** Null: not known. */
  readonly status: number | null
  /** The first handler of the same function that catches it; null if none does. */
  readonly caught: CaughtHere | null
  /** For `return`: the function answers a route. */
  readonly answers: boolean
}

export interface CaughtHere {
  /** What the handler names: `Exception`; empty for a bare one. */
  readonly by: string
  readonly at: Place
  /** It names HTTP errors, raises again, looks what it has caught, or goes on another way. */
  readonly deliberate: boolean
  /** Status of the error that the handler raises instead; null if it raises none, or not one that is known. */
  readonly becomes: number | null
  /** It raises nothing: the function returns as if all were well. */
  readonly swallowed: boolean
}

/** What a request fills: the parameters of handlers and of what runs before them. Filled by `link/routes/inputs.ts`. */
import type { Place } from './project.ts'
import type { FunctionId } from './type.ts'

/** Where FastAPI takes a parameter from; `framework`: a request, a response, background tasks; `unknown`: that is not certain. */
export type InputSource = 'path' | 'query' | 'header' | 'cookie' | 'body' | 'form' | 'dependency' | 'framework' | 'unknown'

export interface RouteInput {
  readonly at: Place
  readonly function: FunctionId
  /** As the request names it: its alias, if it has one. */
  readonly name: string
  readonly from: InputSource
  readonly hasDefault: boolean
  /** How much its type says: `none` for `dict`, `list`, `Any` and the like; `unknown` where that is not known. */
  readonly shape: 'typed' | 'none' | 'unknown'
  /** The annotation as a reader writes it; empty without one. */
  readonly annotation: string
}

/** A body that nothing validates, and what the handler takes out of it. */
export interface OpenBody {
  /** The parameter, or the call that reads the request. */
  readonly at: Place
  readonly name: string
  readonly annotation: string
  /** Constant keys that are read from it. */
  readonly keys: readonly string[]
  /** Those whose absence raises a KeyError that the handler does not catch. */
  readonly subscripts: readonly string[]
  /** True if it is also handed on, stored or returned whole. */
  readonly whole: boolean
}

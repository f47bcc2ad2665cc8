/** The noun of a call to another service while a session holds a connection. Filled by `link/sessions/held.ts`. */
import type { Context, Edge, Place } from './project.ts'
import type { FunctionId } from './type.ts'

/** A session takes a connection with its first statement, and keeps it until it commits, rolls back or is closed. */
export interface HeldConnectionFact {
  readonly is: 'held-connection'
  /** The call that leaves the process, or leads to one that does. */
  readonly at: Place
  readonly within: FunctionId
  /** The last statement before it, on a session that is neither committed, rolled back nor closed in between. */
  readonly acquired: Place
  /** The name the session goes by; empty if it has none. */
  readonly session: string
  /** The statement locks the rows it reads. */
  readonly locks: boolean
  /** From `within` down to the function that sends the request; empty when direct. */
  readonly path: readonly Edge[]
  /** The request: where, and as users spell it. */
  readonly request: { readonly at: Place; readonly callee: string }
  readonly context: Context | null
}

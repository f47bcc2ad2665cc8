/** The noun of a session that several things use at once. Filled by `link/sessions/shared.ts`. */
import type { Context, Place } from './project.ts'
import type { FunctionId } from './type.ts'

/**
 * How it comes to be shared, or why it is not. alone: only one of several coroutines uses it. waited: its task is waited for. together: by coroutines that are waited for at once. outlived: by a task that nobody waits for, of which
 * the session knows nothing. process: made once on import, and used by every request.
 */
export type Sharing = 'alone' | 'waited' | 'together' | 'outlived' | 'process'

export interface SharedSessionFact {
  readonly is: 'shared-session'
  /** The call that waits for them, the one that starts the task, the definition of the session. */
  readonly at: Place
  /** -1 in a module body. */
  readonly within: FunctionId
  readonly sharing: Sharing
  /** The name it goes by: `session`. */
  readonly name: string
  /** Last name of its class: `Session`, `AsyncSession`. */
  readonly session: string
  /** The calls that use it. */
  readonly uses: readonly { readonly at: Place; readonly work: string }[]
  readonly context: Context | null
}

/** The noun of what makes asynchronous sessions. Filled by `link/sessions/factories.ts`. */
import type { Context, Place } from './project.ts'
import type { FunctionId } from './type.ts'

/** A read of a row's column after the commit that has expired it. */
export interface ExpiredRead {
  readonly at: Place
  readonly within: FunctionId
  /** `order.id`. */
  readonly read: string
  readonly commit: Place
  readonly context: Context | null
}

export interface SessionFactoryFact {
  readonly is: 'session-factory'
  readonly at: Place
  /** As users spell it: `sqlalchemy.ext.asyncio.async_sessionmaker`. */
  readonly callee: string
  /** Whether a commit expires what the session has loaded; null if what is passed cannot be told. */
  readonly expires: boolean | null
  /** The first read, in an asynchronous function, of what a commit has expired; null if none is seen. */
  readonly read: ExpiredRead | null
}

/** The noun of what lives as long as the process and has to be closed with it. Filled by `link/resources/`. */
import type { Place } from './project.ts'

export interface KeptResourceFact {
  readonly is: 'kept-resource'
  /** The construction. */
  readonly at: Place
  /** As users spell it: `sqlalchemy.ext.asyncio.create_async_engine`. */
  readonly callee: string
  /** The name it is kept under: of the module, of an attribute. */
  readonly name: string
  /** Made while the service starts, so that a restart of the application inside of a process makes a second one. */
  readonly atStartup: boolean
  /** The method that gives its connections back. */
  readonly closer: string
  /** A call that closes it, or something of its kind that could be it. */
  readonly closedAt: Place | null
  /** Under `with`, in an exit stack, or handed to a function that keeps it: somebody else's to close. */
  readonly handedOn: boolean
}

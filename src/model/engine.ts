/** The noun of a database engine: a pool of connections and how it was set up. Filled by `link/engines/`. */
import type { Constant } from './evaluation.ts'
import type { Context, Place } from './project.ts'
import type { FunctionId } from './type.ts'

/** How often code builds the engine. */
export type Building =
  /** On import, at startup, or kept after the first time. */
  | 'once'
  | 'per-request'
  /** In a task of a worker, a command, a script. */
  | 'elsewhere'
  | 'unknown'

export interface EngineFact {
  readonly is: 'engine'
  /** Where it is asked for: the creating call, or a call of the project's own function around it whose arguments decide. */
  readonly at: Place
  /** The call of the library. */
  readonly created: Place
  /** As users spell it: `sqlalchemy.create_engine`. */
  readonly callee: string
  readonly async: boolean
  /** `postgresql`, `sqlite`; null if the source does not tell. */
  readonly dialect: string | null
  /** `asyncpg`; empty where the URL names none, null if the source does not tell. */
  readonly driver: string | null
  /** Settings written out, by keyword; undefined where the value is not a constant. */
  readonly settings: ReadonlyMap<string, Constant | undefined>
  /** Class name of `poolclass`; null if none is given, `?` if it is not known. */
  readonly pool: string | null
  /** Passes settings that are not written out. */
  readonly open: boolean
  /** Disposed of by the function that makes it: a pool for one use. */
  readonly disposed: boolean
  readonly within: FunctionId | null
  readonly building: Building
  /** Where a request comes to build it, for `per-request`. */
  readonly context: Context | null
}

/** The noun of what takes long to make and can be used again. Filled by `link/prepared/`. */
import type { Building } from './engine.ts'
import type { Context, Place } from './project.ts'
import type { FunctionId } from './type.ts'

/** adapter: a validator compiled from types. template: an environment or a compiled text. The others are read from disk or computed from data. */
export type PreparedKind = 'adapter' | 'template' | 'environment' | 'model' | 'tokenizer' | 'index' | 'schema'

export interface PreparedFact {
  readonly is: 'prepared'
  readonly kind: PreparedKind
  /** The call that makes it. */
  readonly at: Place
  /** As users spell it: `pydantic.TypeAdapter`. */
  readonly callee: string
  /** -1 in a module or class body. */
  readonly within: FunctionId
  readonly building: Building
  /** Where a request comes to make it, for `per-request`. */
  readonly context: Context | null
  /** All it is made from is written out, or belongs to the module: the next one would be the same. */
  readonly constant: boolean
  /** An ordinary request makes it: it is not behind a test of what the process keeps, or of what may be missing. */
  readonly ordinary: boolean
  /** An environment that is told where its templates are, and keeps those that it has compiled. */
  readonly loads: boolean
}

/** What a service says and where it is told how to run, outside of logging and settings. Filled by `link/output/`. */
import type { Place } from './project.ts'
import type { FileId, FunctionId } from './type.ts'

/** Everything that one function prints. */
export interface PrintFact {
  readonly is: 'print'
  readonly within: FunctionId
  /** In the order of the file; never empty. */
  readonly calls: readonly Place[]
  /** As written: `print`, `traceback.print_exc`. */
  readonly callee: string
}

export interface EnvironmentRead {
  readonly at: Place
  readonly name: string
  /** The text or number that stands in for a variable that is not set; null: none, or not constant. */
  readonly fallback: string | null
  /** What is written there; null: nothing. */
  readonly stand: Place | null
}

/** What one file reads from the process environment. */
export interface EnvironmentFact {
  readonly is: 'environment'
  readonly file: FileId
  /** In the order of the file; never empty. Variables that a platform sets are left out. */
  readonly reads: readonly EnvironmentRead[]
  /** The file holds the settings: a settings class, or a module that is named so and serves nothing. */
  readonly settings: boolean
  /** Variables that another file reads with another fallback, each with that place. */
  readonly forked: readonly { readonly name: string; readonly here: EnvironmentRead; readonly there: EnvironmentRead }[]
}

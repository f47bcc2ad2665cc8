/** The noun of files that a request names and that are taken into memory as a whole. Filled by `link/payload/whole.ts`. */
import type { Place } from './project.ts'
import type { FunctionId } from './type.ts'

export interface WholePayload {
  readonly is: 'whole-payload'
  /** answered: a file is read to be the body of a response. table: an upload is parsed into a table of rows. */
  readonly kind: 'answered' | 'table'
  /** The call that reads. */
  readonly at: Place
  readonly within: FunctionId
  /** As users spell it: `pathlib.Path.read_bytes`, `pandas.read_csv`. */
  readonly callee: string
  /** What is read is the same for every request: its path is written out, or belongs to the module. */
  readonly fixed: boolean
  /** It is told how many rows to take. */
  readonly inParts: boolean
}

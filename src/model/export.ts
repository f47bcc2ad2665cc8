/** The noun of exports that are put together in memory before anything is sent. Filled by `link/payload/exports.ts`. */
import type { Place } from './project.ts'
import type { FunctionId } from './type.ts'

export interface BuiltExport {
  readonly is: 'built-export'
  /** The call that makes the response. */
  readonly at: Place
  readonly within: FunctionId
  /** As the code names it: `StreamingResponse`. */
  readonly response: string
  /** `CSV`, `NDJSON`; `file` for an attachment whose type is not written out. */
  readonly format: string
  /** The response is one that sends what it is given piece by piece, and is given one piece. */
  readonly onePiece: boolean
  /** The loop, or the call, that puts every row into it. */
  readonly rows: Place
  /** Calls from the function that answers to the one that puts the rows together. */
  readonly path: readonly Place[]
  /** The function whose body holds `rows`. */
  readonly builder: FunctionId
  /** Something in either function takes only so many: a statement's limit, a parameter for a part. */
  readonly bounded: boolean
}

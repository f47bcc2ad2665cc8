/** The noun of a file that a client sends and code reads. Filled by `link/uploads/`. */
import type { Place } from './project.ts'
import type { FunctionId } from './type.ts'

/**
 * What keeps a read from filling the memory. part: it reads a piece. size: the size was looked at before. header: the length that the
 * request announces was. late: the length of what has been read is looked at, so it is in memory by then.
 */
export type UploadBound = 'part' | 'size' | 'header' | 'late'

export interface UploadReadFact {
  readonly is: 'upload-read'
  /** The call. */
  readonly at: Place
  /** What is read, as the code names it. */
  readonly name: string
  readonly within: FunctionId
  readonly bound: UploadBound | null
}

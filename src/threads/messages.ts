/** What passes between the main thread and one that summarises files for it. */
import type { PythonModules } from '../parse/assets.ts'

/** Handed to a thread when it starts. */
export interface Order {
  readonly task: 'summarise'
  readonly modules: PythonModules
  /** Absolute. */
  readonly folder: string
  /** Below the folder, in the order they are taken: largest first, so that no thread is left with a large one at the end. */
  readonly files: readonly string[]
  /** Int32: at 0 the next file nobody has taken; behind it, a cell for each thread with the file it is at, plus one. */
  readonly shared: SharedArrayBuffer
  /** The cell of this thread. */
  readonly cell: number
}

export const NEXT = 0

/** What became of one file. */
export interface Outcome {
  /** Hash of its bytes; null if they could not be read. */
  readonly hash: string | null
  /** The packed summary, or one sentence why there is none. */
  readonly learnt: Uint8Array | string
  /** A bug of ours cost the file: nothing to remember. */
  readonly isInternal: boolean
}

/** Positions in `Order.files`, with what became of each. */
export type Batch = readonly (readonly [position: number, outcome: Outcome])[]

export const isOrder = (data: unknown): data is Order =>
  typeof data === 'object' && data !== null && 'task' in data && data.task === 'summarise'

import type { FileId } from './type.ts'

/** A place in a file: UTF-16 offsets, end exclusive. */
export interface Span {
  readonly file: FileId
  readonly start: number
  readonly end: number
}

/** The same place as a reader sees it: 1-based, columns in UTF-16 code units, end exclusive. */
export interface Position {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
}

/** Calls and settings that the installed version of a library keeps only for the old code that still has them. */
import type { Place } from './project.ts'
import type { FileId } from './type.ts'

export interface OutdatedUse {
  readonly at: Place
  /** As written: `.dict()`, `class Config`, `regex=`. */
  readonly old: string
  /** What replaces it. */
  readonly instead: string
  /** A limit that the installed version only writes into the schema: nothing is checked by it. */
  readonly unchecked?: boolean
}

/** What one file still has of it. */
export interface OutdatedFact {
  readonly is: 'outdated'
  readonly library: 'pydantic' | 'fastapi'
  readonly file: FileId
  /** In the order of the file; never empty. */
  readonly uses: readonly OutdatedUse[]
}

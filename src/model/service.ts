/** The nouns of a service as the outside sees it: applications, and the tables they keep. Filled by `link/entries/`. */
import type { Place } from './project.ts'

/** An application object: what a server is pointed at. */
export interface ApplicationFact {
  readonly is: 'application'
  readonly at: Place
  /** As users spell it: `fastapi.FastAPI`. */
  readonly callee: string
}

/** The tables of one declarative base or registry. */
export interface MetadataFact {
  readonly is: 'metadata'
  /** The base class; the first model where the base is the library's. */
  readonly at: Place
  /** Names of the tables, those that are known. */
  readonly tables: readonly string[]
  readonly models: number
}

/** The nouns of database reads: statements that loops repeat and relationships that load on access. Filled by `link/loader/`. */
import type { Confidence } from './finding.ts'
import type { Context, Edge, Place } from './project.ts'
import type { Relationship } from './schema.ts'
import type { ClassId, FunctionId } from './type.ts'

/** A call that sends one statement which reads rows. */
export interface QuerySite {
  readonly at: Place
  readonly within: FunctionId
  /** As users spell it: `sqlalchemy.ext.asyncio.AsyncSession.execute`. */
  readonly callee: string
}

/** Why a statement in a loop is no fault, or how it is one. The rule's `silent` ids are these. */
export type LoopedSpared = 'small-loop' | 'batched' | 'memoised' | 'first-hit' | 'failing'

/** An attribute of a class in a comparison; `attribute` is null for a lookup by primary key. */
export interface LookupKey {
  readonly of: ClassId
  readonly attribute: string | null
}

/** A reading statement that a loop over data sends once per element, and whose values come from that element. */
export interface LoopedQueryFact {
  readonly is: 'looped-query'
  /** The call inside the loop: the query itself, or the call that leads to it. */
  readonly at: Place
  readonly within: FunctionId
  /** The Iterate row of the loop. */
  readonly loop: Place
  /** From `within` down to the function that holds the query; empty when direct. */
  readonly path: readonly Edge[]
  readonly query: QuerySite
  /** What the element's value is compared with; null if not seen. */
  readonly key: LookupKey | null
  readonly context: Context | null
  /** Every turn commits or opens a transaction of its own: the work is serial on purpose. */
  readonly transactional: boolean
  /** The call also writes: reading is part of work that is done row by row. */
  readonly writes: boolean
  /** The elements came with the request: as many as a client sends, not as many as there are rows. */
  readonly given: boolean
  readonly confidence: Confidence
  readonly spared: LoopedSpared | null
}

/** What a read of a relationship does: nothing, a statement, an error, or nobody knows. */
export type LoaderState = 'loaded' | 'would-load' | 'raises' | 'unknown'

/** Why a read that would load does not, or costs nothing. The rules' `silent` ids are these. */
export type ReadSpared =
  | 'small-loop'
  | 'one-element'
  | 'one-target'
  | 'read-before'
  | 'refreshed'
  | 'guarded'
  | 'identity-map'
  | 'leaves-after-one'

/** A read of a relationship of an entity whose birth is known. */
export interface RelationshipReadFact {
  readonly is: 'relationship-read'
  readonly at: Place
  readonly within: FunctionId
  readonly model: ClassId
  readonly relationship: Relationship
  readonly state: LoaderState
  /** Where the entity's rows were asked for; null for an object made in this process. */
  readonly query: Place | null
  readonly session: 'sync' | 'async' | null
  /** Relationships from the queried entity to the read one's owner. */
  readonly owners: readonly string[]
  /** The loop over data that repeats the read for another object each turn; null outside of one. */
  readonly loop: Place | null
  /** Calls from the loop down to the read, if they are in different functions. */
  readonly path: readonly Edge[]
  /** Awaited through `awaitable_attrs`, or run by `run_sync`: legal on an asynchronous session, and still a statement. */
  readonly bridged: boolean
  readonly context: Context | null
  /** The model that was queried: the option begins there. */
  readonly root: ClassId
  readonly spared: ReadSpared | null
}

/** What loaded rows are used for, and nothing else. */
export type CountedUse = 'count' | 'exists' | 'first'

/** A list of all rows of a query whose length, presence or first row is all that is wanted. */
export interface CountedRowsFact {
  readonly is: 'counted-rows'
  /** `len(…)`, the test, the subscript. */
  readonly at: Place
  /** The call that makes the list. */
  readonly rows: Place
  readonly within: FunctionId
  readonly query: QuerySite
  readonly use: CountedUse
  readonly context: Context | null
  /** Bounded by a limit, rows of groups that only the database can tell apart, or loaded to lock them. */
  readonly spared: 'limited' | 'grouped' | 'locked' | null
}

/** The nouns of database reads: statements that loops repeat and relationships that load on access. Filled by `link/loader/`. */
import type { Confidence } from './finding.ts'
import type { Context, Edge, Place } from './project.ts'
import type { FunctionId } from './type.ts'

/** A call that sends one statement which reads rows. */
export interface QuerySite {
  readonly at: Place
  readonly within: FunctionId
  /** As users spell it: `sqlalchemy.ext.asyncio.AsyncSession.execute`. */
  readonly callee: string
}

/** Why a statement in a loop is no fault, or how it is one. The rule's `silent` ids are these. */
export type LoopedSpared = 'small-loop' | 'batched' | 'memoised' | 'first-hit'

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
  /** `Model.column` that the element's value is compared with, `Model` for a lookup by primary key; null if not seen. */
  readonly key: string | null
  readonly context: Context | null
  /** Every turn commits or opens a transaction of its own: the work is serial on purpose. */
  readonly transactional: boolean
  /** The call also writes: reading is part of work that is done row by row. */
  readonly writes: boolean
  readonly confidence: Confidence
  readonly spared: LoopedSpared | null
}

/** The nouns of work that a loop repeats for every element. Filled by `link/repeated/`. */
import type { Context, Edge, Place } from './project.ts'
import type { FunctionId } from './type.ts'

/** What stands at the other end. `embedding` and `vector` take many texts or points in one call as well as one. */
export type SentTo = 'http' | 'llm' | 'embedding' | 'vector' | 'redis' | 'cloud' | 'queue' | 'mail'

/**
 * Why a call in a loop is no fault. paced: the loop sleeps, or something lets only so many through. carried: a turn needs what the one
 * before it brought. streamed: each result is handed to whoever asked before the next call is made.
 */
export type LoopedCallSpared = 'small-loop' | 'batched' | 'memoised' | 'first-hit' | 'failing' | 'paced' | 'carried' | 'streamed'

/** A call that leaves the process and is made for one element of data after the other. */
export interface LoopedCallFact {
  readonly is: 'looped-call'
  /** The call inside the loop: the sending one itself, or the call that leads to it. */
  readonly at: Place
  readonly within: FunctionId
  /** The Iterate row of the loop. */
  readonly loop: Place
  /** From `within` down to the function that sends; empty when direct. */
  readonly path: readonly Edge[]
  /** The library call, and how users spell it. */
  readonly sent: Place
  readonly callee: string
  readonly to: SentTo
  readonly context: Context | null
  readonly spared: LoopedCallSpared | null
}

/** `KEYS pattern`: the server compares every key it has before it takes another command. */
export interface KeyspaceWalk {
  readonly is: 'keyspace-walk'
  readonly at: Place
  readonly within: FunctionId
  /** As users spell it: `redis.asyncio.Redis.keys`. */
  readonly callee: string
}

/**
 * Work that grows with the square of what a loop goes over. rebuilt: `x in [y.id for y in others]`, the list made anew for every element.
 * bytes: `body += chunk`, which copies all that was there.
 */
export interface QuadraticFact {
  readonly is: 'quadratic'
  readonly kind: 'rebuilt' | 'bytes'
  /** The comparison, or the addition. */
  readonly at: Place
  readonly within: FunctionId
  /** The Iterate row, or the test, of the loop. */
  readonly loop: Place
  /** What the list is made of or what grows, as far as it is a chain of names; empty if it is not. */
  readonly over: string
  readonly spared: 'small-loop' | 'depends' | 'consumed' | null
}

/** Calls that leave the process over the network, and the clients they are made with: how long they can wait. */
import type { Place } from './project.ts'
import type { FunctionId } from './type.ts'

/**
 * How long a call can wait. bounded: some timeout holds, and what set it. long: only a default of minutes does. unbounded: nothing
 * ends the wait. unknown: a timeout is passed on whose value is not known, or the client is made elsewhere.
 */
export type Bound =
  | { readonly is: 'bounded'; readonly by: 'call' | 'client' | 'default' | 'deadline' | 'in-process' }
  | { readonly is: 'long'; readonly seconds: number }
  | { readonly is: 'unbounded'; readonly by: 'default' | 'argument' | 'client' }
  | { readonly is: 'unknown' }

export type OutboundKind = 'http' | 'llm' | 'redis' | 'mail'

/** A request, or the opening of a connection. */
export interface OutboundCall {
  readonly is: 'outboundCall'
  readonly kind: OutboundKind
  readonly at: Place
  /** -1 in a module or class body. */
  readonly within: FunctionId
  /** As users spell it: `requests.get`. */
  readonly callee: string
  /** Where the client it is made with is built, if that is in the same file. */
  readonly client: Place | null
  readonly bound: Bound
  /** Where it goes, if that is written out: `https://api.example`. */
  readonly host: string | null
}

/** The construction of a client that is then used for many calls. */
export interface OutboundClient {
  readonly is: 'client'
  readonly kind: OutboundKind
  readonly at: Place
  readonly within: FunctionId
  /** As users spell it: `redis.asyncio.Redis.from_url`. */
  readonly callee: string
  /** Of its calls, unless they say otherwise. */
  readonly bound: Bound
  /** Some call of the file gives a timeout of its own to this kind of client. */
  readonly timedCalls: boolean
}

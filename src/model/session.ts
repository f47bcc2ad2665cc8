/** The nouns of sessions: where one is opened and what becomes of it, and writes that loops repeat. Filled by `link/sessions/`. */
import type { Context, Place } from './project.ts'
import type { FunctionId } from './type.ts'

/** What becomes of a session that a function opens. */
export type SessionFate =
  /** By `with`, or in a `finally`. */
  | 'closed'
  /** Only where nothing is raised before. */
  | 'closed-on-success'
  /** Returned, stored or passed on: whoever has it closes it. */
  | 'handed-on'
  | 'leaked'

/** A session made by calling its class or a factory, outside of `with`. */
export interface OpenedSessionFact {
  readonly is: 'opened-session'
  readonly at: Place
  readonly within: FunctionId
  /** The name it is bound to; null if it is used without one. */
  readonly name: string | null
  /** Last name of its class: `Session`, `AsyncSession`. */
  readonly session: string
  /** A statement, write or commit goes through it: before that it holds no connection. */
  readonly used: boolean
  readonly fate: SessionFate
  /** The closing call that an error skips. */
  readonly close: Place | null
  readonly context: Context | null
}

/** Why writes of a loop are sent one by one on purpose. The rule's `silent` ids are these. */
export type LoopedWriteSpared = 'small-loop' | 'batched' | 'conditional' | 'own-session' | 'isolated' | 'leaves'

/** A write, or a commit, that a loop over data sends once per element. */
export interface LoopedWriteFact {
  readonly is: 'looped-write'
  readonly at: Place
  readonly within: FunctionId
  /** The Iterate row of the loop. */
  readonly loop: Place
  readonly what: 'commit' | 'insert' | 'update' | 'delete'
  /** Last names of class and method: `AsyncSession.commit`. */
  readonly call: string
  /** The elements came with the request, or each turn calls another service: slow anyway. */
  readonly minor: boolean
  readonly context: Context | null
  readonly spared: LoopedWriteSpared | null
}

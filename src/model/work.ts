/** What work outside a request comes to: calls that take long, and calls that somebody waits for. Filled by `link/work/`. */
import type { Edge, Place } from './project.ts'
import type { FunctionId } from './type.ts'

/** model: an answer of a language model. computation: about a second of processor time and more. mail, payment: what a person waits for. */
export type WorkKind = 'model' | 'computation' | 'mail' | 'payment'

/** The nearest call of a kind, and the way from the start of the work. */
export interface WorkCall {
  readonly kind: WorkKind
  readonly at: Place
  /** As users spell it: `smtplib.SMTP.send_message`. */
  readonly callee: string
  readonly path: readonly Edge[]
}

/** Work that FastAPI does after the answer, in the process that gave it: `tasks.add_task(send, order)`. */
export interface BackgroundTaskFact {
  readonly is: 'background-task'
  readonly at: Place
  readonly within: FunctionId
  /** The project function that it runs. */
  readonly runs: FunctionId
  /** What takes long in it. */
  readonly long: WorkCall | null
  /** What somebody waits for. */
  readonly urgent: WorkCall | null
}

/** A lock or a marker in Redis that other processes see. */
export interface SharedLockFact {
  readonly is: 'shared-lock'
  /** The call that makes it. */
  readonly at: Place
  readonly within: FunctionId
  /** As users spell it: `redis.Redis.lock`. */
  readonly callee: string
  /**
   * timed: it ends by itself. untimed: nothing ends it when its holder dies. split: its end is set by a second command, which may never
   * come. unknown: what is passed is not written out.
   */
  readonly ends: 'timed' | 'untimed' | 'split' | 'unknown'
}

/** State that lives in the memory of one process. Filled by `link/state/`. */
import type { Does } from './knowledge.ts'
import type { Context, Place } from './project.ts'
import type { FunctionId } from './type.ts'

/** write: puts in or replaces. removal: takes out. read: asks for elements. other: its size, itself as an argument. */
export interface StateUse {
  readonly is: 'write' | 'removal' | 'read' | 'other'
  readonly at: Place
  /** -1 in a module or class body. */
  readonly within: FunctionId
  /** A write under a key that is written out: a flag, not an entry. */
  readonly constant: boolean
  /** A write of what comes in with a request or is made up for one, not of what code, files and settings give every process alike. */
  readonly asked: boolean
  /** A write whose key, or whose element for a list or set, comes from what the function was given: null where nobody can tell how many there are. */
  readonly grows: 'per-value' | 'per-call' | null
}

/** What its elements are, by the types that are put in. */
export type StateRole = 'websocket' | 'task' | 'lock' | 'entry'

/** A container that every request of a process shares: in a module, in a class body, or in the one object of a class that a module makes. */
export interface ProcessStateFact {
  readonly is: 'process-state'
  /** The assignment that makes it. */
  readonly at: Place
  /** `_jobs`, `ConnectionManager.connections`. */
  readonly name: string
  readonly container: 'dict' | 'list' | 'set'
  /** It has a limit of its own, or lets go of what is old: `TTLCache`, `deque(maxlen=…)`. */
  readonly bounded: boolean
  readonly role: StateRole
  /** In the order of the files, then of their places. */
  readonly uses: readonly StateUse[]
}

/** A queue in the memory of a process that all its requests share. */
export interface WorkQueueFact {
  readonly is: 'work-queue'
  /** The call that makes it. */
  readonly at: Place
  /** `jobs`, `Worker.queue`. */
  readonly name: string
  /** As users spell it: `asyncio.Queue`. */
  readonly type: string
  /** none: `maxsize` is absent or not positive. unknown: it is computed. */
  readonly limit: 'set' | 'none' | 'unknown'
  /** Where something is put in. */
  readonly puts: readonly { readonly at: Place; readonly within: FunctionId }[]
  /** Its size is asked for before something is put in. */
  readonly asked: boolean
}

/** Work that a running service does again and again on its own. */
export interface PeriodicJob {
  readonly is: 'periodic-job'
  /** The call that starts the loop, or that registers the job with a scheduler. */
  readonly at: Place
  readonly job: FunctionId
  readonly by: 'loop' | 'scheduler'
  /** Seconds between two runs; null where they are not written out. */
  readonly seconds: number | null
  /** What it does outside the process. */
  readonly does: readonly Does[]
  /** It, or what it calls, takes a lock that other processes see, or claims rows. */
  readonly locked: boolean
  /** How a service comes to run it. */
  readonly context: Context
}

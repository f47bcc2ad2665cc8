/** Error handling as facts: every `except` clause and every `contextlib.suppress`, with what it catches and what it then does. */
import type { BlockKind, Does } from './knowledge.ts'
import type { Place } from './project.ts'
import type { ClassId, FunctionId } from './type.ts'

/**
 * The widest thing a handler catches. bare: `except:`. base: `BaseException`. broad: `Exception`, alone or in a tuple.
 * narrow: only exceptions below it. unknown: some caught type could not be resolved and none of the others is broad.
 */
export type Breadth = 'bare' | 'base' | 'broad' | 'narrow' | 'unknown'

/** A call in a handler that leaves a record of the failure. */
export interface HandlerLog {
  readonly at: Place
  /** Method as written: `error`, `exception`, `capture_exception`. */
  readonly method: string
  /** The logger is known by its type, not only by the name of the method. */
  readonly known: boolean
  /** Whether the traceback goes into the record; null where arguments are not written out. */
  readonly traceback: boolean | null
}

export interface HandlerRaise {
  readonly at: Place
  /** Class of what is raised; null for a plain `raise`, or if it is not known. */
  readonly type: ClassId | null
  /** `raise`, or `raise e` of the exception that was caught. */
  readonly again: boolean
  /** Written with `from`. */
  readonly chained: boolean
}

/** A call in the body of the `try`, or in the block under `suppress`. */
export interface TriedCall {
  readonly at: Place
  /** Dotted name of what is called; null if it is not known. */
  readonly callee: string | null
  /** Last segment as written. */
  readonly name: string
  readonly awaited: boolean
  /** What it does, with everything that project code it calls does. */
  readonly does: readonly Does[]
  /** What it waits for, if it is a library call that blocks. */
  readonly blocks: BlockKind | null
}

/**
 * What is left when nothing was raised, recorded or called. passes: only `pass`, `...`, `continue`, `break` or a bare `return`.
 * defaults: gives back or binds a value in place of the result. records: stores something outside the function's own names.
 */
export type HandlerEnd = 'passes' | 'defaults' | 'records'

/**
 * Where control goes when the handler is done. again: to another turn of a loop around it. waits: on to code that awaits. ends: the
 * function is left, or nothing is awaited any more.
 */
export type HandlerAfter = 'again' | 'waits' | 'ends'

export interface HandlerFact {
  readonly is: 'handler'
  readonly form: 'except' | 'suppress'
  /** The `Caught` value, or the call of `suppress`. */
  readonly at: Place
  /** -1 in a module or class body. */
  readonly within: FunctionId
  readonly breadth: Breadth
  /** Caught types as they are known, in order: dotted names. */
  readonly types: readonly string[]
  /** The exception is read elsewhere than in a record of it: returned, stored, compared. */
  readonly usesException: boolean
  /** The exception itself, not its text, is given to a call, returned or stored: someone else can record it. */
  readonly handsOn: boolean
  /** Whether control leaves the handler by an exception or the end of the process: on every way, on some, on none. */
  readonly raises: 'always' | 'sometimes' | 'never'
  readonly raised: readonly HandlerRaise[]
  readonly logs: readonly HandlerLog[]
  /** Calls in the handler that are neither records of the failure nor plain constructors of values. */
  readonly acts: readonly Place[]
  readonly ends: HandlerEnd
  readonly after: HandlerAfter
  /** A comment in the clause says why. */
  readonly explained: boolean
  /** The `try` imports something. */
  readonly imports: boolean
  /** Inside another handler or a `finally`: something has failed, or is over, already. */
  readonly secondary: boolean
  readonly tried: readonly TriedCall[]
  /** Something in the body is awaited: the task can be cancelled there. */
  readonly awaits: boolean
  /** The body awaits something that is not a call: a task made before. */
  readonly awaitsTask: boolean
}

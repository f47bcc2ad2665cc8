/** What library callables do: the compiled form of `rules/knowledge/effects/*.yml`. */
import type { Severity } from './finding.ts'

/** What a blocking call waits for. Each kind is owned by exactly one rule of pack async. */
export type BlockKind =
  | 'sleep'
  | 'subprocess'
  | 'socket'
  | 'dns'
  | 'input'
  | 'http'
  | 'db'
  | 'cache'
  | 'queue'
  | 'llm'
  | 'vector'
  | 'cloud'
  | 'cpu'
  | 'file'
  | 'wait'
  | 'loop'

/** micro < 1 ms, short 1 to 25 ms, long 25 to 500 ms, unbounded above or without bound, argument = the literal argument, error = raises on a running loop. */
export type BlockClass = 'micro' | 'short' | 'long' | 'unbounded' | 'argument' | 'error'

export interface Blocks {
  readonly kind: BlockKind
  readonly class: BlockClass
  /** Planning range in milliseconds, an estimate; null where unbounded or unknown. */
  readonly ms: readonly [number, number] | null
  /** Severity on a request path of the loop; contexts lower it. `suggestion` is never reported by a rule, only counted. */
  readonly severity: Severity
  readonly replacement: string
}

/** Where an argument's function runs, or when. */
export type RunsIn =
  /** Off the loop: blocking there is fine. */
  | 'thread'
  | 'process'
  /** On the loop through SQLAlchemy's greenlet bridge: its database calls yield, other blocking calls block. */
  | 'greenlet'
  /** Thread if the function is `def`, the loop if it is `async def`. */
  | 'thread-if-sync'
  /** On the loop, now or later, in the caller's task or another. */
  | 'loop-callback'
  | 'loop-task'
  /** On the loop of another process: arq, taskiq. */
  | 'loop-worker'
  /** In a worker process: Celery, dramatiq, RQ. */
  | 'worker-process'
  /** Synchronously, before the call returns (map, filter, sorted(key=)). */
  | 'caller'
  /** On a new event loop that the call starts and waits for: `asyncio.run(main())`. */
  | 'new-loop'

export interface Runs {
  /** Position, keyword name, or `decorated`: the function this callable decorates. */
  readonly argument: number | string
  readonly in: RunsIn
}

/** What a call does besides blocking; closed over the call graph as bits. */
export type Does =
  | 'sql-read'
  | 'sql-write'
  | 'commit'
  | 'flush'
  | 'http'
  | 'redis'
  | 'file'
  | 'raises-4xx'
  | 'spawns'
  | 'sleeps'
  | 'audit'
  | 'publishes'
  | 'cache-get'
  | 'cache-set'

/** Closed list of conditions; each is evaluated at the call, by the evaluator and the regions. */
export type Predicate =
  | { readonly all: readonly Predicate[] }
  | { readonly any: readonly Predicate[] }
  | { readonly not: Predicate }
  /** Argument (position or keyword) is this literal. */
  | { readonly 'argument-is': { readonly argument: Argument; readonly value: string | number | boolean | null } }
  | { readonly 'argument-absent': { readonly argument: Argument } }
  /** Argument is a number literal greater than `than`. */
  | { readonly 'argument-above': { readonly argument: Argument; readonly than: number } }
  | { readonly 'literal-in': { readonly argument: Argument; readonly values: readonly (string | number | boolean | null)[] } }
  /** Argument is not a constant the evaluator knows. */
  | { readonly 'argument-unknown': { readonly argument: Argument } }
  /** A bit-or of names contains this one: `LOCK_EX | LOCK_NB`. */
  | { readonly 'flag-in': { readonly argument: Argument; readonly flag: string } }
  /** Argument's type is an instance of that class. */
  | { readonly 'argument-type': { readonly argument: Argument; readonly type: string } }
  /** Argument is, or is a name for, the result of that library function. */
  | { readonly 'argument-from': { readonly argument: Argument; readonly callable: string } }
  | { readonly 'receiver-is': string }
  /** The receiver was constructed (or returned by a call) with that argument: literal value, name's last segment, or number above. */
  | {
      readonly 'receiver-built-with': {
        readonly argument: Argument
        readonly value?: string | number | boolean | null
        readonly above?: number
      }
    }
  /** That method was called on the same receiver before, with that literal. */
  | {
      readonly 'receiver-called': {
        readonly method: string
        readonly argument?: Argument
        readonly value?: string | number | boolean | null
      }
    }
  /** The statement before calls that method on the same receiver, so that nothing is left to do: `commit()`, then `flush()`. */
  | { readonly 'right-after': string }
  /** The returned iterator or generator is walked here: for, comprehension, list(), next(). */
  | { readonly consumed: true }
  /** Dominated by a test that no loop is running. */
  | { readonly 'guarded-by': 'no-running-loop' }
  /** The project calls this library function somewhere: what it patches is patched for the whole process. */
  | { readonly 'project-calls': string }
  /** Inside a function given to add_done_callback. */
  | { readonly 'in-callback': 'done' }
  /** The receiver is an element of the set `done` of asyncio.wait / concurrent.futures.wait, or of as_completed. */
  | { readonly 'element-of': 'done-set' }

export type Argument = number | string

/** What an injection reaches; sanitizers clean for some of them only. */
export type SinkKind = 'sql' | 'command' | 'code' | 'deserialization' | 'path' | 'url' | 'redirect'

/** An argument whose content the callee runs, opens or follows. */
export interface Sink {
  readonly kind: SinkKind
  /** `receiver`: the object whose method is called. */
  readonly argument: Argument
  /**
   * Counts only where the argument is plain text (an `execute` that also takes statement objects), where a shell runs it, or
   * where the loader that is passed builds objects.
   */
  readonly only?: 'text' | 'shell' | 'unsafe-loader'
}

/**
 * Where the content of a value comes from, least dangerous first: a value of several origins has the worst. `validated` is a
 * type whose text cannot break out (a number, a UUID, an enum member); `catalog` are names the database told; `unresolved` is
 * what the analysis could not follow, `unknown` what is known to be open.
 */
export type Origin = 'constant' | 'configuration' | 'validated' | 'catalog' | 'database' | 'unresolved' | 'unknown' | 'llm' | 'request'

export interface Effect {
  /** Dotted name as users import it; the compiler resolves it to the defining stub function or class. */
  readonly callable: string
  readonly blocks?: Blocks
  readonly runs?: readonly Runs[]
  readonly does?: readonly Does[]
  readonly sink?: readonly Sink[]
  /** Origin of what a callable returns, of an attribute, or of every instance of a class. */
  readonly gives?: Origin
  /** What it returns is harmless for those sinks. */
  readonly cleans?: readonly SinkKind[]
  /** Looks blocking, is not: wins over an inherited or broader entry. */
  readonly harmless?: true
  readonly when?: Predicate
  /** `documented` and `legacy` cap the finding's confidence at medium. */
  readonly verified: string
  readonly note?: string
}

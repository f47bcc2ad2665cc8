/** Coroutines, tasks and locks as facts. Filled by `link/concurrency/`. */
import type { Does } from './knowledge.ts'
import type { Place } from './project.ts'
import type { FunctionId } from './type.ts'

/**
 * What becomes of a coroutine object. awaited: where it is made. handed-on: to a call, a container, the caller. discarded: the call
 * is a whole statement. unread: bound to a name that nobody reads. tested: taken for its result in a condition, a comparison or a text.
 */
export type CoroutineFate = 'awaited' | 'handed-on' | 'discarded' | 'unread' | 'tested'

/** Why a call may give no coroutine after all: a decorator that is not understood; a subclass that defines the method as a plain one. */
export type CoroutineDoubt = 'decorated' | 'overridden'

/** A call of an `async def`, of the project or of a library. */
export interface CoroutineFact {
  readonly is: 'coroutine'
  readonly at: Place
  /** -1 in a module or class body. */
  readonly within: FunctionId
  /** As a reader names it: `Orders.close`, `asyncio.sleep`. */
  readonly callee: string
  /** The project function; null for a library's. */
  readonly defined: FunctionId | null
  readonly fate: CoroutineFate
  readonly doubt: CoroutineDoubt | null
}

/**
 * Who holds a task. dropped: the call is a whole statement, or the body of a lambda that nobody asks for a result. unread: a local name
 * that nobody reads. observed: a callback or an attribute of it is asked for where it is made. kept: anything else.
 */
export type TaskHolder = 'dropped' | 'unread' | 'observed' | 'kept'

/** `asyncio.create_task(work())` and its kin; those of a task group are not here. */
export interface TaskFact {
  readonly is: 'task'
  readonly at: Place
  readonly within: FunctionId
  /** `asyncio.create_task`. */
  readonly callee: string
  /** What it runs, as written: `send_mail()`. */
  readonly work: string
  /** The project function that it runs; null if it is not known. */
  readonly runs: FunctionId | null
  readonly holder: TaskHolder
}

/** A lock that is held over a stretch of code: `with lock:`, or `lock.acquire()` up to `lock.release()`. */
export interface HeldLock {
  readonly is: 'held-lock'
  /** What is entered, or the call of `acquire`. */
  readonly at: Place
  readonly within: FunctionId
  /** As users spell it: `threading.Lock`. */
  readonly type: string
  /** thread: of threads or processes, its wait stops the loop. task: of asyncio or anyio. */
  readonly kind: 'thread' | 'task'
  /** The name it goes by: `self._lock`. */
  readonly name: string
  /** Bound in a module or class body, so that all requests of the process share it. */
  readonly shared: boolean
  /** Where code on the loop gives way while it is held: await, `async with`, `async for`, the `yield` of an asynchronous generator. */
  readonly awaits: readonly Place[]
  /** Awaited calls that always run while it is held, in no branch and no loop, and leave the process. */
  readonly outward: readonly { readonly at: Place; readonly work: string; readonly does: readonly Does[] }[]
}

/** Coroutines or tasks that are started together, one per element of something: `gather(*[fetch(x) for x in xs])`. */
export interface FanOutFact {
  readonly is: 'fan-out'
  /** The call that waits for them, or that starts each. */
  readonly at: Place
  readonly within: FunctionId
  /** `asyncio.gather`. */
  readonly callee: string
  /** The call made per element. */
  readonly member: Place
  /** As a reader names it: `fetch`. */
  readonly work: string
  /** What is walked over, as far as it is a chain of names; empty if it is not. */
  readonly over: string
  /** How many: `data` is as many as there are; the others are few, or known. */
  readonly trip: 'data' | 'small' | 'batch' | 'unknown'
  /** Something lets only so many at once: a semaphore, a limiter, a pool of threads. */
  readonly limited: boolean
  /** What one of them does outside the process. */
  readonly does: readonly Does[]
}

/** An awaited call that only someone else can end: a queue, an event, a process, a socket. */
export interface WaitFact {
  readonly is: 'wait'
  readonly at: Place
  readonly within: FunctionId
  /** As users spell it: `asyncio.Queue.get`. */
  readonly callee: string
  readonly kind: 'queue' | 'event' | 'process' | 'connection' | 'stream'
  /** A deadline ends it: around the call, or around a call on the way to it. */
  readonly deadline: 'here' | 'on-the-way' | null
  /**
   * Why it ends soon all the same. told: the process was killed before. read: a deadline was set around reading its output.
   * itself: its command has a limit of its own. filled: the queue was asked whether it holds anything.
   */
  readonly ends: 'told' | 'read' | 'itself' | 'filled' | null
}

/** `asyncio.gather(...)` of calls that are known. */
export interface GatherFact {
  readonly is: 'gather'
  readonly at: Place
  readonly within: FunctionId
  /** Names of what it starts. */
  readonly works: readonly string[]
  /** More than one thing runs at once, as far as is seen. */
  readonly several: boolean
  /** raised: the first failure is raised while the others go on. returned: failures stand among the results. */
  readonly failures: 'raised' | 'returned' | 'unknown'
  /** Nobody looks at the results. */
  readonly discarded: boolean
  /** Stands in a `try`. */
  readonly tried: boolean
  /** Everything it starts catches whatever goes wrong in it. */
  readonly handled: boolean
  /** What any of them does outside its own memory. */
  readonly does: readonly Does[]
}

/** A message to one socket after another: `for socket in sockets: await socket.send_text(...)`. */
export interface BroadcastFact {
  readonly is: 'broadcast'
  /** The call that sends. */
  readonly at: Place
  readonly within: FunctionId
  /** What is walked over, as far as it is a chain of names; empty if it is not. */
  readonly over: string
  /** The collection itself is walked over, not a copy of it, and sockets come and go meanwhile. */
  readonly live: boolean
  /** A deadline is set around the call. */
  readonly deadline: boolean
}

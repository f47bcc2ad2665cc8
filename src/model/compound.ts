/** A compound pattern, the compiled form of `rules/compound/<name>.yml`: faults that line up into an outage. */
import type { Severity } from './finding.ts'

/** By what two findings can belong together, most specific first. */
export type JoinKey = 'call' | 'input' | 'resource' | 'column' | 'model' | 'function' | 'path' | 'file' | 'service'

/** Predicates over the project that a part can be; what is unknown is not proven. */
export type FactName =
  /** Every route that takes in the content is known to refuse nobody. */
  | 'asks-nobody'
  /** Every process comes to it when it starts, and nothing lets only one of them do it. */
  | 'at-startup'
  /** Most routes ask the Redis behind the client first, and nothing answers in its place. */
  | 'asked-by-most-routes'
  /** A route of the service asks for rows of the table that the migration locks. */
  | 'asked-table'
  /** A request waits for the call, or for calls with the client. */
  | 'awaited-by-request'
  /** Tasks that take long and tasks that somebody waits for share one queue. */
  | 'heavy-beside-urgent'
  /** What is passed over is a failure of the cache. */
  | 'hides-cache-failure'
  /** The loop around it walks over the WebSocket connections of a process. */
  | 'loops-over-sockets'
  /** Something is printed, or clauses that lose the traceback are a habit of the service. */
  | 'leaves-text-only'
  /** The service runs the migrations whenever it starts. */
  | 'migrates-at-start'
  | 'more-than-three-instances'
  /** Nothing that a request comes to there writes down who did what. */
  | 'no-audit-on-path'
  /** Nothing in the code of the service or in its manifests speaks of a circuit breaker. */
  | 'no-breaker'
  /** A request waits for it: nothing on the way hands it over. */
  | 'no-background-hop'
  | 'no-cache-on-path'
  /** The job takes no lock that other processes see. */
  | 'no-lock'
  /** No index can serve the statement of the loop by another column that it names. */
  | 'no-other-index'
  /** The service makes one engine: reads and writes go to one server. */
  | 'no-replica'
  /** Who writes to that state of a process writes to nothing that others see. */
  | 'no-shared-store'
  /** The route sends its answer in one piece. */
  | 'no-streaming'
  | 'one-process'
  /** Only the handler makes what requests then use. */
  | 'opens-for-requests'
  /** A route that leads there is known to refuse nobody. */
  | 'open-to-everyone'
  /** What is printed is all that is left of a failure. */
  | 'prints-failure'
  /** A GET route comes to the loop, which looks one row up by each of its elements. */
  | 'reads-row-by-row'
  /** The clause that tells the client records the failure nowhere. */
  | 'recorded-nowhere'
  /** The queue repeats a task whose effect, once outside, nothing keeps from happening again. */
  | 'repeats-effect'
  /** The handler's own session, which its request closes, is given to a task that nothing waits for. */
  | 'session-of-the-request'
  | 'several-processes'
  /** What is passed over is a commit, and the route answers as if it had succeeded. */
  | 'swallows-commit'
  /** The computation can take a quarter of a second or more. */
  | 'takes-long'
  /** The service has something to do before it ends. */
  | 'work-at-shutdown'

/** A finding of one of some rules. */
export interface FindingPart {
  readonly name: string
  readonly rules: readonly string[]
  /** Only findings that a rule by itself rates at least so; any if not said. */
  readonly atLeast?: Severity
  /** The part it belongs to; the first part if not said. */
  readonly with?: string
  /** The first of these keys that both sides know decides. The first part has none. */
  readonly by?: readonly JoinKey[]
}

/** Something proven about another part. */
export interface FactPart {
  readonly name: string
  readonly fact: FactName
  /** The part it speaks of. */
  readonly of: string
}

export type PatternPart = FindingPart | FactPart

export interface CompoundPattern {
  readonly name: string
  readonly title: string
  readonly severity: Severity
  /** No more severe than the worst finding it sits on. */
  readonly asLead?: boolean
  /** Something proven about a part by which it is a blocker, whatever its severity says. */
  readonly blockerIf?: Omit<FactPart, 'name'>
  /** All have to be there. The first is code that is there, never an absence: the issue sits on its places. */
  readonly parts: readonly PatternPart[]
  /** Parts that make it worse; the message says so when they are there. */
  readonly aggravators: readonly (FindingPart & { readonly message: string })[]
  /** Patterns that say the same of the same place and more. */
  readonly foldsInto: readonly string[]
  /** What lined up, what happens under load, the one fix. `{part}` is the place of a part, `{entry}` where the way to the first part begins. */
  readonly message: string
  readonly effect: string
  readonly fix: string
  readonly references: readonly string[]
}

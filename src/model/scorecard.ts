/** What the design can carry, and how healthy its use of the event loop is: planning values with their assumptions, never measurements. */

/** [at the worst, at the best] requests per second. */
export type PerSecond = readonly [number, number]

/** What stops throughput first. */
export type Limiter =
  | 'event loop'
  | 'processors'
  | 'threadpool'
  | 'connection pool'
  | 'database connections'
  | 'database processors'
  | 'external service'
  | 'declared limit'

/** Whether more instances raise a limit, a setting does, or only another design. */
export type Growth = 'instances' | 'configuration' | 'redesign'

export interface CeilingCard {
  /** `GET /metrics`. */
  readonly endpoint: string
  readonly now: PerSecond
  readonly limiter: Limiter
  /** What the number is made of, in words: `100 ms of psutil.cpu_percent on the event loop`. */
  readonly terms: readonly string[]
  readonly fix: string
  readonly after: PerSecond
  readonly nextLimiter: Limiter
  readonly growth: Growth
  /** Every value that no file says. */
  readonly assumptions: readonly string[]
}

/** One blocking call on the loop, by its finding. */
export interface StallCard {
  readonly finding: string
  readonly call: string
  readonly context: string
  readonly path: readonly string[]
  readonly replacement: string
  readonly effect: string
  /** Planning range in milliseconds; null where nothing bounds it. */
  readonly stallMs: readonly [number, number] | null
}

/** What the statements behind one finding cost, as formulas. null where the finding says nothing about it. */
export interface QueryCard {
  readonly finding: string
  /** `1 + N`. */
  readonly statementsNow: string | null
  readonly statementsAfter: string | null
  /** `N × t → 2 × t`. */
  readonly queryTime: string | null
  /** The index that serves, or the one that would: `none on orders.user_id`. */
  readonly index: string | null
  /** What it does to the pool of connections. */
  readonly pool: string | null
  /** Rows read: `R → rows that match`. */
  readonly rows: string | null
  /** What the letters stand for. None of them is known from the source. */
  readonly assumptions: readonly string[]
}

export interface Scorecards {
  /** By file and place. */
  readonly queries: readonly QueryCard[]
  readonly async: readonly StallCard[]
  /** Handlers on the event loop, and those of them from which no blocking call is reached. */
  readonly asyncHealthy: { readonly handlers: number; readonly clean: number }
  /** The lowest first. */
  readonly ceilings: readonly CeilingCard[]
}

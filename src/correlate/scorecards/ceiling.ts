/**
 * The throughput ceiling of an endpoint: the least of what its event loops, processors, threads, connections and neighbours can carry.
 *
 * A planning bound, not a forecast. Times are milliseconds of one request.
 */
import type { Growth, Limiter } from '../../model/scorecard.ts'

/** What one request costs, and what there is to pay it with. A limit whose term is absent is not known and not counted. */
export interface Load {
  readonly instances: number
  /** Processes of one instance. */
  readonly workers: number
  /** Processors of one instance; the workers where nothing says. */
  readonly processors?: number
  /** Processor time of the framework and the response. */
  readonly framework: number
  /** Time that the event loop stands still. */
  readonly blocked?: number
  /** Processor time in threads, and whether the interpreter lock is held meanwhile. */
  readonly threadWork?: { readonly ms: number; readonly locked: boolean }
  /** How long a thread of the pool is held, of so many per process. */
  readonly thread?: { readonly ms: number; readonly tokens: number }
  /** How long a database connection is held, of so many per process. */
  readonly connection?: { readonly ms: number; readonly pool: number }
  /** Connections that the server grants to all together. */
  readonly serverConnections?: number
  /** Work of the database itself, on so many processors. */
  readonly database?: { readonly ms: number; readonly processors: number }
  /** How long an outbound connection is held, of so many per process. */
  readonly external?: { readonly ms: number; readonly pool: number }
  /** Requests that are let in at once per process, and how long each stays. */
  readonly declared?: { readonly ms: number; readonly permits: number }
}

export interface Limit {
  readonly limiter: Limiter
  readonly perSecond: number
}

const SECOND = 1000

/** Every limit whose terms are known, the lowest first; equal ones in the order of the model. */
export const limitsOf = (load: Load): readonly Limit[] => {
  const { instances, workers, framework, blocked = 0, threadWork, thread, connection, database, external, declared } = load
  const processes = instances * workers
  const processors = load.processors ?? workers
  const limits: Limit[] = [{ limiter: 'event loop', perSecond: (processes * SECOND) / (framework + blocked) }]
  const add = (limiter: Limiter, perSecond: number): number => limits.push({ limiter, perSecond })
  const lockedWork = threadWork?.locked === true ? threadWork.ms : 0
  add('processors', (instances * Math.min(workers, processors) * SECOND) / (framework + lockedWork))
  if (threadWork?.locked === false) add('processors', (instances * processors * SECOND) / threadWork.ms)
  if (thread !== undefined) add('threadpool', (processes * thread.tokens * SECOND) / thread.ms)
  if (connection !== undefined) {
    add('connection pool', (processes * connection.pool * SECOND) / connection.ms)
    if (load.serverConnections !== undefined)
      add('database connections', (Math.min(processes * connection.pool, load.serverConnections) * SECOND) / connection.ms)
  }
  if (database !== undefined) add('database processors', (database.processors * SECOND) / database.ms)
  if (external !== undefined) add('external service', (processes * external.pool * SECOND) / external.ms)
  if (declared !== undefined) add('declared limit', (processes * declared.permits * SECOND) / declared.ms)
  return limits.toSorted((x, y) => x.perSecond - y.perSecond)
}

/** Planning values deserve two digits. */
export const rounded = (value: number): number => Number(value.toPrecision(2))

/** Connections that all processes may open together, overflow included. */
export const connectionDemand = ({ instances, workers, connection }: Load): number => instances * workers * (connection?.pool ?? 0)

const GROWTH: Readonly<Record<Limiter, Growth>> = {
  'event loop': 'instances',
  processors: 'instances',
  threadpool: 'configuration',
  'connection pool': 'configuration',
  'database connections': 'configuration',
  'database processors': 'redesign',
  'external service': 'configuration',
  'declared limit': 'configuration',
}

export const growthOf = (limiter: Limiter): Growth => GROWTH[limiter]

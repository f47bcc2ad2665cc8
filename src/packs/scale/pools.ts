/** How many connections an engine may hold at once in one process. */
import type { EngineFact } from '../../model/engine.ts'
import type { Service } from '../../model/service.ts'

/** Databases in a file or in memory have no server whose connections run out. */
const EMBEDDED = new Set(['sqlite', 'duckdb'])
/** Pools without a limit of their own, or with a connection per thread. */
const UNPOOLED = new Set(['NullPool', 'StaticPool', 'SingletonThreadPool'])
/** Defaults of SQLAlchemy's `QueuePool`. */
const SIZE = 5
const OVERFLOW = 10

export interface Capacity {
  readonly size: number
  readonly overflow: number
  readonly total: number
  /** `5 + 10, both by default`. */
  readonly said: string
}

export const isPooled = ({ dialect, pool, disposed, building }: EngineFact): boolean =>
  building === 'once' &&
  !disposed &&
  (dialect === null || !EMBEDDED.has(dialect)) &&
  (pool === null || (!UNPOOLED.has(pool) && pool !== '?'))

/** Null where a setting is computed, or says that there is no limit. */
export const capacityOf = ({ settings, open }: EngineFact): Capacity | null => {
  const [size, overflow] = (['pool_size', 'max_overflow'] as const).map((key) => {
    if (!settings.has(key)) return open ? null : undefined
    const constant = settings.get(key)
    return constant?.is === 'number' ? constant.value : null
  })
  if (size === null || overflow === null || size === 0 || (overflow ?? 0) < 0) return null
  const set = [size, overflow].filter((value) => value !== undefined).length
  const total = (size ?? SIZE) + (overflow ?? OVERFLOW)
  const note = set === 2 ? '' : set === 0 ? ', both by default' : size === undefined ? ', the first by default' : ', the second by default'
  return { size: size ?? SIZE, overflow: overflow ?? OVERFLOW, total, said: `${size ?? SIZE} + ${overflow ?? OVERFLOW}${note}` }
}

/** The engine speaks to a server, by its address or by the driver that its service installs. */
export const isOfServer = ({ dialect }: EngineFact, service: Service | undefined): boolean =>
  dialect === null ? /psycopg|asyncpg|mysql|mariadb|oracle|pg8000/i.test(service?.snapshot.driver?.value ?? '') : !EMBEDDED.has(dialect)

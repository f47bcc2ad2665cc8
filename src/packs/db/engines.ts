import { positionOf, spanOf } from '../../check/place.ts'
import type { Edit } from '../../check/rule.ts'
import type { EngineFact } from '../../model/engine.ts'
import type { Place, Project } from '../../model/project.ts'
import { Op } from '../../model/summary.ts'

/** Databases in a file or in memory: no network, no server that closes a connection. */
const EMBEDDED = new Set(['sqlite', 'duckdb'])
/** Pools that keep no connection for the next use, or the only one there is. */
const UNPOOLED = new Set(['NullPool', 'StaticPool', 'SingletonThreadPool'])

/** Why an engine has no pool of connections to a server; null if it has one. */
export const poolless = ({ dialect, pool, disposed }: EngineFact): 'embedded' | 'unpooled' | 'undetermined' | null => {
  if (dialect !== null && EMBEDDED.has(dialect)) return 'embedded'
  if (disposed || (pool !== null && UNPOOLED.has(pool))) return 'unpooled'
  return dialect === null || pool === '?' ? 'undetermined' : null
}

export const NAMES: Readonly<Record<string, string>> = {
  postgresql: 'PostgreSQL',
  mysql: 'MySQL',
  mariadb: 'MariaDB',
  mssql: 'SQL Server',
  oracle: 'Oracle',
}

export const databaseOf = ({ dialect }: EngineFact): string => (dialect === null ? 'database' : (NAMES[dialect] ?? dialect))

/** The last name of the callable that makes the engine. */
export const makerOf = ({ callee }: EngineFact): string => callee.slice(callee.lastIndexOf('.') + 1)

export const isWrapped = ({ at, created }: EngineFact): boolean => at.file !== created.file || at.value !== created.value

export const whereOf = (project: Project, place: Place): string => {
  const { file, line } = positionOf(project, spanOf(project, place))
  return `${file}:${line}`
}

/** Adds keyword arguments after the last one of a call. */
export const addedKeyword = (project: Project, { file, value }: Place, text: string): readonly Edit[] => {
  const { values } = project.evaluation.file(file).summary
  const cell = values.b[value]
  const last = cell < 0 || values.lists[cell] === 0 ? -1 : values.lists[cell + values.lists[cell]]
  if (last < 0 || (values.op[last] as Op) === Op.DoubleStar) return []
  const { end } = spanOf(project, { file, value: last })
  return [{ span: { file, start: end, end }, text: [`, ${text}`] }]
}

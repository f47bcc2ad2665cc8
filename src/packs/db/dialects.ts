import type { RevisionFact } from '../../model/migration.ts'
import type { Project } from '../../model/project.ts'

/** Databases that index foreign keys by themselves. */
const INDEXING = new Set(['mysql', 'mariadb'])
/** Databases that live in one process beside the application. */
const EMBEDDED = new Set(['sqlite', 'duckdb'])

/** Every engine whose database is known needs no index of ours. */
export const indexesItself = (project: Project): boolean => {
  const dialects = project.facts('engine').flatMap(({ dialect }) => (dialect === null ? [] : [dialect]))
  return dialects.length > 0 && dialects.every((dialect) => INDEXING.has(dialect) || EMBEDDED.has(dialect))
}

/** Every database that is known keeps its data in a file, where no type has a time zone: of those the tables are made in, else of all. */
export const keepsNoZone = (project: Project, madeIn: readonly (string | null)[]): boolean => {
  if (madeIn.length > 0 && !madeIn.includes(null)) return madeIn.every((dialect) => dialect !== null && EMBEDDED.has(dialect))
  const dialects = project.facts('engine').flatMap(({ dialect }) => (dialect === null ? [] : [dialect]))
  return dialects.length > 0 && dialects.every((dialect) => EMBEDDED.has(dialect))
}

/** Folders by whose name the revisions are for another database. */
const OTHERS = new Set(['sqlite', 'mysql', 'mariadb', 'mssql', 'oracle'])

/** Revisions that PostgreSQL runs, as far as engines, or the revision itself, tell. */
export const migratesPostgres = (project: Project, { folder, upgrade }: RevisionFact): boolean => {
  if (folder.split('/').some((part) => OTHERS.has(part))) return false
  if (folder.split('/').includes('postgresql')) return true
  if (upgrade.some(({ settings }) => [...settings.keys()].some((key) => key.startsWith('postgresql_')))) return true
  return project.facts('engine').some(({ dialect }) => dialect === 'postgresql')
}

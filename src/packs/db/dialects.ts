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

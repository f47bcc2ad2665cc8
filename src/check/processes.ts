/** How many processes serve, as far as the files that start them say. */
import type { Project } from '../model/project.ts'

const SERVES: ReadonlySet<string> = new Set(['uvicorn', 'gunicorn', 'hypercorn', 'granian', 'daphne', 'fastapi'])

/** The fewest workers that any production command starts, null where one does not say: several services all have to agree. */
export const workersOf = (project: Project): number | null => {
  const workers = project
    .facts('serverProcess')
    .filter(({ use, command }) => use === 'production' && SERVES.has(command.server))
    .map(({ command }) => command.workers)
  const known = workers.filter((count) => count !== null)
  return known.length === 0 || known.length < workers.length ? null : Math.min(...known)
}

/** How many processes serve, as far as the files that start them say. */
import type { Span } from '../../model/span.ts'
import type { Project } from '../../model/project.ts'

export interface Processes {
  /** Workers of one instance; null if nothing says. */
  readonly workers: number | null
  /** Where it is written. */
  readonly at: Span | null
}

const SERVES: ReadonlySet<string> = new Set(['uvicorn', 'gunicorn', 'hypercorn', 'granian', 'daphne', 'fastapi'])

/** The most workers that any production command starts. */
export const processesOf = (project: Project): Processes => {
  const commands = project
    .facts('serverProcess')
    .filter(({ use, command }) => use === 'production' && SERVES.has(command.server) && command.workers !== null)
  return commands.reduce<Processes>(
    (most, { command }) => ((command.workers ?? 0) > (most.workers ?? 0) ? { workers: command.workers, at: command.at } : most),
    { workers: null, at: null },
  )
}

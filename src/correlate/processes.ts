/** How many processes serve the application, as far as its deployment says. */
import type { Proof } from './facts.ts'
import type { ServerName, ServerProcess } from '../model/deployment.ts'

const WEB: ReadonlySet<ServerName> = new Set<ServerName>(['uvicorn', 'gunicorn', 'hypercorn', 'granian', 'fastapi'])

/**
 * Some command that starts a web server in production says that it runs several workers. Proven only where all such commands start one
 * application: of several, nobody here knows which one a finding belongs to.
 */
export const severalProcesses: Proof = (_, project) => {
  const serving = project.deployment.processes.filter(({ use, command }) => use === 'production' && WEB.has(command.server))
  const applications = new Set(serving.map(({ command }) => command.app))
  if (applications.size !== 1 || applications.has(null)) return null
  const several = serving.filter(({ command }) => (command.workers ?? 1) > 1 && !loadsOnce(command))
  return several.length === 0
    ? null
    : several.map(({ command }) => ({ at: command.at, label: `${command.server} starts ${command.workers} processes` }))
}

/** The application is imported before the workers are made: what it does on import happens once. */
const loadsOnce = ({ words }: ServerProcess['command']): boolean => words.includes('--preload')

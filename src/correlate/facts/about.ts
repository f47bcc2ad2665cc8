/** What a fact is asked of: a finding, in one of the services it belongs to. */
import type { Step } from '../../check/rule.ts'
import type { ServerName, ServerProcess } from '../../model/deployment.ts'
import type { Project } from '../../model/project.ts'
import type { Service } from '../../model/service.ts'
import type { FileId } from '../../model/type.ts'
import type { Joined, Joins } from '../join.ts'

/** What the source cannot tell, and the configuration does. */
export interface Told {
  /** Running copies of the service. */
  readonly instances?: number
  /** Server processes in each of them. */
  readonly workers?: number
}

export interface About {
  readonly joined: Joined
  readonly project: Project
  readonly joins: Joins
  readonly told: Told
  /** Null: the project is one service, or none. */
  readonly service: string | null
}

/** The evidence if the fact is proven, which may be nothing to look at; null if it is not. */
export type Proof = (about: About) => readonly Step[] | null

export const serviceOf = ({ project, service }: About): Service | null => project.services.find(({ name }) => name === service) ?? null

/** Whether a file is application code of the service asked about. */
export const isOfService = ({ project, service }: About, file: FileId): boolean =>
  project.role(file) === 'app' && (service === null || project.servicesAt(file).includes(service))

const WEB: ReadonlySet<ServerName> = new Set<ServerName>(['uvicorn', 'gunicorn', 'hypercorn', 'granian', 'daphne', 'fastapi'])

/** Commands that serve the application in production. None where they start several applications: nobody here knows which is meant. */
export const servingCommands = (about: About): readonly ServerProcess[] => {
  const processes = serviceOf(about)?.processes ?? about.project.deployment.processes
  const serving = processes.filter(({ use, command }) => use === 'production' && WEB.has(command.server))
  const applications = new Set(serving.map(({ command }) => command.app))
  return applications.size === 1 && !applications.has(null) ? serving : []
}

/** Whether a service looks by itself at which site a request comes from. */
import type { Project } from '../model/project.ts'
import type { FileId, FunctionId } from '../model/type.ts'

/** A middleware of the service a file is part of, or something that one calls, reads the origin of requests. */
export function checksOrigin(project: Project, file: FileId): boolean {
  const services = new Set(project.servicesAt(file))
  const isHere = (other: FileId): boolean => other === file || project.servicesAt(other).some((name) => services.has(name))
  return project.facts('origin-read').some(({ at, within }) => within >= 0 && isHere(at.file) && isOfMiddleware(project, within))
}

const isOfMiddleware = (project: Project, id: FunctionId): boolean => {
  const before = new Set([id, ...project.edgesTo(id).map(({ from }) => from)])
  return project.entries.some(({ function: entry, label }) => label.startsWith('middleware') && before.has(entry))
}

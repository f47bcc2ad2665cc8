/** What is said of a service as a whole: once, at the application where the fix goes. */
import type { Project } from '../model/project.ts'
import type { ApplicationFact, Service } from '../model/service.ts'

/** The service that answers routes and begins with that application; null for a further one, and for one that nobody reaches. */
export function serviceBegunBy({ at }: ApplicationFact, project: Project): Service | null {
  const service = project.services.find(({ applications: [first] }) => first?.at.file === at.file && first.at.value === at.value)
  const answers = service !== undefined && project.facts('route').some((route) => service.files.has(route.at.file))
  return answers ? service : null
}

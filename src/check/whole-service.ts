/** What is said of a service as a whole: once, at the application where the fix goes. */
import type { Project } from '../model/project.ts'
import type { ApplicationFact, Service } from '../model/service.ts'

/** The service that answers routes and whose outermost application that is; null for a further one, and for one that answers nothing. */
export function serviceBegunBy({ at }: ApplicationFact, project: Project): Service | null {
  const service = project.services.find(({ applications }) => {
    const main = outermost(applications, project)
    return main?.at.file === at.file && main.at.value === at.value
  })
  if (service === undefined || isAuxiliary(service, project.services)) return null
  return project.facts('route').some((route) => service.files.has(route.at.file)) ? service : null
}

/** Of a folder whose other application is what production starts: a stub for development, a status page inside of a worker. */
const isAuxiliary = (service: Service, services: readonly Service[]): boolean =>
  !isStarted(service) && services.some((other) => other !== service && other.root === service.root && isStarted(other))

const isStarted = ({ processes }: Service): boolean => processes.some(({ use }) => use === 'production')

/** In the fewest folders; the first of several. Mocks and parts lie deeper than what is started. */
function outermost(applications: readonly ApplicationFact[], { evaluation }: Project): ApplicationFact | undefined {
  const depth = ({ at }: ApplicationFact): number => evaluation.file(at.file).summary.path.split('/').length
  return applications.toSorted((x, y) => depth(x) - depth(y))[0]
}

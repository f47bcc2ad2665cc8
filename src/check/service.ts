/** What rules about a whole service ask: which one a place stands for, what answers in it, and whether it names something anywhere. */
import type { Project } from '../model/project.ts'
import type { RouteFact } from '../model/route.ts'
import type { ApplicationFact, Service } from '../model/service.ts'
import type { FileId } from '../model/type.ts'

/** Services whose first application this is: what they lack is said there, once. */
export const servicesLedBy = ({ services }: Project, { at }: ApplicationFact): readonly Service[] =>
  services.filter(({ applications: [first] }) => first !== undefined && first.at.file === at.file && first.at.value === at.value)

/** The application of a service that answers most; the first of equals. */
export const mainApplicationOf = (project: Project, { applications }: Service): ApplicationFact | undefined => {
  const answers = ({ at }: ApplicationFact): number =>
    project.facts('route').filter(({ application }) => application?.file === at.file && application.value === at.value).length
  return applications.toSorted((x, y) => answers(y) - answers(x))[0]
}

/** Routes that the applications of a service answer, and those of its code of which that is not known; in order. */
export const routesOf = (project: Project, { applications, files }: Service): readonly RouteFact[] =>
  project
    .facts('route')
    .filter(
      ({ at, application }) =>
        files.has(at.file) &&
        (application === null || applications.some((own) => own.at.file === application.file && own.at.value === application.value)),
    )

/**
 * The first file of a service in which a name, text or import matches; null if there is none. A match proves nothing but that the service
 * may have what is looked for in a way that is not followed.
 */
export const mentionIn = ({ evaluation }: Project, { files }: Service, pattern: RegExp): FileId | null => {
  for (const file of files)
    if (evaluation.file(file).summary.strings.some((text) => text.length < LONGEST && pattern.test(text))) return file
  return null
}

/** Longer texts are prose, in which every word occurs. */
const LONGEST = 80

/** Whether a key, a text or a word of the files that deploy the project matches. */
export const isInManifests = ({ manifests }: Project, pattern: RegExp): boolean =>
  manifests.some(
    ({ format, nodes, instructions, commands }) =>
      format !== 'lock' &&
      (nodes.some(
        ({ key, value }) => (typeof key === 'string' && pattern.test(key)) || (typeof value === 'string' && pattern.test(value)),
      ) ||
        instructions.some(({ rest }) => pattern.test(rest.text)) ||
        commands.some(({ words }) => words.some((word) => word !== null && pattern.test(word)))),
  )

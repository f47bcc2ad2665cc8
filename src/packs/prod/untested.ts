import { spanOf } from '../../check/place.ts'
import type { Rule, SilentId, Step } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { routesOf, servicesLedBy } from '../../check/service.ts'
import type { Command } from '../../model/manifest.ts'
import type { Project } from '../../model/project.ts'
import type { RouteFact } from '../../model/route.ts'
import type { Service } from '../../model/service.ts'
import type { FileId } from '../../model/type.ts'
import { commandsIn } from './upgrades.ts'

type Id = 'prod/untested'

const rule: Rule<Id> = defineRule('prod/untested', {
  *application(fact, project) {
    const at = spanOf(project, fact.at)
    const service = firstOf(project)
    const led = servicesLedBy(project, fact)
    if (service === undefined && led.length > 0) yield { is: 'fine', at, because: 'no-routes' }
    if (service === undefined || !led.includes(service)) return
    const tests = testsOf(project)
    const routers = routersOf(project)
    const build = buildOf(project)
    const violation = { is: 'violation', at, subject: { is: 'service', place: fact.at }, expression: fact.callee, evidence: [] } as const
    if (tests.length === 0) {
      yield { ...violation, message: 'none', data: { service: service.name, count: String(routesOf(project, service).length) } }
      return
    }
    if (build.is === 'not-run')
      yield {
        ...violation,
        message: 'not-run',
        data: { tests: String(tests.length), commands: String(build.commands), where: build.where },
      }
    const words = wordsOf(project, tests)
    const unnamed = routers.filter((router) => !namesOf(project, router).some((name) => words.has(name)))
    if (unnamed.length > 0 && unnamed.length < routers.length)
      yield {
        ...violation,
        severity: 'minor',
        evidence: unnamed.slice(0, MOST).map((router) => stepTo(project, router)),
        message: 'routers',
        data: {
          count: String(unnamed.length),
          total: String(routers.length),
          tests: String(tests.length),
          files: listed(unnamed.map(({ file }) => project.evaluation.file(file).summary.path)),
        },
      }
    else if (build.is !== 'not-run') yield { is: 'fine', at, because: silenceOf(unnamed.length > 0, build) }
  },
})
export default rule

/** The first service that answers anything: tests and builds are the project's, not a service's. */
const firstOf = (project: Project): Service | undefined => project.services.find((service) => routesOf(project, service).length > 0)

/** A file with its routes. */
interface Router {
  readonly file: FileId
  readonly routes: readonly RouteFact[]
}

/** What is run on a change: tests; nothing of the kind; something that may test; or the project does not say. */
type Build = { readonly is: 'tested' | 'unsure' | 'untold' } | { readonly is: 'not-run'; readonly commands: number; readonly where: string }

const MOST = 10

const silenceOf = (isNothingNamed: boolean, { is }: Build): SilentId<Id> =>
  isNothingNamed || is === 'unsure' ? 'undetermined' : is === 'untold' ? 'no-build' : 'tested'

const testsOf = (project: Project): readonly FileId[] =>
  project.evaluation.files.flatMap(({ id, origin }) => (origin === 'project' && project.role(id) === 'test' ? [id] : []))

/** Files of the applications with routes, those first that change most. */
function routersOf(project: Project): readonly Router[] {
  const byFile = new Map<FileId, RouteFact[]>()
  for (const route of project.facts('route')) {
    if (project.role(route.at.file) !== 'app') continue
    const list = byFile.get(route.at.file)
    if (list === undefined) byFile.set(route.at.file, [route])
    else list.push(route)
  }
  const changing = ({ routes }: Router): number => routes.filter(({ methods }) => methods.some((method) => CHANGES.has(method))).length
  const path = ({ file }: Router): string => project.evaluation.file(file).summary.path
  return [...byFile]
    .map(([file, routes]) => ({ file, routes }))
    .toSorted((x, y) => changing(y) - changing(x) || (path(x) < path(y) ? -1 : 1))
}

const CHANGES = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

/** Every word that tests write: names, and the parts of texts and of dotted paths. */
const wordsOf = ({ evaluation }: Project, tests: readonly FileId[]): ReadonlySet<string> =>
  new Set(
    tests.flatMap((file) => evaluation.file(file).summary.strings.flatMap((text) => (text.length < LONGEST ? text.split(BETWEEN) : []))),
  )

const LONGEST = 400
const BETWEEN = /[^\w-]+/

/** By what a test could mean a file with routes: its module, its handlers, the words of its paths. */
const namesOf = ({ evaluation }: Project, { file, routes }: Router): readonly string[] => {
  const [name = '', folder = ''] = evaluation.file(file).summary.path.split('/').toReversed()
  const stem = name.replace(/\.py$/, '')
  return [
    stem === '__init__' || COMMON.has(stem) ? folder : stem,
    ...routes.flatMap(({ handler, local, path }) => {
      const own = wordsIn(local)
      return [evaluation.function(handler).name, ...(own.length > 0 ? own : wordsIn(path).slice(-1))]
    }),
  ]
}

/** Names of modules that every service has. */
const COMMON = new Set(['routes', 'router', 'routers', 'api', 'endpoints', 'endpoint', 'views', 'main', 'app'])

const wordsIn = (path: string): readonly string[] =>
  path.split('/').filter((part) => /^[\w-]{3,}$/.test(part) && !/^(api|v\d+)$/.test(part))

const stepTo = (project: Project, { routes }: Router): Step => {
  const first = routes.find(({ methods }) => methods.some((method) => CHANGES.has(method))) ?? routes[0]
  const others = routes.length === 1 ? '' : ` and ${routes.length - 1} more`
  return { at: spanOf(project, first.at), label: `${first.methods.join()} ${first.path}${others}` }
}

const WORKFLOW = /(^|\/)\.github\/workflows\/|(^|\/)\.gitlab-ci\.ya?ml$/
const TESTING = /(^|[^a-z])(py)?tests?([^a-z]|$)|unittest|(^|[^a-z])(tox|nox|coverage|schemathesis)([^a-z]|$)/i
/** What runs something else that is not looked into. */
const INDIRECT =
  /^(make|task|just|hatch|invoke|inv|nx|npm|pnpm|yarn|earthly|bazel|pants|docker|docker-compose|bash|sh|source|\.|act|dagger|pre-commit)$|\.(sh|py)$|\//

function buildOf(project: Project): Build {
  const workflows = project.manifests.filter(({ path }) => WORKFLOW.test(path))
  const commands = workflows.flatMap((workflow) => commandsIn(workflow))
  const actions = workflows.flatMap(({ nodes }) =>
    nodes.flatMap(({ key, value }) => ((key === 'uses' || key === 'include') && typeof value === 'string' ? [value] : [])),
  )
  const isTest = ({ words }: Command): boolean => words.some((word) => word !== null && TESTING.test(word))
  if (commands.some(isTest) || actions.some((action) => TESTING.test(action))) return { is: 'tested' }
  const [first] = workflows
  if (first === undefined || commands.length === 0) return { is: 'untold' }
  const isIndirect = ({ words }: Command): boolean => words.some((word, index) => word === null || (index < 3 && INDIRECT.test(word)))
  if (commands.some(isIndirect) || workflows.some(({ problems }) => problems.length > 0)) return { is: 'unsure' }
  return { is: 'not-run', commands: commands.length, where: first.path }
}

const listed = (files: readonly string[]): string =>
  `${files.slice(0, 3).join(', ')}${files.length > 3 ? ` and ${files.length - 3} more` : ''}`

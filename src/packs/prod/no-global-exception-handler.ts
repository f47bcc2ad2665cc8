import { argumentOf, passesOn } from '../../check/call.ts'
import { spanOf } from '../../check/place.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { routesOf, servicesLedBy } from '../../check/service.ts'
import type { Place, Project } from '../../model/project.ts'
import type { Service } from '../../model/service.ts'
import { Op } from '../../model/summary.ts'
import type { Value } from '../../model/summary.ts'
import { isObserved } from './observed.ts'

type Id = 'prod/no-global-exception-handler'

/** What a handler is registered for: everything, the base of the project's own exceptions, something narrower by name, or not known. */
type Reach = { readonly is: 'all' | 'own-base' | 'unknown' } | { readonly is: 'narrow'; readonly name: string }

const rule: Rule<Id> = defineRule('prod/no-global-exception-handler', {
  *application(fact, project) {
    const at = spanOf(project, fact.at)
    if (project.role(fact.at.file) !== 'app') yield { is: 'fine', at, because: 'no-routes' }
    for (const service of servicesLedBy(project, fact)) {
      const routes = routesOf(project, service)
      const handled = registeredIn(project, service)
      const because = routes.length === 0 ? 'no-routes' : silenceOf(project, service, handled)
      if (because !== null) {
        yield { is: 'fine', at, because }
        continue
      }
      const violation = {
        is: 'violation',
        at,
        subject: { is: 'service', place: fact.at },
        expression: fact.callee,
        evidence: [],
      } as const
      const data = { service: service.name, count: String(routes.length) }
      const names = [...new Set(handled.flatMap((reach) => (reach.is === 'narrow' ? [reach.name] : [])))]
      if (names.length === 0) yield { ...violation, message: 'missing', data }
      else yield { ...violation, severity: 'suggestion', message: 'partial', data: { ...data, handled: listed(names) } }
    }
  },
})
export default rule

const silenceOf = (project: Project, service: Service, handled: readonly Reach[]): SilentId<Id> | null => {
  if (handled.some(({ is }) => is === 'all')) return 'handled'
  if (handled.some(({ is }) => is === 'own-base')) return 'own-base'
  if (handled.some(({ is }) => is === 'unknown')) return 'undetermined'
  if (isWrapped(project, service)) return 'wrapped'
  return isObserved(project, service) ? 'tracked' : null
}

/** What a middleware runs the rest of the application by. */
const RUNS_THE_REST = /^(call_next|app|_app|__call__|asgi_app|inner)$/

const isWrapped = (project: Project, { files }: Service): boolean =>
  project
    .facts('handler')
    .some(
      ({ at, breadth, form, tried }) =>
        form === 'except' &&
        breadth !== 'narrow' &&
        breadth !== 'unknown' &&
        files.has(at.file) &&
        tried.some(({ name }) => RUNS_THE_REST.test(name)),
    )

/** Handlers that are registered by a call or a decorator, then those that the applications are given. */
const registeredIn = (project: Project, { applications, files }: Service): readonly Reach[] => [
  ...project.candidates('facts/middleware').flatMap(({ file, captures }): readonly Reach[] => {
    const registration = captures['registration']?.value ?? -1
    if (!files.has(file) || registration < 0) return []
    const { strings, values } = project.evaluation.file(file).summary
    const callee = values.a[registration]
    const name = (values.op[callee] as Op) === Op.Attr ? strings[values.b[callee]] : ''
    if (!name.endsWith('exception_handler')) return []
    const given = argumentOf(project, { file, value: registration }, 0)
    return [given < 0 ? { is: 'unknown' } : reachOf(project, { file, value: given })]
  }),
  ...applications.flatMap(({ at }): readonly Reach[] => {
    const given = argumentOf(project, at, 'exception_handlers')
    if (given < 0) return passesOn(project, at) ? [{ is: 'unknown' }] : []
    return keysOf(project, { file: at.file, value: given }).map((key) =>
      key < 0 ? { is: 'unknown' } : reachOf(project, { file: at.file, value: key }),
    )
  }),
]

/** Keys of a dictionary that is written out; -1 where it is not. */
const keysOf = ({ evaluation }: Project, { file, value }: Place): readonly Value[] => {
  const { op, a, b, lists } = evaluation.file(file).summary.values
  if ((op[value] as Op) !== Op.Dict) return [-1]
  return [...lists.subarray(b[value] + 1, b[value] + 1 + lists[b[value]])].map((item) => ((op[item] as Op) === Op.Pair ? a[item] : -1))
}

const reachOf = ({ evaluation }: Project, { file, value }: Place): Reach => {
  const constant = evaluation.constantOf(file, value)
  if (constant?.is === 'number') return constant.value === 500 ? { is: 'all' } : { is: 'narrow', name: `status ${constant.value}` }
  const type = evaluation.typeOf(file, value)
  if (type.is === 'external') return { is: 'narrow', name: `\`${type.path.split('.').at(-1) ?? type.path}\`` }
  if (type.is !== 'class') return { is: 'unknown' }
  const { name, qualifiedName } = evaluation.class(type.of)
  if (qualifiedName === 'builtins.Exception' || qualifiedName === 'builtins.BaseException') return { is: 'all' }
  const isOwn = evaluation.file(evaluation.class(type.of).file).origin === 'project'
  return isOwn && evaluation.subclasses(type.of).some((id) => id !== type.of) ? { is: 'own-base' } : { is: 'narrow', name: `\`${name}\`` }
}

const listed = (names: readonly string[]): string => `${names.slice(0, 3).join(', ')}${names.length > 3 ? ' and the like' : ''}`

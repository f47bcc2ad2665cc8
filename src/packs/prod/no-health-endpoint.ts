import { spanOf } from '../../check/place.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { Project } from '../../model/project.ts'
import type { RouteFact } from '../../model/route.ts'

type Id = 'prod/no-health-endpoint'

const HEALTH = /^(_?health[zs]?|health[-_]?check|live(z|ness)?|ready(z)?|readiness|ping|alive|heartbeat|up)$/

const rule: Rule<Id> = defineRule('prod/no-health-endpoint', {
  *application(fact, project) {
    const at = spanOf(project, fact.at)
    const role = project.role(fact.at.file)
    if (role === 'app' && !isFirst(project, fact.at.file, fact.at.value)) return
    const routes = project.facts('route').filter((route) => project.role(route.at.file) === 'app')
    const because = role === 'app' ? silenceOf(project, routes) : 'no-routes'
    if (because !== null) {
      yield { is: 'fine', at, because }
      return
    }
    const count = String(routes.length)
    const violation = { is: 'violation', at, subject: { is: 'service', place: fact.at }, expression: fact.callee, evidence: [] } as const
    yield { ...violation, message: 'missing', data: { count } }
  },
})
export default rule

/** A project is one service here: its first application stands for it. */
const isFirst = (project: Project, file: number, value: number): boolean => {
  const first = project.facts('application').find(({ at }) => project.role(at.file) === 'app')
  return first !== undefined && first.at.file === file && first.at.value === value
}

const silenceOf = (project: Project, routes: readonly RouteFact[]): 'no-routes' | 'answered' | 'undetermined' | 'mentioned' | null => {
  if (routes.length === 0) return 'no-routes'
  if (routes.some(isHealth)) return 'answered'
  if (routes.some(({ path }) => lastOf(path).includes('…'))) return 'undetermined'
  return isMentioned(project) ? 'mentioned' : null
}

const segmentsOf = (path: string): readonly string[] => path.split('/').filter((segment) => segment !== '')
const lastOf = (path: string): string => segmentsOf(path).at(-1) ?? ''

const isHealth = ({ methods, path }: RouteFact): boolean => {
  if (!methods.some((method) => method === 'GET' || method === 'HEAD')) return false
  const segments = segmentsOf(path)
  return HEALTH.test(lastOf(path).toLowerCase()) || (lastOf(path) === 'status' && segments.length <= 2 && !path.includes('{'))
}

/** Text of the application that is a health path: a middleware, a mounted library or a proxy answers it. */
const isMentioned = (project: Project): boolean =>
  project.evaluation.files.some(
    ({ id, origin, summary }) =>
      origin === 'project' &&
      project.role(id) === 'app' &&
      summary.strings.some((text) => text.startsWith('/') && text.length < 80 && HEALTH.test(lastOf(text).toLowerCase())),
  )

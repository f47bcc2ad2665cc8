import { spanOf } from '../../check/place.ts'
import { sparedByRole } from '../../check/role.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { Place, Project } from '../../model/project.ts'
import type { FunctionId } from '../../model/type.ts'
import { labelOf } from './labels.ts'

const WIDE = new Set(['bare', 'base', 'broad'])

const rule: Rule<'api/yield-dependency-swallows'> = defineRule('api/yield-dependency-swallows', {
  *handler(fact, project) {
    if (fact.form !== 'except' || fact.within < 0 || !project.evaluation.function(fact.within).generator) return
    const at = spanOf(project, fact.at)
    const role = sparedByRole(project, fact.at.file)
    const given = role === null ? yieldUnder(project, fact.within, fact.at) : null
    const route = given === null ? undefined : routeOf(project, fact.within)
    if (given === null || route === undefined) {
      if (role !== null) yield { is: 'fine', at, because: role }
      return
    }
    if (fact.raises !== 'never' || !WIDE.has(fact.breadth) || fact.handsOn) {
      yield { is: 'fine', at, because: fact.raises !== 'never' ? 'raises' : fact.handsOn ? 'handed-on' : 'narrow' }
      return
    }
    const { name } = project.evaluation.function(fact.within)
    yield {
      is: 'violation',
      at,
      subject: { is: 'function', place: fact.at },
      touches: [{ is: 'call', place: fact.at }],
      expression: `except around the yield of ${name}`,
      evidence: [
        { at: spanOf(project, route.at), label: `${labelOf(route)} depends on \`${name}\`` },
        { at: spanOf(project, given), label: 'what the handler raises arrives at this `yield`' },
      ],
      message: 'swallowed',
      data: { dependency: name, route: labelOf(route) },
    }
  },
})
export default rule

/** The `yield` that an `except` clause stands around. */
const yieldUnder = (project: Project, id: FunctionId, caught: Place): Place | null => {
  const { file, scope } = project.evaluation.function(id)
  const { scopes, values } = project.evaluation.file(file).summary
  const cell = scopes.yields[scope]
  const yields = cell < 0 ? [] : [...values.lists.subarray(cell + 1, cell + 1 + values.lists[cell])]
  const value = yields.find((one) => project.evaluation.protectedBy(file, one).includes(caught.value))
  return value === undefined ? null : { file, value }
}

const routeOf = (project: Project, id: FunctionId) =>
  project.facts('route').find(({ dependencies }) => dependencies.some((one) => one.function === id))

import { spanOf } from '../../check/place.ts'
import { sparedByRole } from '../../check/role.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { labelOf, listed } from './labels.ts'

/** Fewer than this in a whole application is no interface yet. */
const FEWEST = 4
const SHOWN = 5

const rule: Rule<'api/missing-response-model'> = defineRule('api/missing-response-model', {
  *router({ at, routes }, project) {
    const role = sparedByRole(project, at.file)
    const anchor = spanOf(project, at)
    if (role !== null || project.facts('route').length < FEWEST) {
      yield { is: 'fine', at: anchor, because: role ?? 'few-routes' }
      return
    }
    const judged = routes.filter(({ documented, response, methods }) => documented && response !== 'unknown' && methods[0] !== 'WEBSOCKET')
    const untyped = judged.filter(({ response }) => response === 'untyped')
    if (untyped.length === 0) {
      yield { is: 'fine', at: anchor, because: judged.some(({ response }) => response === 'model') ? 'declared' : 'no-content' }
      return
    }
    const names = untyped.map((route) => project.evaluation.function(route.handler).name)
    yield {
      is: 'violation',
      at: spanOf(project, untyped[0].at),
      subject: { is: 'route', place: untyped[0].at },
      expression: `responses of ${project.evaluation.file(at.file).summary.path}`,
      evidence: untyped.slice(0, SHOWN).map((route) => ({ at: spanOf(project, route.at), label: labelOf(route) })),
      message: 'router',
      data: { count: String(untyped.length), routes: String(judged.length), handlers: listed(names) },
    }
  },
})
export default rule

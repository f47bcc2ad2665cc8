import { spanOf } from '../../check/place.ts'
import { sparedByRole } from '../../check/role.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { labelOf } from './labels.ts'

const rule: Rule<'api/path-param-mismatch'> = defineRule('api/path-param-mismatch', {
  *route(fact, project) {
    const at = spanOf(project, fact.at)
    const role = sparedByRole(project, fact.at.file)
    if (role !== null || !fact.local.includes('{')) {
      yield { is: 'fine', at, because: role ?? 'no-variable' }
      return
    }
    if (CATCH_ALL.test(fact.local)) {
      yield { is: 'fine', at, because: 'catch-all' }
      return
    }
    if (fact.unread === null) {
      yield { is: 'unknown', at, why: 'unsupported' }
      return
    }
    if (fact.unread.length === 0) yield { is: 'fine', at, because: 'read' }
    const handler = project.evaluation.function(fact.handler).name
    for (const name of fact.unread) {
      const typo = fact.inputs.find((input) => input.from === 'query' && !input.hasDefault && isOneEditApart(input.name, name))
      const common = { is: 'violation', at, subject: { is: 'route', place: fact.at }, expression: `{${name}} of ${fact.local}` } as const
      const data = { route: labelOf(fact), variable: name, handler }
      if (typo === undefined) yield { ...common, evidence: [], message: 'unread', data }
      else {
        const evidence = [{ at: spanOf(project, typo.at), label: `\`${typo.name}\` is a query parameter` }]
        yield { ...common, evidence, message: 'typo', data: { ...data, parameter: typo.name } }
      }
    }
  },
})
export default rule

/** Whatever is asked for gets the page of the application that runs in the browser. https://www.starlette.io/routing/#path-parameters */
const CATCH_ALL = /\{\w+:path\}$/

/** One letter more, less or other. */
const isOneEditApart = (x: string, y: string): boolean => {
  if (x === y || Math.abs(x.length - y.length) > 1) return false
  let start = 0
  while (start < x.length && start < y.length && x[start] === y[start]) start++
  return x.slice(start + 1) === y.slice(start + 1) || x.slice(start) === y.slice(start + 1) || x.slice(start + 1) === y.slice(start)
}

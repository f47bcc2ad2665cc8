import { spanOf } from '../../check/place.ts'
import { sparedByRole } from '../../check/role.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'

const BODILESS = new Set([204, 205, 304])

const rule: Rule<'api/no-content-with-body'> = defineRule('api/no-content-with-body', {
  *route(fact, project) {
    const at = spanOf(project, fact.at)
    const role = sparedByRole(project, fact.at.file)
    if (role !== null || fact.status === null || !BODILESS.has(fact.status)) {
      yield { is: 'fine', at, because: role ?? 'other-status' }
      return
    }
    const data = {
      method: fact.methods[0],
      path: fact.path,
      status: String(fact.status),
      handler: project.evaluation.function(fact.handler).name,
    }
    const common = {
      is: 'violation',
      subject: { is: 'route', place: fact.at },
      evidence: [{ at, label: `answers ${fact.status}` }],
      expression: `${fact.methods.join()} ${fact.path}`,
    } as const
    const sent = fact.returns.filter(({ is }) => is === 'body' || is === 'full')
    for (const { at: place, is } of sent) {
      if (is === 'body') yield { ...common, at: spanOf(project, place), message: 'returned', data }
      else yield { ...common, at: spanOf(project, place), message: 'response', data }
    }
    if (fact.responseModel !== null) {
      const { method, path, status } = data
      yield { ...common, at: spanOf(project, fact.responseModel), message: 'model', data: { method, path, status } }
    } else if (sent.length === 0) yield { is: 'fine', at, because: 'nothing-returned' }
  },
})
export default rule

import { spanOf } from '../../check/place.ts'
import { sparedByRole } from '../../check/role.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { labelOf, listed } from './labels.ts'

const WRITING = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

const rule: Rule<'api/unvalidated-body'> = defineRule('api/unvalidated-body', {
  *route(fact, project) {
    if (!fact.methods.some((method) => WRITING.has(method))) return
    const role = sparedByRole(project, fact.at.file)
    if (role !== null || fact.openBodies.length === 0) {
      const typed = fact.inputs.some(({ from }) => from === 'body' || from === 'form')
      yield { is: 'fine', at: spanOf(project, fact.at), because: role ?? (typed ? 'typed' : 'no-body') }
      return
    }
    for (const { at, name, annotation, keys, subscripts, whole } of fact.openBodies) {
      const common = {
        is: 'violation',
        at: spanOf(project, at),
        subject: { is: 'route', place: fact.at },
        touches: [{ is: 'input', place: at }],
        expression: `${fact.methods.join()} ${fact.local} ${name}`,
        evidence: [{ at: spanOf(project, fact.at), label: labelOf(fact) }],
      } as const
      const data = { route: labelOf(fact), body: name, type: annotation === '' ? 'not annotated' : `\`${annotation}\`` }
      if (subscripts.length > 0) yield { ...common, message: 'subscript', data: { ...data, keys: listed(subscripts) } }
      else if (keys.length > 0) yield { ...common, severity: 'minor', message: 'keys', data: { ...data, keys: listed(keys) } }
      // Free-form data may be meant: a map of labels, the arguments of a tool.
      else if (whole) yield { ...common, severity: 'suggestion', message: 'whole', data }
    }
  },
})
export default rule

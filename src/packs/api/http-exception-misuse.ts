import { spanOf } from '../../check/place.ts'
import { sparedByRole } from '../../check/role.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'

const rule: Rule<'api/http-exception-misuse'> = defineRule('api/http-exception-misuse', {
  *'http-exception'(fact, project) {
    const at = spanOf(project, fact.at)
    const role = sparedByRole(project, fact.at.file)
    if (role !== null) {
      yield { is: 'fine', at, because: role }
      return
    }
    const common = { is: 'violation', at, subject: { is: 'function', place: fact.at } } as const
    if (fact.form === 'return') {
      if (fact.answers) yield { ...common, expression: 'return HTTPException', evidence: [], message: 'returned', data: {} }
      return
    }
    const { caught, status } = fact
    if (caught === null) {
      yield { is: 'fine', at, because: 'free' }
      return
    }
    if (status === null || status < 400 || status > 499) {
      yield { is: 'fine', at, because: 'not-client-error' }
      return
    }
    if (caught.deliberate || caught.becomes === status) {
      yield { is: 'fine', at, because: caught.deliberate ? 'deliberate' : 'same-status' }
      return
    }
    const handler = caught.by === '' ? 'except' : `except ${caught.by}`
    const evidence = [{ at: spanOf(project, caught.at), label: `\`${handler}\` catches it` }]
    const expression = `raise HTTPException ${status}`
    const touches = [{ is: 'call', place: caught.at } as const]
    if (caught.becomes !== null)
      yield {
        ...common,
        touches,
        expression,
        evidence,
        message: 'converted',
        data: { status: String(status), becomes: String(caught.becomes), handler },
      }
    else if (caught.swallowed)
      yield { ...common, touches, expression, evidence, message: 'swallowed', data: { status: String(status), handler } }
  },
})
export default rule

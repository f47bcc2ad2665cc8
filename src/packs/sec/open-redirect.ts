import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { externalAt } from './injection.ts'

const rule: Rule<'sec/open-redirect'> = defineRule('sec/open-redirect', {
  *sink(fact, project) {
    if (fact.kind !== 'redirect') return
    const found = externalAt(fact, project, 'sends the client there')
    if (found.is !== 'external') {
      yield found
      return
    }
    const { violation, hole, source } = found
    if (fact.hole === null) yield { ...violation, message: 'whole', data: { source } }
    else yield { ...violation, message: 'part', data: { hole, source } }
  },
})
export default rule

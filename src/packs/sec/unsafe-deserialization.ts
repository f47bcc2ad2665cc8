import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { externalAt } from './injection.ts'

const rule: Rule<'sec/unsafe-deserialization'> = defineRule('sec/unsafe-deserialization', {
  *sink(fact, project) {
    if (fact.kind !== 'deserialization') return
    const found = externalAt(fact, project, 'builds objects from it')
    if (found.is !== 'external') {
      yield found
      return
    }
    const { violation, hole, sink, source } = found
    if (fact.hole === null) yield { ...violation, message: 'whole', data: { sink, source } }
    else yield { ...violation, message: 'part', data: { hole, sink, source } }
  },
})
export default rule

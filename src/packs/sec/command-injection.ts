import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { externalAt } from './injection.ts'

const rule: Rule<'sec/command-injection'> = defineRule('sec/command-injection', {
  *sink(fact, project) {
    if (fact.kind !== 'command') return
    const found = externalAt(fact, project, 'gives it to a shell')
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

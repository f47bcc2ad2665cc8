import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { externalAt, isForOperators } from './injection.ts'

const rule: Rule<'sec/ssrf'> = defineRule('sec/ssrf', {
  *sink(fact, project) {
    if (fact.kind !== 'url') return
    const found = externalAt(fact, project, 'sends a request there')
    if (found.is !== 'external') {
      yield found
      return
    }
    const { violation, hole, sink, source } = found
    // Addresses of providers are theirs to set.
    if (isForOperators(project, (fact.hole ?? fact.whole)?.hops ?? [])) {
      yield { is: 'fine', at: violation.at, because: 'operators' }
      return
    }
    const severity = found.isPublic ? 'blocker' : 'major'
    if (fact.hole === null) yield { ...violation, severity, message: 'whole', data: { sink, source } }
    else yield { ...violation, severity, message: 'part', data: { hole, sink, source } }
  },
})
export default rule

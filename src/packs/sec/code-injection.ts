import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { Project } from '../../model/project.ts'
import { Op } from '../../model/summary.ts'
import type { SinkFact } from '../../model/taint.ts'
import { externalAt } from './injection.ts'

const rule: Rule<'sec/code-injection'> = defineRule('sec/code-injection', {
  *sink(fact, project) {
    if (fact.kind !== 'code') return
    const found = externalAt(fact, project, 'runs it as code')
    if (found.is !== 'external') {
      yield found
      return
    }
    const { violation, hole, sink, source } = found
    if (isInPackage(project, fact)) {
      yield { is: 'fine', at: violation.at, because: 'package' }
      return
    }
    if (fact.hole === null) yield { ...violation, message: 'whole', data: { sink, source } }
    else yield { ...violation, message: 'part', data: { hole, sink, source } }
  },
})
export default rule

/** `import_module(f"shop.plugins.{name}")`: one of the modules that lie in a package. */
function isInPackage({ evaluation }: Project, { callee, hole }: SinkFact): boolean {
  if (hole === null || !callee.endsWith('import_module')) return false
  const { values, strings } = evaluation.file(hole.text.file).summary
  const { op, a, b, lists } = values
  if (op[hole.text.value] !== Op.Format) return false
  const first = lists[b[hole.text.value] + 1]
  return op[first] === Op.Text && /^\w[\w.]*\.$/.test(strings[a[first]])
}

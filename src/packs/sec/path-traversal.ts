import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { Project } from '../../model/project.ts'
import { Op } from '../../model/summary.ts'
import type { SinkFact } from '../../model/taint.ts'
import { externalAt, sinkOf } from './injection.ts'

const rule: Rule<'sec/path-traversal'> = defineRule('sec/path-traversal', {
  *sink(fact, project) {
    if (fact.kind !== 'path') return
    const act = actOf(project, fact)
    const found = externalAt(fact, project, `${act} the file it names`)
    if (found.is !== 'external') {
      yield found
      return
    }
    const { violation, hole, sink, source } = found
    const severity = act === 'reads' ? 'major' : 'blocker'
    if (fact.hole === null) yield { ...violation, severity, message: 'whole', data: { act, sink, source } }
    else yield { ...violation, severity, message: 'part', data: { hole, act, sink, source } }
  },
})
export default rule

const READS = /(?:^|\.)(read_text|read_bytes|iterdir|listdir|scandir)$/

/** What is done with the file; for `open`, as its mode says. */
function actOf({ evaluation }: Project, fact: SinkFact): 'reads' | 'changes' | 'serves' {
  const sink = sinkOf(fact)
  if (sink.endsWith('FileResponse')) return 'serves'
  if (READS.test(sink)) return 'reads'
  if (!sink.endsWith('open')) return 'changes'
  const { file, value } = fact.at
  const { op, a, b, lists } = evaluation.file(file).summary.values
  const isMethod = op[a[value]] === Op.Attr && fact.argument.value === a[a[value]]
  const given = [...lists.subarray(b[value] + 1, b[value] + 1 + lists[b[value]])]
  const mode = given.find((item) => op[item] === Op.Keyword && evaluation.file(file).summary.strings[a[item]] === 'mode')
  const written = mode === undefined ? given[isMethod ? 0 : 1] : b[mode]
  const folded = written === undefined ? undefined : evaluation.constantOf(file, written)
  return folded?.is === 'text' && /[wax+]/.test(folded.value) ? 'changes' : 'reads'
}

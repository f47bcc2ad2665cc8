import { lineOf, elementOf } from '../../check/loop.ts'
import { placeOf, stepsTo } from '../../check/trail.ts'
import { spanOf } from '../../check/place.ts'
import { sparedByRole } from '../../check/role.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { BuiltExport } from '../../model/export.ts'
import type { Context, Project } from '../../model/project.ts'
import { isAsked, wayTo } from './waited.ts'

type Id = 'perf/large-response-materialised'

const rule: Rule<Id> = defineRule('perf/large-response-materialised', {
  *'built-export'(fact, project) {
    const at = spanOf(project, fact.at)
    const context = wayTo(project, fact.within)
    const because = silenceOf(project, fact, context)
    if (because !== null || context === null) {
      yield { is: 'fine', at, because: because ?? 'unserved' }
      return
    }
    const reads = project.does(fact.builder, 'sql-read', 'same-task') || project.does(fact.within, 'sql-read', 'same-task')
    const violation = {
      is: 'violation',
      at,
      subject: { is: 'function', place: fact.at },
      touches: [{ is: 'call', place: fact.rows }],
      expression: `${fact.response} ${fact.format}`,
      evidence: [
        ...stepsTo(project, context),
        { at: spanOf(project, fact.rows), label: 'every turn of this loop adds a row to what is kept in memory' },
        { at, label: `\`${fact.response}\` gets all of it at once` },
      ],
      severity: reads ? 'major' : 'minor',
      confidence: context.ordinary ? 'medium' : 'low',
    } as const
    const data = {
      what: fact.format === 'file' ? 'download' : `${fact.format} download`,
      item: elementOf(project, fact.rows),
      loop: fact.path.length === 0 ? `line ${lineOf(project, fact.rows)}` : placeOf(project, fact.rows),
      response: fact.response,
      entry: context.entry.label,
    }
    yield { ...violation, message: fact.onePiece ? 'one-piece' : 'whole', data }
  },
})
export default rule

const silenceOf = (project: Project, fact: BuiltExport, context: Context | null): SilentId<Id> | null => {
  if (sparedByRole(project, fact.at.file) !== null) return 'script'
  if (context === null || !isAsked(context)) return 'unserved'
  return fact.bounded ? 'bounded' : null
}

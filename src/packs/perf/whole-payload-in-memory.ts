import { spanOf } from '../../check/place.ts'
import { sparedByRole } from '../../check/role.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { stepsTo } from '../../check/trail.ts'
import { readFor, sparedAsUpload } from '../../check/upload.ts'
import type { Context, Project } from '../../model/project.ts'
import type { WholePayload } from '../../model/whole-payload.ts'
import { isAsked, wayTo } from './waited.ts'

type Id = 'perf/whole-payload-in-memory'

const rule: Rule<Id> = defineRule('perf/whole-payload-in-memory', {
  *'upload-read'(fact, project) {
    const at = spanOf(project, fact.at)
    const because = sparedAsUpload(project, fact)
    const context = readFor(project, fact)
    if (because !== null || context === null) {
      yield { is: 'fine', at, because: because ?? 'not-reached' }
      return
    }
    yield {
      is: 'violation',
      at,
      subject: { is: 'call', place: fact.at },
      expression: 'UploadFile.read',
      evidence: [...stepsTo(project, context), { at, label: `all of \`${fact.name}\` is in memory after this` }],
      severity: fact.bound === 'late' ? 'minor' : 'major',
      message: 'upload',
      data: { name: fact.name, entry: context.entry.label },
    }
  },
  *'whole-payload'(fact, project) {
    const at = spanOf(project, fact.at)
    const context = wayTo(project, fact.within)
    const because = silenceOf(project, fact, context)
    if (because !== null || context === null) {
      yield { is: 'fine', at, because: because ?? 'not-reached' }
      return
    }
    yield {
      is: 'violation',
      at,
      subject: { is: 'call', place: fact.at },
      expression: fact.callee,
      evidence: [...stepsTo(project, context), { at, label: `\`${fact.callee}\` reads all of it` }],
      confidence: context.ordinary ? 'high' : 'low',
      message: fact.kind,
      data: { call: fact.callee, entry: context.entry.label },
    }
  },
})
export default rule

const silenceOf = (project: Project, fact: WholePayload, context: Context | null): SilentId<Id> | null => {
  const role = sparedByRole(project, fact.at.file)
  if (role !== null) return role
  if (context === null || !isAsked(context)) return 'not-reached'
  if (fact.fixed) return 'fixed'
  return fact.inParts ? 'in-parts' : null
}

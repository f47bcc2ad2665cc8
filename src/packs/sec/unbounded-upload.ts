import { spanOf } from '../../check/place.ts'
import { sparedByRole } from '../../check/role.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { stepsTo } from '../../check/trail.ts'
import type { Context, ContextKind, Project } from '../../model/project.ts'
import { Op } from '../../model/summary.ts'
import type { FunctionId } from '../../model/type.ts'

type Id = 'sec/unbounded-upload'

const rule: Rule<Id> = defineRule('sec/unbounded-upload', {
  *'upload-read'({ at: place, name, within, bound }, project) {
    const at = spanOf(project, place)
    const role = sparedByRole(project, place.file)
    const context = project.contextsOf(within).find(({ kind }) => REQUEST.has(kind))
    if (role !== null || context === undefined) {
      yield { is: 'fine', at, because: role ?? 'not-reached' }
      return
    }
    if (bound === 'part' || bound === 'size' || bound === 'header') {
      yield { is: 'fine', at, because: bound === 'part' ? 'in-parts' : 'size-checked' }
      return
    }
    if (isLimited(project)) {
      yield { is: 'fine', at, because: 'limited' }
      return
    }
    const violation = {
      is: 'violation',
      at,
      subject: { is: 'call', place },
      expression: 'UploadFile.read',
      evidence: [...stepsTo(project, context), { at, label: `all of \`${name}\` is read into memory` }],
    } as const
    const data = { name, entry: entryOf(context) }
    if (bound === 'late') yield { ...violation, severity: 'minor', message: 'late', data }
    else yield { ...violation, message: 'unbounded', data }
  },
})
export default rule

const REQUEST: ReadonlySet<ContextKind> = new Set<ContextKind>(['loop-request', 'thread'])

const entryOf = ({ entry }: Context): string => entry.label

const limited = new WeakMap<Project, boolean>()

/** A middleware of the project looks at the length that requests announce. */
function isLimited(project: Project): boolean {
  let answer = limited.get(project)
  if (answer === undefined) {
    answer = project.entries.some((entry) => entry.label.startsWith('middleware ') && mentionsLength(project, entry.function))
    limited.set(project, answer)
  }
  return answer
}

function mentionsLength({ evaluation }: Project, id: FunctionId): boolean {
  const { file, scope } = evaluation.function(id)
  const { regions, scopes, strings, values } = evaluation.file(file).summary
  const region = scopes.region[scope]
  for (let value = regions.first[region]; value < regions.end[region]; value++)
    if ((values.op[value] as Op) === Op.Text && values.a[value] >= 0 && /^content-length$/i.test(strings[values.a[value]])) return true
  return false
}

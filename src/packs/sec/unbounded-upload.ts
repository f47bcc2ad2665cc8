import { spanOf } from '../../check/place.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { stepsTo } from '../../check/trail.ts'
import { readFor, sparedAsUpload } from '../../check/upload.ts'

type Id = 'sec/unbounded-upload'

const rule: Rule<Id> = defineRule('sec/unbounded-upload', {
  *'upload-read'(fact, project) {
    const { at: place, name, bound } = fact
    const at = spanOf(project, place)
    const because = sparedAsUpload(project, fact)
    const context = readFor(project, fact)
    if (because !== null || context === null) {
      yield { is: 'fine', at, because: because ?? 'not-reached' }
      return
    }
    const violation = {
      is: 'violation',
      at,
      subject: { is: 'call', place },
      expression: 'UploadFile.read',
      evidence: [...stepsTo(project, context), { at, label: `all of \`${name}\` is read into memory` }],
    } as const
    const data = { name, entry: context.entry.label }
    if (bound === 'late') yield { ...violation, severity: 'minor', message: 'late', data }
    else yield { ...violation, message: 'unbounded', data }
  },
})
export default rule

import { spanOf } from '../../check/place.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { Project } from '../../model/project.ts'
import { Op, ScopeFlag } from '../../model/summary.ts'
import type { FileId } from '../../model/type.ts'

const rule: Rule<'async/endpoint-shape'> = defineRule('async/endpoint-shape', {
  *candidate({ file, captures }, project) {
    const value = captures['call']?.value ?? -1
    if (value < 0 || !isGetter(project, file, value)) return
    const at = spanOf(project, { file, value })
    if (!isInCoroutine(project, file, value)) {
      yield { is: 'fine', at, because: 'outside' }
      return
    }
    yield {
      is: 'violation',
      at,
      subject: { is: 'call', place: { file, value } },
      expression: 'asyncio.get_event_loop',
      evidence: [],
      message: 'loop',
      data: {},
      edits: renaming(project, file, value),
    }
  },
})
export default rule

const isGetter = ({ evaluation }: Project, file: FileId, call: number): boolean =>
  evaluation
    .calleeOf(file, call)
    .targets.some(
      (target) =>
        target.is === 'function' && /^_?asyncio\.(events\.)?get_event_loop$/.test(evaluation.function(target.function).qualifiedName),
    )

const isInCoroutine = ({ evaluation }: Project, file: FileId, call: number): boolean => {
  const { scopes } = evaluation.file(file).summary
  return (scopes.flags[evaluation.scopeOf(file, call)] & ScopeFlag.Async) !== 0
}

/** `asyncio.get_event_loop()`: the module stands before the name, and has both. */
const renaming = (project: Project, file: FileId, call: number) => {
  const { values } = project.evaluation.file(file).summary
  const callee = values.a[call]
  if ((values.op[callee] as Op) !== Op.Attr) return []
  const span = spanOf(project, { file, value: callee })
  const name = 'get_event_loop'.length
  return [{ span: { file, start: span.end - name, end: span.end }, text: ['get_running_loop'] }]
}

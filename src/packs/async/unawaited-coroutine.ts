import { entered, servedBy } from '../../check/entered.ts'
import { spanOf } from '../../check/place.ts'
import type { Edit, Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { nameOf, stepsTo } from '../../check/trail.ts'
import type { CoroutineFact } from '../../model/concurrency.ts'
import type { Project } from '../../model/project.ts'

type Id = 'async/unawaited-coroutine'

const rule: Rule<Id> = defineRule('async/unawaited-coroutine', {
  *coroutine(fact, project) {
    const at = spanOf(project, fact.at)
    const because = silenceOf(fact)
    if (because !== null) {
      yield { is: 'fine', at, because }
      return
    }
    const context = servedBy(project, fact.within)
    yield {
      is: 'violation',
      at,
      subject: { is: 'call', place: fact.at },
      expression: fact.callee,
      evidence: [...stepsTo(project, context), ...definition(fact, project)],
      confidence: fact.within < 0 ? 'medium' : 'high',
      message: fact.fate === 'unread' ? 'unread' : fact.fate === 'tested' ? 'tested' : 'discarded',
      data: { call: fact.callee, entry: entered(project, fact.within, context) },
      edits: awaiting(fact, project),
    }
  },
})
export default rule

const silenceOf = ({ fate, doubt }: CoroutineFact): SilentId<Id> | null => {
  if (fate === 'awaited' || fate === 'handed-on') return fate
  return doubt
}

const definition = ({ defined }: CoroutineFact, project: Project) => {
  if (defined === null) return []
  const { file, scope } = project.evaluation.function(defined)
  const { scopes } = project.evaluation.file(file).summary
  const start = scopes.nameStart[scope]
  return [{ at: { file, start, end: start + scopes.nameLength[scope] }, label: `\`${nameOf(project, defined)}\` is an \`async def\`` }]
}

/** A whole statement in an asynchronous function can be awaited where it stands. */
const awaiting = ({ at, fate, within }: CoroutineFact, project: Project): readonly Edit[] => {
  if (fate !== 'discarded' || within < 0 || !project.evaluation.function(within).async) return []
  const span = spanOf(project, at)
  return [{ span, text: ['await ', span] }]
}

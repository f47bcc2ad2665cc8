import { spanOf } from '../../check/place.ts'
import { sparedByRole } from '../../check/role.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { nameOf } from '../../check/trail.ts'
import type { MemoisedFact } from '../../model/memo.ts'
import type { Project } from '../../model/project.ts'

type Id = 'perf/lru-cache-retains-objects'

const rule: Rule<Id> = defineRule('perf/lru-cache-retains-objects', {
  *memoised(fact, project) {
    const at = spanOf(project, fact.at)
    const isAsync = project.evaluation.function(fact.function).async
    const because = silenceOf(project, fact, isAsync)
    if (because !== null) {
      yield { is: 'fine', at, because }
      return
    }
    const { name } = project.evaluation.function(fact.function)
    const violation = {
      is: 'violation',
      at,
      subject: { is: 'function', place: fact.at },
      expression: `${fact.decorator} ${nameOf(project, fact.function)}`,
      evidence: [{ at, label: `\`${fact.decorator}\` keeps the arguments of every call it remembers` }],
    } as const
    const data = { function: nameOf(project, fact.function), decorator: fact.decorator, most: mostOf(fact) }
    const [held] = fact.held
    if (isAsync) yield { ...violation, message: 'coroutine', data: { function: data.function, decorator: fact.decorator } }
    else if (held !== undefined)
      yield { ...violation, severity: 'major', message: 'held', data: { ...data, parameter: held.name, type: held.type } }
    else yield { ...violation, severity: 'minor', message: 'receiver', data: { ...data, method: name } }
  },
})
export default rule

const silenceOf = (project: Project, fact: MemoisedFact, isAsync: boolean): SilentId<Id> | null => {
  if (sparedByRole(project, fact.at.file) !== null) return 'script'
  if (isAsync || fact.held.length > 0) return null
  if (fact.receiver === null) return 'plain'
  if (fact.receiver === 'value') return 'by-value'
  return fact.receiver === 'shared' || fact.receiver === 'few' ? fact.receiver : null
}

const mostOf = ({ keeps }: MemoisedFact): string => {
  if (keeps === undefined) return 'as many as it remembers'
  return keeps === null ? 'all of them, for ever' : `up to ${keeps} of them`
}

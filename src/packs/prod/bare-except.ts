import { spanOf } from '../../check/place.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { HandlerFact } from '../../model/handler.ts'
import type { Project } from '../../model/project.ts'
import { clauseOf, entryOf, evidenceOf, isCleanup, namesOfTried, outwardCalls, servingContext } from './handling.ts'

type Id = 'prod/bare-except'

const rule: Rule<Id> = defineRule('prod/bare-except', {
  *handler(fact, project) {
    if (fact.breadth !== 'bare' && fact.breadth !== 'base') return
    const at = spanOf(project, fact.at)
    if (fact.raises !== 'never') {
      yield { is: 'fine', at, because: 'reraised' }
      return
    }
    if (fact.usesException && fact.logs.length === 0) {
      yield { is: 'fine', at, because: 'handed-on' }
      return
    }
    const violation = {
      is: 'violation',
      at,
      subject: { is: 'call', place: fact.at },
      touches: fact.tried.map((call) => ({ is: 'call', place: call.at }) as const),
      expression: `except ${fact.types.join(', ')}`,
      evidence: evidenceOf(project, fact),
    } as const
    const data = { clause: clauseOf(fact), calls: namesOfTried(fact), entry: entryOf(project, fact), signals: signalsOf(project, fact) }
    if (fact.logs.length > 0)
      yield {
        ...violation,
        severity: 'major',
        standard: null,
        message: 'logged',
        data: { clause: data.clause, signals: data.signals, entry: data.entry },
      }
    else yield { ...violation, severity: severityOf(project, fact), message: 'swallowed', data }
  },
})
export default rule

/** What else the clause stops: in a coroutine the cancellation by which its task is ended. */
const signalsOf = ({ evaluation }: Project, { within }: HandlerFact): string =>
  within >= 0 && evaluation.function(within).async ? 'the cancellation of the task' : '`KeyboardInterrupt` and `SystemExit`'

const severityOf = (project: Project, fact: HandlerFact): 'blocker' | 'major' | 'minor' => {
  if (fact.imports || fact.secondary || fact.explained || isCleanup(project, fact)) return 'minor'
  return outwardCalls(fact).length > 0 && servingContext(project, fact) !== undefined ? 'blocker' : 'major'
}

import { spanOf } from '../../check/place.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { HandlerFact } from '../../model/handler.ts'
import type { Project } from '../../model/project.ts'
import { clauseOf, evidenceOf, isCleanup, namesOfTried, outwardCalls } from './handling.ts'
import { entryOf, servingContext } from './serving.ts'

type Id = 'prod/bare-except'

const rule: Rule<Id> = defineRule('prod/bare-except', {
  *handler(fact, project) {
    if (fact.breadth !== 'bare' && fact.breadth !== 'base') return
    const at = spanOf(project, fact.at)
    const because = exemptionOf(project, fact)
    if (because !== null) {
      yield { is: 'fine', at, because }
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
    const data = { clause: clauseOf(fact), calls: namesOfTried(fact), entry: entryOf(project, fact), signals: signalsOf(fact) }
    if (fact.logs.length > 0 || fact.acts.length > 0 || fact.ends === 'records')
      yield {
        ...violation,
        severity: fact.secondary ? 'minor' : 'major',
        standard: null,
        message: 'goes-on',
        data: { clause: data.clause, signals: data.signals, entry: data.entry },
      }
    else yield { ...violation, severity: severityOf(project, fact), message: 'swallowed', data }
  },
})
export default rule

const exemptionOf = (project: Project, fact: HandlerFact): SilentId<Id> | null => {
  if (fact.raises !== 'never') return 'reraised'
  if (fact.usesException) return 'handed-on'
  if (fact.explained) return 'explained'
  if (isCleanup(project, fact)) return 'cleanup'
  return isFallback(fact) ? 'fallback' : null
}

/** `BaseException` written out around code that only computes, with a value in place of the result: what fails closed. */
const isFallback = (fact: HandlerFact): boolean =>
  fact.breadth === 'base' && fact.ends === 'defaults' && fact.logs.length === 0 && !fact.awaits && outwardCalls(fact).length === 0

/** What else the clause stops: where something is awaited, the cancellation by which its task is ended. */
const signalsOf = ({ awaits }: HandlerFact): string => (awaits ? 'the cancellation of the task' : '`KeyboardInterrupt` and `SystemExit`')

const severityOf = (project: Project, fact: HandlerFact): 'blocker' | 'major' | 'minor' => {
  if (fact.imports || fact.secondary) return 'minor'
  return outwardCalls(fact).length > 0 && servingContext(project, fact) !== undefined ? 'blocker' : 'major'
}

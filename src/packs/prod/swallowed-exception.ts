import { spanOf } from '../../check/place.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { HandlerFact } from '../../model/handler.ts'
import type { Project } from '../../model/project.ts'
import { clauseOf, evidenceOf, isCleanup, isTelemetry, namesOfTried, outwardCalls, tellingCalls } from './handling.ts'
import { isHealthPath, promisesAnswer } from './health.ts'
import { entryOf, servingContext } from './serving.ts'

type Id = 'prod/swallowed-exception'

const rule: Rule<Id> = defineRule('prod/swallowed-exception', {
  *handler(fact, project) {
    if (!isBroad(fact)) return
    const at = spanOf(project, fact.at)
    const because = exemptionOf(project, fact)
    if (because !== null) {
      yield { is: 'fine', at, because }
      return
    }
    if (tellingCalls(fact).length === 0) {
      if (fact.tried.some(({ awaited, callee }) => awaited && callee === null)) yield { is: 'unknown', at, why: 'unknown-member' }
      else yield { is: 'fine', at, because: outwardCalls(fact).length === 0 ? 'pure' : 'local' }
      return
    }
    const isServing = servingContext(project, fact) !== undefined
    const violation = {
      is: 'violation',
      at,
      subject: { is: 'call', place: fact.at },
      touches: fact.tried.map((call) => ({ is: 'call', place: call.at }) as const),
      expression: `${fact.form} ${fact.types.join(', ')}`,
      evidence: evidenceOf(project, fact),
      data: { clause: clauseOf(fact), calls: namesOfTried(fact), entry: entryOf(project, fact) },
    } as const
    if (fact.ends === 'defaults') yield { ...violation, severity: 'minor', message: 'defaulted' }
    else yield { ...violation, severity: isServing && fact.form === 'except' ? 'major' : 'minor', message: 'dropped' }
  },
})
export default rule

/** `except BaseException` and `except:` are for prod/bare-except; the block under `suppress` has no such rule. */
const isBroad = ({ breadth, form }: HandlerFact): boolean =>
  breadth === 'broad' || (form === 'suppress' && (breadth === 'base' || breadth === 'bare'))

const exemptionOf = (project: Project, fact: HandlerFact): SilentId<Id> | null => {
  if (fact.raises !== 'never') return 'reraised'
  if (fact.logs.length > 0) return 'logged'
  if (fact.usesException || fact.acts.length > 0 || fact.ends === 'records') return 'handled'
  if (fact.imports) return 'optional-import'
  if (fact.explained) return 'explained'
  if (fact.secondary) return 'secondary'
  if (isCleanup(project, fact)) return 'cleanup'
  if (isTelemetry(project, fact)) return 'telemetry'
  if (fact.within < 0) return null
  const context = servingContext(project, fact)
  // A health route's answer is that something does not work.
  const isProbed = context !== undefined && context.path.length === 0 && isHealthPath(context.entry.label)
  return isProbed || promisesAnswer(project.evaluation.function(fact.within).name) ? 'answer' : null
}

import { spanOf } from '../../check/place.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { nameOf } from '../../check/trail.ts'
import type { SentTo } from '../../model/repeated.ts'
import { confidenceOf, evidenceOf, loopData, throughOf } from './looped.ts'
import { severityFor, unwaited, wayTo } from './waited.ts'

type Id = 'perf/external-call-in-loop'

/** What a turn waits for. */
const WAITS: ReadonlyMap<SentTo, string> = new Map<SentTo, string>([
  ['http', 'another service'],
  ['llm', 'a language model'],
  ['cloud', 'a cloud service'],
])

const rule: Rule<Id> = defineRule('perf/external-call-in-loop', {
  *'looped-call'(fact, project) {
    const waits = WAITS.get(fact.to)
    if (waits === undefined) return
    const at = spanOf(project, fact.at)
    const context = wayTo(project, fact.within)
    const because = unwaited(project, fact.at, context) ?? fact.spared
    if (because !== null || context === null) {
      if (because !== null) yield { is: 'fine', at, because }
      return
    }
    const violation = {
      is: 'violation',
      at,
      subject: { is: 'call', place: fact.at },
      touches: [{ is: 'call', place: fact.sent }],
      expression: fact.callee,
      evidence: evidenceOf(project, fact, context),
      severity: severityFor(context, 'major', 'minor'),
      confidence: confidenceOf(fact, context),
      root: { at: spanOf(project, fact.sent), callee: fact.callee },
    } as const
    const data = { ...loopData(project, fact, context), waits }
    if (fact.path.length === 0) yield { ...violation, message: 'direct', data: { ...data, call: fact.callee } }
    else
      yield {
        ...violation,
        message: 'reached',
        data: { ...data, function: nameOf(project, fact.path[0].to), through: throughOf(project, fact) },
      }
  },
})
export default rule

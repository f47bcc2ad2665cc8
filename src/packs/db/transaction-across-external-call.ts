import { spanOf } from '../../check/place.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { atMost } from '../../check/severity.ts'
import { hopOf, namesAlong, placeOf, stepsTo, written } from '../../check/trail.ts'
import { entryOf, lineOf, severityOf } from './trail.ts'

type Id = 'db/transaction-across-external-call'

const rule: Rule<Id> = defineRule('db/transaction-across-external-call', {
  *'held-connection'(fact, project) {
    const { acquired, at, context, locks, path, request, within } = fact
    const severity = severityOf(context)
    const data = {
      call: request.callee,
      session: fact.session === '' ? 'session' : fact.session,
      line: lineOf(project, acquired),
      entry: entryOf(project, context, within),
    }
    const violation = {
      is: 'violation',
      at: spanOf(project, at),
      subject: { is: 'function', place: at },
      touches: [{ is: 'call', place: request.at }],
      expression: request.callee,
      severity: locks ? severity : atMost('major', severity),
      confidence: path.length > 1 ? 'medium' : 'high',
      evidence: [
        ...stepsTo(project, context),
        { at: spanOf(project, acquired), label: locks ? 'takes a connection here, and locks rows' : 'takes a connection here' },
        ...path.map((edge) => hopOf(project, edge)),
        { at: spanOf(project, request.at), label: `\`${request.callee}\` waits for another service` },
      ],
    } as const
    if (locks) yield { ...violation, message: 'locked', data }
    else if (path.length === 0) yield { ...violation, message: 'direct', data }
    else
      yield {
        ...violation,
        message: 'reached',
        data: { ...data, through: written([...namesAlong(project, path), request.callee]), place: placeOf(project, request.at) },
      }
  },
})
export default rule

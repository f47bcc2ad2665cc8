import { spanOf } from '../../check/place.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { OutboundCall, OutboundClient } from '../../model/outbound.ts'
import type { Project } from '../../model/project.ts'
import { entryOf, servingContext, wayTo } from './serving.ts'

type Id = 'prod/outbound-no-timeout'

const BECAUSE = { call: 'timed', client: 'timed', default: 'library-default', deadline: 'deadline', 'in-process': 'in-process' } as const

const rule: Rule<Id> = defineRule('prod/outbound-no-timeout', {
  *outboundCall(fact, project) {
    const at = spanOf(project, fact.at)
    if (fact.bound.is === 'bounded') yield { is: 'fine', at, because: BECAUSE[fact.bound.by] }
    else if (fact.bound.is === 'unknown') yield { is: 'unknown', at, why: 'unknown-member' }
    // What a client is built without is said once, where it is built.
    else if (fact.bound.is === 'unbounded' && fact.bound.by !== 'client') {
      const violation = violationAt(project, fact)
      const data = { call: fact.callee, host: fact.host === null ? 'its host' : fact.host, entry: entryOf(project, fact) }
      yield { ...violation, message: fact.bound.by === 'default' ? 'unbounded' : 'disabled', data }
    }
  },
  *client(fact, project) {
    if (fact.kind !== 'http') return
    const at = spanOf(project, fact.at)
    const data = { client: fact.callee, entry: entryOf(project, fact) }
    if (fact.bound.is === 'bounded') yield { is: 'fine', at, because: BECAUSE[fact.bound.by] }
    else if (fact.bound.is === 'unknown') yield { is: 'unknown', at, why: 'unknown-member' }
    else if (isMadeUpFor(project, fact)) yield { is: 'fine', at, because: 'timed' }
    else if (!isShown(project, fact)) yield { is: 'unknown', at, why: 'unknown-member' }
    else if (fact.bound.is === 'unbounded') yield { ...violationAt(project, fact), message: 'client-disabled', data }
    else
      yield {
        ...violationAt(project, fact),
        severity: 'minor',
        message: 'long',
        data: { ...data, seconds: String(fact.bound.seconds) },
      }
  },
})
export default rule

const violationAt = (project: Project, fact: OutboundCall | OutboundClient) =>
  ({
    is: 'violation',
    at: spanOf(project, fact.at),
    subject: { is: 'call', place: fact.at },
    touches: fact.is === 'outboundCall' && fact.client !== null ? [{ is: 'resource', place: fact.client } as const] : [],
    expression: fact.callee,
    evidence: wayTo(project, fact),
    severity: servingContext(project, fact) === undefined ? 'minor' : 'major',
  }) as const

const callsOf = (project: Project, { at }: OutboundClient): readonly OutboundCall[] =>
  project.facts('outboundCall').filter(({ client }) => client?.file === at.file && client.value === at.value)

/** Every call that is seen to be made with a client says itself how long it waits. */
const isMadeUpFor = (project: Project, client: OutboundClient): boolean => {
  const own = callsOf(project, client)
  return own.length > 0 && own.every(({ bound }) => bound.is === 'bounded')
}

/** None is a mistake wherever it is written; a default of minutes only matters to a call that is seen to rely on it. */
const isShown = (project: Project, client: OutboundClient): boolean => {
  const own = callsOf(project, client)
  if (client.bound.is === 'unbounded' && own.length === 0) return true
  return own.some(({ bound }) => bound.is === client.bound.is)
}

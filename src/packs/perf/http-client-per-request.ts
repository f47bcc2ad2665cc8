import { sparedAsBuilt } from '../../check/built.ts'
import { spanOf } from '../../check/place.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { namesAlong, stepsTo, written } from '../../check/trail.ts'
import type { ResourceKind } from '../../model/resource.ts'

type Id = 'perf/http-client-per-request'

/** What a new one costs, and thus what every request pays. */
const COST: ReadonlyMap<ResourceKind, string> = new Map<ResourceKind, string>([
  ['http', 'a new connection and TLS handshake'],
  ['llm', 'a new HTTP client with its TLS context and connections'],
  ['redis', 'a new connection pool'],
  ['vector', 'a new connection to the vector store'],
  ['search', 'a new connection pool'],
])

const rule: Rule<Id> = defineRule('perf/http-client-per-request', {
  *resource(fact, project) {
    const cost = COST.get(fact.kind)
    if (cost === undefined) return
    const at = spanOf(project, fact.at)
    const { context, callee } = fact
    const spared = sparedAsBuilt(project, fact)
    if (spared !== null || context === null) {
      if (spared !== null) yield { is: 'fine', at, because: spared }
      return
    }
    if (fact.ownSettings || fact.borrows) {
      yield { is: 'fine', at, because: fact.borrows ? 'borrows' : 'own-settings' }
      return
    }
    const violation = {
      is: 'violation',
      at,
      subject: { is: 'resource', place: fact.at },
      expression: callee,
      evidence: [...stepsTo(project, context), { at, label: `\`${callee}\` is built here` }],
      confidence: context.ordinary ? 'high' : 'medium',
    } as const
    const data = { client: callee, cost }
    if (context.path.length === 0) yield { ...violation, message: 'handler', data: { ...data, entry: context.entry.label } }
    else {
      const through = written([context.entry.label, ...namesAlong(project, context.path)])
      yield { ...violation, standard: null, message: 'reached', data: { ...data, through } }
    }
  },
})
export default rule

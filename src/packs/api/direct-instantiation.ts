import { sparedAsBuilt } from '../../check/built.ts'
import { spanOf } from '../../check/place.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { namesAlong, stepsTo, written } from '../../check/trail.ts'
import type { ResourceKind } from '../../model/resource.ts'

type Id = 'api/direct-instantiation'

/** HTTP, Redis, model and vector clients have a rule of their own, engines too. */
const WHAT: ReadonlyMap<ResourceKind, string> = new Map<ResourceKind, string>([
  ['database', 'a database connection or pool'],
  ['queue', 'a connection to the broker'],
  ['cloud', 'a session with its own credentials and connections'],
])

const rule: Rule<Id> = defineRule('api/direct-instantiation', {
  *resource(fact, project) {
    const what = WHAT.get(fact.kind)
    if (what === undefined) return
    const at = spanOf(project, fact.at)
    const { context, callee } = fact
    const spared = sparedAsBuilt(project, fact)
    if (spared !== null || context === null) {
      if (spared !== null) yield { is: 'fine', at, because: spared }
      return
    }
    const isProvided = project.facts('route').some(({ dependencies }) => dependencies.some((one) => one.function === fact.within))
    if (fact.ownSettings || isProvided || context.path.length > 1) {
      yield { is: 'fine', at, because: fact.ownSettings ? 'own-settings' : isProvided ? 'provided' : 'below' }
      return
    }
    const through = written([context.entry.label, ...namesAlong(project, context.path)])
    yield {
      is: 'violation',
      at,
      subject: { is: 'resource', place: fact.at },
      expression: callee,
      evidence: [...stepsTo(project, context), { at, label: `\`${callee}\` is called here` }],
      confidence: context.ordinary ? 'high' : 'medium',
      message: 'built',
      data: { call: callee, what, through },
    }
  },
})
export default rule

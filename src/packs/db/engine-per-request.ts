import { spanOf } from '../../check/place.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { namesAlong, stepsTo } from '../../check/trail.ts'
import type { Context, Project } from '../../model/project.ts'
import { makerOf } from './engines.ts'

type Id = 'db/engine-per-request'

const rule: Rule<Id> = defineRule('db/engine-per-request', {
  *engine(fact, project) {
    const at = spanOf(project, fact.at)
    const { building, context } = fact
    if (building !== 'per-request' || context === null) {
      yield { is: 'fine', at, because: building === 'once' ? 'once' : building === 'elsewhere' ? 'elsewhere' : 'undetermined' }
      return
    }
    // A wrapper is called at many places: what has to change is the one that makes the engine.
    const first = project
      .facts('engine')
      .find(
        ({ building: how, context: by, created }) =>
          how === 'per-request' && by !== null && created.file === fact.created.file && created.value === fact.created.value,
      )
    if (first !== fact) {
      yield { is: 'fine', at, because: 'told' }
      return
    }
    const violation = {
      is: 'violation',
      at,
      subject: { is: 'resource', place: fact.created },
      expression: fact.callee,
      // Nothing leaks, and no pool grows: a connection is opened each time.
      severity: fact.disposed ? 'minor' : 'blocker',
      evidence: [...stepsTo(project, context), { at, label: `\`${makerOf(fact)}\` builds an engine here` }],
    } as const
    const call = makerOf(fact)
    if (context.path.length === 0) yield { ...violation, message: 'built', data: { call, entry: context.entry.label } }
    else yield { ...violation, message: 'reached', data: { call, through: throughOf(project, context) } }
  },
})
export default rule

const throughOf = (project: Project, { entry, path }: Context): string => [entry.label, ...namesAlong(project, path)].join(' → ')

import { spanOf } from '../../check/place.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
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
    const violation = {
      is: 'violation',
      at,
      subject: { is: 'resource', place: fact.created },
      expression: fact.callee,
      evidence: [
        { at: spanOf(project, context.entry.at), label: context.entry.label },
        ...context.path.map((edge) => ({
          at: spanOf(project, edge.at),
          label: `\`${nameOf(project, edge.from)}\` calls \`${nameOf(project, edge.to)}\``,
        })),
        { at, label: `\`${makerOf(fact)}\` builds an engine here` },
      ],
    } as const
    const call = makerOf(fact)
    if (context.path.length === 0) yield { ...violation, message: 'built', data: { call, entry: context.entry.label } }
    else yield { ...violation, message: 'reached', data: { call, through: throughOf(project, context) } }
  },
})
export default rule

const nameOf = ({ evaluation }: Project, id: number): string => {
  if (id < 0) return 'module'
  const { name, owner } = evaluation.function(id)
  return owner === null ? name : `${evaluation.class(owner).name}.${name}`
}

const throughOf = (project: Project, { entry, path }: Context): string =>
  [entry.label, ...path.map((edge) => nameOf(project, edge.to))].join(' → ')

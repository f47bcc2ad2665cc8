import { argumentOf, passesOn } from '../../check/call.ts'
import { spanOf } from '../../check/place.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { EngineFact } from '../../model/engine.ts'
import type { Place, Project } from '../../model/project.ts'
import { Op } from '../../model/summary.ts'
import type { Value } from '../../model/summary.ts'
import { makerOf, whereOf } from './engines.ts'

type Id = 'db/no-statement-timeout'

/** The server's own limit, by whatever sets it: options, a listener, a role, the server's command. */
const SERVER_LIMIT = 'statement_timeout'
/** asyncpg's limit of the client. */
const CLIENT_LIMIT = 'command_timeout'

const rule: Rule<Id> = defineRule('db/no-statement-timeout', {
  *engine(fact, project) {
    const at = spanOf(project, fact.created)
    const because = spared(project, fact)
    if (because !== null) yield { is: 'fine', at, because }
    else
      yield {
        is: 'violation',
        at,
        subject: { is: 'resource', place: fact.created },
        expression: fact.callee,
        evidence: [],
        message: fact.async ? 'asynchronous' : 'synchronous',
        data: { call: makerOf(fact), where: whereOf(project, fact.created) },
      }
  },
})
export default rule

const spared = (project: Project, fact: EngineFact): 'other-database' | 'one-use' | 'bounded' | 'undetermined' | null => {
  if (fact.dialect !== 'postgresql') return fact.dialect === null ? 'undetermined' : 'other-database'
  if (fact.disposed) return 'one-use'
  const given = argumentOf(project, fact.created, 'connect_args')
  const keys = given < 0 ? [] : namesIn(project, { file: fact.created.file, value: given })
  if (keys === null || (given < 0 && passesOn(project, fact.created))) return 'undetermined'
  return keys.some((name) => name.includes(SERVER_LIMIT) || name === CLIENT_LIMIT) || isSetSomewhere(project) ? 'bounded' : null
}

/** Keys and texts of a dictionary that is written out, those of dictionaries in it too; null where something is not. */
const namesIn = (project: Project, { file, value }: Place): readonly string[] | null => {
  const { op, a, b, lists } = project.evaluation.file(file).summary.values
  const names: string[] = []
  const work: Value[] = [value]
  for (let at = work.pop(); at !== undefined; at = work.pop()) {
    const kind: Op = op[at]
    const constant = project.evaluation.constantOf(file, at)
    if (constant?.is === 'text') names.push(constant.value)
    else if (constant?.is === 'template') names.push(...constant.parts.flatMap((part) => part ?? []))
    else if (kind === Op.Pair) work.push(a[at], b[at])
    else if (kind === Op.Dict) {
      if (b[at] >= 0) work.push(...lists.subarray(b[at] + 1, b[at] + 1 + lists[b[at]]))
    } else if (at === value || kind === Op.DoubleStar || kind === Op.Call) return null
  }
  return names
}

/** Some text of the project, in code or in a deployment, speaks of it. */
const isSetSomewhere = (project: Project): boolean => {
  let known = settings.get(project)
  if (known === undefined) {
    known =
      project.evaluation.files.some(
        ({ id, summary, origin }) =>
          origin === 'project' && project.role(id) !== 'test' && summary.strings.some((text) => text.toLowerCase().includes(SERVER_LIMIT)),
      ) || project.manifests.some(({ nodes }) => nodes.some((node) => typeof node.value === 'string' && node.value.includes(SERVER_LIMIT)))
    settings.set(project, known)
  }
  return known
}

const settings = new WeakMap<Project, boolean>()

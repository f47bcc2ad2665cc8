import { spanOf } from '../../check/place.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { stepsTo } from '../../check/trail.ts'
import { entryOf } from './trail.ts'

type Id = 'db/session-shared-concurrently'

const rule: Rule<Id> = defineRule('db/session-shared-concurrently', {
  *'shared-session'(fact, project) {
    const { at, context, sharing, uses, within } = fact
    if (sharing === 'alone' || sharing === 'waited') {
      yield { is: 'fine', at: spanOf(project, at), because: sharing }
      return
    }
    const works = uses.map(({ work }) => `\`${work}\``)
    yield {
      is: 'violation',
      at: spanOf(project, at),
      subject: { is: 'resource', place: at },
      expression: `${fact.session} ${sharing}`,
      evidence: [
        ...stepsTo(project, context),
        ...uses.slice(0, 6).map((use) => ({ at: spanOf(project, use.at), label: `\`${use.work}\` uses it` })),
      ],
      message: sharing,
      data: {
        name: fact.name === '' ? 'session' : fact.name,
        session: fact.session,
        works: works.length === 1 ? `several calls of ${works[0]}` : works.slice(0, 4).join(', '),
        entry: within < 0 ? (context?.entry.label ?? 'requests') : entryOf(project, context, within),
      },
    }
  },
})
export default rule

import { spanOf } from '../../check/place.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { atMost } from '../../check/severity.ts'
import { placeOf, stepsTo } from '../../check/trail.ts'
import type { SerialisedReadFact } from '../../model/serialised.ts'
import { columnsOfRead } from './columns.ts'
import { editsOf, optionOf, pathOf } from './relationships.ts'
import { entryOf, severityOf } from './trail.ts'

type Id = 'db/n-plus-one-serialisation'

const rule: Rule<Id> = defineRule('db/n-plus-one-serialisation', {
  *'serialised-read'(fact, project) {
    const { at, by, field, query, relationship } = fact
    const because = silenceOf(fact)
    if (because !== null) {
      yield { is: 'fine', at: spanOf(project, at), because }
      return
    }
    const path = pathOf(project, fact)
    const option = optionOf(project, fact)
    yield {
      is: 'violation',
      at: spanOf(project, at),
      subject: { is: 'function', place: at },
      touches: columnsOfRead(project, fact),
      expression: field,
      severity: atMost(fact.nested ? 'major' : 'blocker', severityOf(fact.context)),
      // Rows can share the target of a many to one.
      confidence: relationship.collection ? 'high' : 'medium',
      evidence: [
        ...stepsTo(project, fact.context),
        { at: spanOf(project, query), label: 'the query, without an option for it' },
        ...(fact.loop === null ? [] : [{ at: spanOf(project, fact.loop), label: 'the loop' }]),
        { at: spanOf(project, at), label: `\`${field}\` reads \`${path}\` of every row` },
        { at: spanOf(project, relationship.at), label: `\`${path}\` is loaded when it is first read` },
      ],
      root: { at: spanOf(project, query), callee: `query without ${option}` },
      edits: editsOf(project, fact),
      message: by,
      data: { field, path, query: placeOf(project, query), entry: entryOf(project, fact.context, fact.within), option },
    }
  },
})
export default rule

const silenceOf = ({ session, spared, state }: SerialisedReadFact): SilentId<Id> | null => {
  if (state === 'loaded') return 'loaded'
  if (state === 'raises') return 'raises'
  if (state === 'unknown') return 'unknown-options'
  return spared ?? (session === 'async' ? 'asynchronous' : null)
}

import { spanOf } from '../../check/place.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { placeOf, stepsTo } from '../../check/trail.ts'
import type { RelationshipReadFact } from '../../model/loader.ts'
import type { SerialisedReadFact } from '../../model/serialised.ts'
import { editsOf, optionOf, pathOf } from './relationships.ts'
import { entryOf, severityOf } from './trail.ts'

type Id = 'db/async-lazy-load'

const rule: Rule<Id> = defineRule('db/async-lazy-load', {
  *'relationship-read'(fact, project) {
    const { at, query, relationship } = fact
    if (query === null) return
    const because = silenceOf(fact)
    if (because !== null) {
      yield { is: 'fine', at: spanOf(project, at), because }
      return
    }
    const path = pathOf(project, fact)
    yield {
      is: 'violation',
      at: spanOf(project, at),
      subject: { is: 'function', place: at },
      expression: path,
      severity: severityOf(fact.context),
      // A foreign key that is null, or a target the session holds, needs no statement.
      confidence: relationship.collection ? 'high' : 'medium',
      evidence: [
        ...stepsTo(project, fact.context),
        { at: spanOf(project, query), label: 'the query, without an option for it' },
        { at: spanOf(project, at), label: `\`${path}\` is read here, outside of an awaited call` },
      ],
      root: { at: spanOf(project, query), callee: `query without ${optionOf(project, fact)}` },
      edits: editsOf(project, fact),
      message: 'read',
      data: {
        path,
        query: placeOf(project, query),
        entry: entryOf(project, fact.context, fact.within),
        option: optionOf(project, fact),
        awaitable: `awaitable_attrs.${relationship.name}`,
      },
    }
  },
  *'serialised-read'(fact, project) {
    const { at, field, query, relationship } = fact
    const because = silenceOfSchema(fact)
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
      expression: field,
      severity: severityOf(fact.context),
      confidence: relationship.collection ? 'high' : 'medium',
      evidence: [
        ...stepsTo(project, fact.context),
        { at: spanOf(project, query), label: 'the query, without an option for it' },
        { at: spanOf(project, at), label: `\`${field}\` reads \`${path}\` outside of an awaited call` },
      ],
      root: { at: spanOf(project, query), callee: `query without ${option}` },
      edits: editsOf(project, fact),
      message: 'schema',
      data: {
        path,
        field,
        query: placeOf(project, query),
        entry: entryOf(project, fact.context, fact.within),
        option,
        awaitable: `awaitable_attrs.${relationship.name}`,
      },
    }
  },
})
export default rule

const silenceOfSchema = ({ session, spared, state }: SerialisedReadFact): SilentId<Id> | null => {
  if (state === 'loaded') return 'loaded'
  if (state === 'raises') return 'raises'
  if (state === 'unknown') return 'unknown-options'
  if (session !== 'async') return 'synchronous'
  // One row is enough to fail.
  return spared === 'refreshed' ? spared : null
}

/** Loops do not matter here: the first read already fails. */
const silenceOf = ({ bridged, session, spared, state }: RelationshipReadFact): SilentId<Id> | null => {
  if (state === 'loaded') return 'loaded'
  if (state === 'raises') return 'raises'
  if (state === 'unknown') return 'unknown-options'
  if (session !== 'async') return 'synchronous'
  if (bridged) return 'bridged'
  return spared === 'small-loop' || spared === 'one-element' || spared === 'one-target' || spared === 'leaves-after-one' ? null : spared
}

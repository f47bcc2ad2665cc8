import { spanOf } from '../../check/place.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { placeOf } from '../../check/trail.ts'
import { entryOf } from './trail.ts'

type Id = 'db/fk-delete-policy'

const rule: Rule<Id> = defineRule('db/fk-delete-policy', {
  *'deleted-parent'(fact, project) {
    const at = spanOf(project, fact.at)
    const { child, deletion, key, model, outcome, relationship } = fact
    if (outcome !== 'refused') {
      yield { is: 'fine', at, because: outcome }
      return
    }
    const parent = project.evaluation.class(model).name
    yield {
      is: 'violation',
      at,
      subject: { is: 'model', place: fact.at },
      expression: `${parent}.${relationship.name}`,
      evidence: [
        { at: spanOf(project, deletion.at), label: `\`${parent}\` is deleted here` },
        { at: spanOf(project, key.at), label: `\`${key.columns.join(', ')}\` allows no NULL` },
      ],
      message: 'refused',
      data: {
        relationship: `${parent}.${relationship.name}`,
        parent,
        column: `${child.name ?? '?'}.${key.columns.join(', ')}`,
        place: placeOf(project, deletion.at),
        entry: entryOf(project, deletion.context, deletion.within),
        remedy: remedyFor(key.onDelete),
      },
    }
  },
  *'foreign-key'(fact, project) {
    for (const { table, key } of fact.tables) {
      if (key.onDelete?.toUpperCase() !== 'SET NULL') continue
      const columns = key.columns.map((name) => table.columns.find((column) => column.name === name))
      const at = spanOf(project, fact.at)
      if (columns.some((column) => column?.nullable !== false)) {
        yield { is: 'fine', at, because: columns.some((column) => column?.nullable === true) ? 'nullable' : 'unknown' }
        continue
      }
      yield {
        is: 'violation',
        at,
        subject: { is: 'column', place: fact.at },
        expression: `${table.name ?? '?'}.${key.columns.join()}`,
        evidence: [],
        message: 'set-null',
        data: { column: `${table.name ?? '?'}.${key.columns.join(', ')}`, target: key.target ?? '?' },
      }
    }
  },
})
export default rule

const remedyFor = (onDelete: string | null): string =>
  onDelete?.toUpperCase() === 'CASCADE'
    ? '`passive_deletes=True` leaves them to the ON DELETE CASCADE of the key'
    : '`cascade="all, delete-orphan"` deletes them with it, or `ondelete="CASCADE"` with `passive_deletes=True` lets the database'

import { spanOf } from '../../check/place.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { Column } from '../../model/schema.ts'
import { keepsNoZone } from './dialects.ts'

type Id = 'db/naive-datetime'

const rule: Rule<Id> = defineRule('db/naive-datetime', {
  *'declared-columns'(fact, project) {
    const timestamps = fact.columns.filter(isTimestamp)
    const naive = timestamps.filter(({ zoned }) => zoned === false)
    for (const { at, zoned } of timestamps)
      if (zoned !== false) yield { is: 'fine', at: spanOf(project, at), because: zoned === null ? 'undetermined' : 'zoned' }
    const [first] = naive
    if (first === undefined) return
    if (keepsNoZone(project, fact.databases)) yield { is: 'fine', at: spanOf(project, first.at), because: 'embedded' }
    else
      yield {
        is: 'violation',
        at: spanOf(project, first.at),
        subject: { is: 'model', place: first.at },
        expression: `${ownerOf(fact.owner, fact.tables)}.${first.attribute}`,
        evidence: naive.slice(0, 10).map(({ at, attribute }) => ({ at: spanOf(project, at), label: `\`${attribute}\` has no time zone` })),
        message: 'naive',
        data: { owner: ownerOf(fact.owner, fact.tables), columns: shown(naive).join(', ') },
      }
  },
})
export default rule

const isTimestamp = ({ type }: Column): boolean => type === 'DateTime' || type === 'TIMESTAMP'

const ownerOf = (owner: string, tables: readonly string[]): string => (owner === '' ? (tables[0] ?? 'a table') : owner)

const shown = (columns: readonly Column[]): readonly string[] => [
  ...columns.slice(0, 4).map(({ attribute }) => `\`${attribute}\``),
  ...(columns.length > 4 ? [`${columns.length - 4} more`] : []),
]

import { positionOf, spanOf } from '../../check/place.ts'
import type { Edit, Rule, Step } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { Project } from '../../model/project.ts'
import type { ForeignKeyFact, Key, KeyUse, ServedKey } from '../../model/schema.ts'
import { Op } from '../../model/summary.ts'
import { indexesItself } from './dialects.ts'

type Id = 'db/unindexed-foreign-key'

const rule: Rule<Id> = defineRule('db/unindexed-foreign-key', {
  *'foreign-key'(fact, project) {
    const at = spanOf(project, fact.at)
    const bare = fact.tables.filter(({ index, migrated }) => index === null && migrated === null)
    const [first] = bare
    if (first === undefined) {
      const hidden = fact.tables.find(({ index }) => index === null)
      if (hidden?.migrated === undefined || hidden.migrated === null) yield { is: 'fine', at, because: reasonOf(fact) }
      else
        yield {
          ...common(fact, project, hidden),
          severity: 'suggestion',
          standard: null,
          message: 'migration-only',
          data: { column: nameOf(hidden), where: placeOf(project, hidden.migrated), migration: migrationFor(hidden) },
        }
      return
    }
    if (indexesItself(project)) yield { is: 'fine', at, because: 'other-database' }
    else if (!isKnown(fact, bare)) yield { is: 'fine', at, because: 'undetermined' }
    else {
      const data = {
        column: nameOf(first),
        target: targetOf(first),
        nearest: nearestOf(first),
        tables: othersOf(bare),
        migration: migrationFor(first),
      }
      const violation = {
        ...common(fact, project, first),
        confidence: bare.every(({ history }) => history !== null) ? 'high' : 'medium',
        edits: editsOf(fact, project),
      } as const
      const [use] = fact.uses
      if (use === undefined) yield { ...violation, severity: 'major', message: 'declared', data }
      else yield { ...violation, message: 'used', data: { ...data, uses: usesOf(fact.uses) } }
    }
  },
})
export default rule

const common = (fact: ForeignKeyFact, project: Project, first: ServedKey) =>
  ({
    is: 'violation',
    at: spanOf(project, fact.at),
    subject: { is: 'column', place: fact.at },
    expression: nameOf(first),
    evidence: evidenceOf(fact, project),
  }) as const

/** What is declared must be read whole; a table that migrations hold must have been replayed whole. */
const isKnown = (fact: ForeignKeyFact, bare: readonly ServedKey[]): boolean => fact.known && bare.every(({ table }) => table.name !== null)

const reasonOf = (fact: ForeignKeyFact): 'indexed' | 'narrowed' =>
  fact.tables.some(
    ({ key, index }) => key.columns.length > 1 && index !== null && !key.columns.every((column) => index.columns.includes(column)),
  )
    ? 'narrowed'
    : 'indexed'

const nameOf = ({ table, key }: ServedKey): string =>
  key.columns.length === 1 ? `${table.name ?? '?'}.${key.columns[0]}` : `${table.name ?? '?'}(${key.columns.join(', ')})`

const targetOf = ({ key }: ServedKey): string => {
  const columns = key.targetColumns.map((column) => column ?? '?')
  const target = key.target ?? 'another table'
  return columns.length === 1 ? `${target}.${columns[0]}` : `${target}(${columns.join(', ')})`
}

const KEYS = { primary: 'primary key', unique: 'unique constraint', index: 'index' } as const

/** Why the key that comes nearest does not serve. */
const nearestOf = ({ nearest, key }: ServedKey): string => {
  if (nearest === null) return ''
  const what = `${nearest.name === null ? `the ${KEYS[nearest.is]}` : `\`${nearest.name}\``} (${nearest.columns.map((column) => column ?? 'an expression').join(', ')})`
  if (nearest.partial) return `: ${what} holds only a part of the rows`
  const leads = key.columns.length === 1 && nearest.columns[0] === key.columns[0]
  return leads ? `: ${what} is of kind ${nearest.method}` : `: ${what} does not start with it`
}

const othersOf = (bare: readonly ServedKey[]): string => {
  const names = bare.slice(1).map(({ table }) => `\`${table.name ?? '?'}\``)
  if (names.length === 0) return ''
  const shown = names.slice(0, 5).join(', ')
  return `; the same in ${shown}${names.length > 5 ? ` and ${names.length - 5} more tables` : ''}`
}

const usesOf = (uses: readonly KeyUse[]): string => {
  const names = uses.slice(0, 3).map(({ name }) => `\`${name}\``)
  return `${names.join(', ')}${uses.length > 3 ? ` and ${uses.length - 3} more` : ''}`
}

const USES = {
  relationship: 'loads the rows that refer to one',
  query: 'filters by it',
  'on-delete': 'every delete of a referred row looks them up',
} as const

const evidenceOf = (fact: ForeignKeyFact, project: Project): readonly Step[] =>
  fact.uses.slice(0, 5).map(({ is, name, at }) => ({ at: spanOf(project, at), label: `\`${name}\` ${USES[is]}` }))

const placeOf = (project: Project, key: Key): string => {
  const { file, line } = positionOf(project, spanOf(project, key.at))
  return `${file}:${line}`
}

const migrationFor = ({ table, key }: ServedKey): string => {
  const name = table.name ?? 'table'
  const columns = key.columns.map((column) => `"${column}"`).join(', ')
  return `\`op.create_index("ix_${name}_${key.columns.join('_')}", "${name}", [${columns}], postgresql_concurrently=True)\` in an \`autocommit_block()\``
}

/** `index=True` after the last argument of the column's call. */
const editsOf = (fact: ForeignKeyFact, project: Project): readonly Edit[] => {
  if (fact.column === null) return []
  const { file, value } = fact.column
  const { values } = project.evaluation.file(file).summary
  const cell = values.b[value]
  const last = cell < 0 || values.lists[cell] === 0 ? -1 : values.lists[cell + values.lists[cell]]
  if (last < 0 || (values.op[last] as Op) === Op.DoubleStar || hasIndex(project, fact)) return []
  const { end } = spanOf(project, { file, value: last })
  return [{ span: { file, start: end, end }, text: [', index=True'] }]
}

/** `index=False` is written out: that takes more than an addition. */
const hasIndex = (project: Project, { column }: ForeignKeyFact): boolean => {
  if (column === null) return false
  const { strings, values } = project.evaluation.file(column.file).summary
  const cell = values.b[column.value]
  const items = values.lists.subarray(cell + 1, cell + 1 + values.lists[cell])
  return items.some((item) => (values.op[item] as Op) === Op.Keyword && ['index', 'sa_column'].includes(strings[values.a[item]]))
}

import { spanOf } from '../../check/place.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { MigrationStep, NamedType, RevisionFact } from '../../model/migration.ts'
import type { Project } from '../../model/project.ts'
import { migratesPostgres } from './dialects.ts'
import { stepName } from './migrations.ts'

type Id = 'db/migration-unsafe-lock'
type Hazard = 'required' | 'index' | 'unique' | 'rewrite' | 'foreign-key' | 'check' | 'not-null'

/** Newest revisions of a folder that are looked at: older ones have run wherever they will. */
const NEWEST = 20
/** From the one that fails to those that only read the table under a lock. */
const ORDER: readonly Hazard[] = ['required', 'rewrite', 'index', 'unique', 'foreign-key', 'check', 'not-null']
const MAJOR: ReadonlySet<Hazard> = new Set<Hazard>(['required', 'rewrite', 'index', 'unique'])

const rule: Rule<Id> = defineRule('db/migration-unsafe-lock', {
  *revision(fact, project) {
    const because = spared(fact, project)
    if (because !== null) {
      yield { is: 'fine', at: spanOf(project, fact.at), because }
      return
    }
    const found = fact.upgrade.flatMap((step, index) => {
      const hazard = hazardOf(step, fact.upgrade.slice(0, index))
      return hazard === null || (hazard !== 'required' && fact.boundsLocks) ? [] : [{ step, hazard }]
    })
    if (found.length === 0) {
      yield { is: 'fine', at: spanOf(project, fact.at), because: fact.boundsLocks ? 'bounded' : 'safe' }
      return
    }
    const [{ step, hazard }] = found.toSorted((x, y) => ORDER.indexOf(x.hazard) - ORDER.indexOf(y.hazard))
    yield {
      is: 'violation',
      at: spanOf(project, step.at),
      subject: { is: 'function', place: fact.at },
      expression: `${step.name}.${step.table ?? '?'}`,
      severity: MAJOR.has(hazard) ? 'major' : 'minor',
      evidence: found
        .slice(0, 10)
        .map((each) => ({ at: spanOf(project, each.step.at), label: `${stepName(each.step)}: ${WORDS[each.hazard]}` })),
      message: hazard,
      data: { operation: stepName(step), table: step.table ?? '?', column: step.item ?? '?', more: moreOf(found.length - 1) },
    }
  },
})
export default rule

const WORDS: Readonly<Record<Hazard, string>> = {
  required: 'fails where the table has rows',
  rewrite: 'rewrites the table under a lock',
  index: 'blocks writes while the index is built',
  unique: 'blocks reads and writes while its index is built',
  'foreign-key': 'checks every row under a lock on both tables',
  check: 'checks every row under a lock',
  'not-null': 'reads the whole table under a lock',
}

const moreOf = (count: number): string =>
  count === 0 ? '' : count === 1 ? '; one more operation like it' : `; ${count} more operations like it`

const spared = (fact: RevisionFact, project: Project): SilentId<Id> | null => {
  if (fact.first) return 'first'
  if (fact.age >= NEWEST) return 'history'
  return migratesPostgres(project, fact) ? null : 'other-database'
}

const isFalse = ({ settings }: MigrationStep, key: string): boolean => {
  const value = settings.get(key)
  return value?.is === 'bool' && !value.value
}

const isTrue = ({ settings }: MigrationStep, key: string): boolean => {
  const value = settings.get(key)
  return settings.has(key) && (value === undefined || (value.is === 'bool' && value.value))
}

const hazardOf = (step: MigrationStep, before: readonly MigrationStep[]): Hazard | null => {
  if (step.batch || step.elsewhere || step.born !== 'before' || step.table === null) return null
  switch (step.name) {
    case 'create_index':
      return isTrue(step, 'postgresql_concurrently') ? null : 'index'
    case 'create_unique_constraint':
      return step.settings.has('postgresql_using_index') ? null : 'unique'
    case 'create_foreign_key':
      return isTrue(step, 'postgresql_not_valid') ? null : 'foreign-key'
    case 'create_check_constraint':
      return isTrue(step, 'postgresql_not_valid') ? null : 'check'
    case 'add_column':
      return isRequired(step) && !isEmptied(step.table, before) ? 'required' : null
    case 'alter_column':
      if (step.to !== null && step.from !== null && !keepsRows(step.from, step.to)) return 'rewrite'
      return isFalse(step, 'nullable') ? 'not-null' : null
    default:
      return null
  }
}

/** NOT NULL, and nothing says what the rows that are there get. */
const isRequired = (step: MigrationStep): boolean =>
  isFalse(step, 'nullable') && !step.generated && !step.settings.has('server_default') && !step.settings.has('primary_key')

/** The revision takes the rows away first. */
const isEmptied = (table: string, before: readonly MigrationStep[]): boolean =>
  before.some(({ name, sql }) => name === 'execute' && (sql === null || (/^\s*(delete|truncate)\b/i.test(sql) && sql.includes(table))))

const TEXTUAL = new Set(['String', 'VARCHAR', 'Text', 'TEXT', 'Unicode', 'UnicodeText', 'AutoString', 'CHAR'])
const UNBOUNDED = new Set(['Text', 'TEXT', 'UnicodeText'])
const DATED = new Set(['DateTime', 'TIMESTAMP', 'DATETIME'])
const DECIMAL = new Set(['Numeric', 'NUMERIC', 'DECIMAL'])

/** The stored rows serve the new type as they are. */
const keepsRows = (from: NamedType, to: NamedType): boolean => {
  if (TEXTUAL.has(from.name) && TEXTUAL.has(to.name)) {
    if (UNBOUNDED.has(to.name) || to.length === null) return true
    return from.length !== null && to.length >= from.length
  }
  if (DATED.has(from.name) && DATED.has(to.name)) return true
  if (DECIMAL.has(from.name) && DECIMAL.has(to.name)) return true
  return from.name.toLowerCase() === to.name.toLowerCase()
}

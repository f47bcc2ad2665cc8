import { spanOf } from '../../check/place.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { MigrationStep, RevisionFact } from '../../model/migration.ts'
import { makesSchema, stepName } from './migrations.ts'

type Id = 'db/migration-irreversible'

const rule: Rule<Id> = defineRule('db/migration-irreversible', {
  *revision(fact, project) {
    const { downgrade, upgrade, id } = fact
    const at = spanOf(project, downgrade.at)
    const changes = upgrade.filter(makesSchema)
    if (fact.first) yield { is: 'fine', at, because: 'first' }
    else if (changes.length === 0) yield { is: 'fine', at, because: 'no-schema' }
    else if (downgrade.is === 'written') {
      const lost = lostStep(fact)
      if (!downgrade.complete) yield { is: 'fine', at, because: 'undetermined' }
      else if (lost === null) yield { is: 'fine', at, because: 'reversible' }
      else
        yield {
          is: 'violation',
          at,
          subject: { is: 'model', place: lost.at },
          expression: `${lost.name}.${lost.table ?? '?'}.${lost.item ?? ''}`,
          severity: isDrop(lost) ? 'major' : 'minor',
          evidence: [{ at: spanOf(project, lost.at), label: `\`${lost.name}\` has no counterpart in \`downgrade\`` }],
          message: isDrop(lost) ? 'lost' : 'left',
          data: { revision: id, thing: thingOf(lost) },
        }
    } else {
      const worst = changes.find(isDrop) ?? changes[0]
      yield {
        is: 'violation',
        at,
        subject: { is: 'function', place: downgrade.at },
        expression: `downgrade.${downgrade.is}`,
        // An error says that it is meant.
        severity: downgrade.is === 'raises' ? 'suggestion' : changes.some(isDrop) ? 'major' : 'minor',
        evidence: changes.slice(0, 5).map((step) => ({ at: spanOf(project, step.at), label: `\`upgrade\` calls ${stepName(step)}` })),
        message: downgrade.is,
        data: { revision: id, operation: stepName(worst) },
      }
    }
  },
})
export default rule

/** What each operation is undone by. */
const UNDONE_BY: Readonly<Record<string, readonly string[]>> = {
  drop_table: ['create_table'],
  drop_column: ['add_column'],
  create_table: ['drop_table'],
  add_column: ['drop_column'],
}

const isDrop = ({ name }: MigrationStep): boolean => name === 'drop_table' || name === 'drop_column'

const thingOf = ({ table, item }: MigrationStep): string => `\`${item === null ? (table ?? '?') : `${table}.${item}`}\``

/** A table or column that `upgrade` drops or makes and `downgrade` leaves so; null where names change or are not all known. */
const lostStep = ({ upgrade, downgrade }: RevisionFact): MigrationStep | null => {
  const all = [...upgrade, ...downgrade.steps]
  const renames = all.some(({ name, settings }) => name === 'rename_table' || settings.has('new_column_name'))
  const isUnclear = ({ name, table, item }: MigrationStep): boolean =>
    UNDONE_BY[name] !== undefined && (table === null || (item === null && name.endsWith('_column')))
  if (renames || all.some(isUnclear)) return null
  return upgrade.find((step) => UNDONE_BY[step.name] !== undefined && !isUndone(step, upgrade, downgrade.steps)) ?? null
}

const isUndone = (step: MigrationStep, upgrade: readonly MigrationStep[], downgrade: readonly MigrationStep[]): boolean => {
  const { name, table, item } = step
  const isSame = (each: MigrationStep): boolean => each.table === table && each.item === item
  if (downgrade.some((each) => UNDONE_BY[name].includes(each.name) && isSame(each))) return true
  // Its table goes or comes as a whole, or the upgrade itself takes it back.
  const whole = name === 'add_column' ? 'drop_table' : name === 'drop_column' ? 'create_table' : null
  if (whole !== null && downgrade.some((each) => each.name === whole && each.table === table)) return true
  return upgrade.some((each) => UNDONE_BY[name].includes(each.name) && isSame(each))
}

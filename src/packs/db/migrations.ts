/** What operations of a revision do, in the words of a finding. */
import type { MigrationStep } from '../../model/migration.ts'

/** What is made once and what is gone once: the next upgrade, and the code before it, stumble over both. */
const SCHEMA = /^(create_\w+|add_column|drop_table|drop_column|rename_table)$/

/** Makes or drops tables, columns, indexes or constraints. */
export const makesSchema = ({ name }: MigrationStep): boolean => SCHEMA.test(name)

export const stepName = ({ name, table, item }: MigrationStep): string =>
  table === null ? `\`${name}\`` : `\`${name}\` on \`${item === null || !name.endsWith('_column') ? table : `${table}.${item}`}\``

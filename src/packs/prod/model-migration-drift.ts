import { spanOf } from '../../check/place.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { Project } from '../../model/project.ts'
import type { MigrationHistory, Table } from '../../model/schema.ts'
import type { MetadataFact } from '../../model/service.ts'

type Id = 'prod/model-migration-drift'

const rule: Rule<Id> = defineRule('prod/model-migration-drift', {
  *metadata(fact, project) {
    const because = silenceOf(project, fact)
    if (because !== null) {
      yield { is: 'fine', at: spanOf(project, fact.at), because }
      return
    }
    const owner = project.migrations.find((history) => knownOf(history, fact).length * 2 >= fact.tables.length)
    for (const table of tablesOf(project, fact)) {
      const at = spanOf(project, table.at)
      const name = table.name ?? ''
      if (project.migrations.some(({ tables }) => tables.some((each) => each.name === name))) yield { is: 'fine', at, because: 'migrated' }
      else if (project.migrations.some((history) => isNamed(project, history, name))) yield { is: 'fine', at, because: 'named' }
      else if (owner !== undefined) {
        yield {
          is: 'violation',
          at,
          subject: { is: 'model', place: table.at },
          expression: `table ${name}`,
          evidence: [],
          message: 'missing',
          data: {
            table: name,
            model: table.model === null ? name : project.evaluation.class(table.model).name,
            folder: owner.folder,
            count: String(owner.revisions.length),
            known: String(knownOf(owner, fact).length),
            tables: String(fact.tables.length),
          },
        }
      }
    }
  },
})
export default rule

const silenceOf = (project: Project, fact: MetadataFact): SilentId<Id> | null => {
  const histories = project.migrations.filter(({ revisions }) => revisions.length > 0)
  if (histories.length === 0) return 'no-migrations'
  const { models } = project.schema
  if (models.filter(({ table }) => table.name === null).length * 10 > models.length) return 'unnamed'
  if (!histories.some((history) => knownOf(history, fact).length * 2 >= fact.tables.length)) return 'elsewhere'
  return histories.every(({ complete }) => complete) && !isCutOff(histories) ? null : 'unread'
}

/** Some revision follows one that is nowhere: what came before is not known. */
const isCutOff = (histories: readonly MigrationHistory[]): boolean => {
  const ids = new Set(histories.flatMap(({ revisions }) => revisions.map(({ id }) => id)))
  return histories.some(({ revisions }) => revisions.some(({ after }) => after.some((parent) => !ids.has(parent))))
}

const knownOf = ({ tables }: MigrationHistory, fact: MetadataFact): readonly string[] =>
  fact.tables.filter((name) => tables.some((table) => table.name === name))

const tablesOf = ({ schema }: Project, fact: MetadataFact): readonly Table[] =>
  schema.tables.filter(({ name, model }) => model !== null && name !== null && fact.tables.includes(name))

const isNamed = ({ evaluation }: Project, { revisions }: MigrationHistory, table: string): boolean =>
  revisions.some(({ file }) => evaluation.file(file).summary.strings.some((text) => text.includes(table)))

import { spanOf } from '../../check/place.ts'
import { sparedByRole } from '../../check/role.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { ClassId } from '../../model/type.ts'
import { labelOf } from './labels.ts'

const SHOWN = 5

const rule: Rule<'api/orm-entity-response'> = defineRule('api/orm-entity-response', {
  *route(fact, project) {
    const at = spanOf(project, fact.at)
    const role = sparedByRole(project, fact.at.file)
    const tableOf = (id: ClassId) => project.schema.modelOf(id)?.table
    const entities = fact.returns.flatMap(({ at: returned, classes }) =>
      classes.flatMap((id) => {
        const table = tableOf(id)
        return table === undefined ? [] : [{ id, table, returned }]
      }),
    )
    const declared = fact.declares.find((id) => tableOf(id) !== undefined)
    if (role !== null || (entities.length === 0 && declared === undefined)) {
      yield { is: 'fine', at, because: role ?? 'no-entity' }
      return
    }
    const named = (id: ClassId): { readonly entity: string; readonly columns: string } => ({
      entity: project.evaluation.class(id).name,
      columns: listedColumns(tableOf(id)?.columns.map(({ attribute }) => attribute) ?? []),
    })
    const common = { is: 'violation', subject: { is: 'route', place: fact.at } } as const
    if (declared !== undefined && fact.response === 'model') {
      const { entity, columns } = named(declared)
      const data = { route: labelOf(fact), entity, columns }
      yield { ...common, at, expression: `response model ${entity}`, evidence: [], severity: 'minor', message: 'declared', data }
    } else if (fact.response === 'untyped' && entities.length > 0) {
      const [{ id, table, returned }] = entities
      const { entity, columns } = named(id)
      yield {
        ...common,
        at: spanOf(project, returned),
        expression: `return ${entity}`,
        evidence: [
          { at, label: labelOf(fact) },
          { at: spanOf(project, table.at), label: `the columns of \`${entity}\`` },
        ],
        message: 'returned',
        data: { route: labelOf(fact), entity, columns },
      }
    } else yield { is: 'fine', at, because: 'filtered' }
  },
})
export default rule

const listedColumns = (names: readonly string[]): string =>
  names
    .slice(0, SHOWN)
    .map((name) => `\`${name}\``)
    .join(', ') + (names.length > SHOWN ? ` and ${names.length - SHOWN} more` : '')

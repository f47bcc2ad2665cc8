/** Declarative bases with the tables declared on them. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { Place } from '../../model/project.ts'
import type { MappedModel, Schema } from '../../model/schema.ts'
import type { MetadataFact } from '../../model/service.ts'

export function metadataFacts(evaluation: Evaluation, schema: Schema): readonly MetadataFact[] {
  const groups = new Map<string, MappedModel[]>()
  for (const model of schema.models) {
    const key = schema.registryOf(model.class) ?? ''
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [model])
    else group.push(model)
  }
  return [...groups.values()].map((models): MetadataFact => {
    const tables = new Set(models.flatMap(({ table }) => (table.name === null ? [] : [table.name])))
    return { is: 'metadata', at: baseOf(models[0]), tables: [...tables].toSorted(), models: models.length }
  })

  /** The project's own class that all models derive from; the first model if there is none. */
  function baseOf({ class: id, table }: MappedModel): Place {
    const base = evaluation
      .mro(id)
      .filter((each) => evaluation.file(evaluation.class(each).file).origin === 'project' && schema.modelOf(each) === null)
      .findLast((each) => evaluation.isSubclass(each, 'sqlalchemy.orm.DeclarativeBase'))
    if (base === undefined) return table.at
    const { file, scope } = evaluation.class(base)
    return { file, value: evaluation.file(file).summary.scopes.definedBy[scope] }
  }
}

/** What becomes of rows when the row that they refer to is deleted through a session. */
import type { Context } from '../../model/project.ts'
import type { DeletedParentFact } from '../../model/deleted-parent.ts'
import type { ForeignKey, MappedModel, Relationship, Schema } from '../../model/schema.ts'
import { Op } from '../../model/summary.ts'
import type { ClassId, FunctionId } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import { argumentAt, nameOf } from '../read.ts'
import { sessionClass } from '../sessions/types.ts'
import { refersTo } from './relationships.ts'

interface Input {
  readonly parts: Pick<Parts, 'evaluation'>
  readonly schema: Schema
  readonly functions: readonly FunctionId[]
  readonly contextOf: (id: FunctionId) => Context | null
}

/** In the order of the models, then of their relationships. */
export function deletedParents({ parts: { evaluation }, schema, functions, contextOf }: Input): readonly DeletedParentFact[] {
  const deletions = new Map<ClassId, DeletedParentFact['deletion']>()
  for (const id of functions) findDeletions(id)
  return schema.models.flatMap((model) => {
    const deletion = deletions.get(model.class)
    return deletion === undefined ? [] : model.relationships.flatMap((relationship) => factsOf(model, relationship, deletion))
  })

  function findDeletions(within: FunctionId): void {
    const { file, scope } = evaluation.function(within)
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    const region = summary.scopes.region[scope]
    for (let at = summary.regions.first[region]; at < summary.regions.end[region]; at++) {
      if (op[at] !== Op.Call || op[a[at]] !== Op.Attr || nameOf(summary, a[at]) !== 'delete') continue
      if (evaluation.scopeOf(file, at) !== scope || sessionClass(evaluation, evaluation.typeOf(file, a[a[at]])) === null) continue
      const given = argumentAt(summary, at, 0)
      const type = given < 0 ? null : evaluation.typeOf(file, given)
      if (type?.is !== 'instance' || schema.modelOf(type.of) === null || deletions.has(type.of)) continue
      deletions.set(type.of, { at: { file, value: at }, within, context: contextOf(within) })
    }
  }

  function factsOf(model: MappedModel, relationship: Relationship, deletion: DeletedParentFact['deletion']): readonly DeletedParentFact[] {
    const target = relationship.target === null ? null : schema.modelOf(relationship.target)
    if (target === null || relationship.localColumns.length > 0 || relationship.secondary) return []
    const key = keyOf(model, target, relationship)
    if (key === null) return []
    const outcome = clears(deletion.within, target.class) ? 'deleted' : outcomeOf(relationship, target, key)
    return [{ is: 'deleted-parent', at: relationship.at, model: model.class, relationship, child: target.table, key, deletion, outcome }]
  }

  /** The function deletes the referring rows itself: `delete(Child)`, `query(Child).delete()`. */
  function clears(within: FunctionId, child: ClassId): boolean {
    const { file, scope } = evaluation.function(within)
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    const region = summary.scopes.region[scope]
    for (let at = summary.regions.first[region]; at < summary.regions.end[region]; at++) {
      if (op[at] !== Op.Call || !/^(delete|query)$/.test(nameOf(summary, a[at]))) continue
      const given = argumentAt(summary, at, 0)
      const type = given < 0 ? null : evaluation.typeOf(file, given)
      if ((type?.is === 'class' || type?.is === 'instance') && type.of === child) return true
    }
    return false
  }

  /** The one key by which the other side refers to the model. */
  function keyOf(model: MappedModel, target: MappedModel, { inverse }: Relationship): ForeignKey | null {
    const keys = target.table.foreignKeys.filter((key) => refersTo(key, model.table))
    const local = target.relationships.find(({ name }) => name === inverse)?.localColumns ?? []
    const chosen = local.length === 0 ? keys : keys.filter(({ columns }) => columns.join() === local.join())
    return chosen.length === 1 ? chosen[0] : null
  }

  function outcomeOf({ deletes, strategy }: Relationship, target: MappedModel, key: ForeignKey): DeletedParentFact['outcome'] {
    if (deletes !== 'nothing') return deletes === 'cascade' ? 'deleted' : deletes === 'database' ? 'left' : 'unknown'
    if (/^(restrict|no action)$/i.test(key.onDelete ?? '')) return 'restricted'
    if (strategy === null || strategy === 'noload' || strategy === 'write_only' || !target.table.complete) return 'unknown'
    const columns = key.columns.map((name) => target.table.columns.find((column) => column.name === name))
    if (columns.some((column) => column === undefined || column.nullable === null)) return 'unknown'
    return columns.every((column) => column?.nullable === false) ? 'refused' : 'nullified'
  }
}

/** Whose a row is: the columns that say it, and the code that compares them. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { Place } from '../../model/project.ts'
import type { MappedModel, Schema } from '../../model/schema.ts'
import type { Value } from '../../model/summary.ts'
import { Op } from '../../model/summary.ts'
import type { ClassId, FileId, FunctionId } from '../../model/type.ts'
import { nameOf } from '../read.ts'

export interface Owners {
  /** Attributes of a mapped class that name its owner. */
  of(entity: ClassId): readonly string[]
  /** Comparisons of the owner of such rows, by the function they stand in. */
  comparedIn(entity: ClassId): ReadonlyMap<FunctionId, Place>
}

/** Columns that name a person or a tenant. https://owasp.org/API-Security/editions/2023/en/0xa1-broken-object-level-authorization/ */
const OWNER = /^(?:user|owner|author|account|organi[sz]ation|org|tenant|workspace|customer|creator|created_by)(?:_id|_uuid)?$|^created_by$/

export function createOwners(evaluation: Evaluation, schema: Schema, isInside: (file: FileId) => boolean): Owners {
  const owned = new Map(schema.models.map((model) => [model.class, ownersOf(model)]))
  const names = new Set([...owned.values()].flat())
  let compared: Map<ClassId, Map<FunctionId, Place>> | null = null

  function read(): Map<ClassId, Map<FunctionId, Place>> {
    const found = new Map<ClassId, Map<FunctionId, Place>>()
    for (const { id: file, origin, summary } of evaluation.files) {
      if (origin !== 'project' || !isInside(file)) continue
      const { op, a, count } = summary.values
      for (let value = 0; value < count; value++) {
        if (op[value] !== Op.Attr || !names.has(nameOf(summary, value))) continue
        if (!evaluation.users(file, value).some((user) => op[user] === Op.Compare)) continue
        const entity = entityOf(file, a[value])
        if (entity === null || owned.get(entity)?.includes(nameOf(summary, value)) !== true) continue
        const within = evaluation.functionOfScope(file, evaluation.scopeOf(file, value))
        const places = found.get(entity) ?? new Map<FunctionId, Place>()
        if (!places.has(within)) places.set(within, { file, value })
        found.set(entity, places)
      }
    }
    return found
  }

  /** `Order.owner_id` and `order.owner_id` alike. */
  function entityOf(file: FileId, value: Value): ClassId | null {
    const type = evaluation.typeOf(file, value)
    return type.is === 'class' || type.is === 'instance' ? type.of : null
  }

  return {
    of: (entity) => owned.get(entity) ?? [],
    comparedIn: (entity) => (compared ??= read()).get(entity) ?? new Map<FunctionId, Place>(),
  }
}

const ownersOf = ({ table }: MappedModel): readonly string[] =>
  table.columns.filter(({ attribute, primaryKey }) => !primaryKey && OWNER.test(attribute)).map(({ attribute }) => attribute)

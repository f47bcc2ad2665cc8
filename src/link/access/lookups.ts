/** Rows that a function finds by their key. */
import type { Place } from '../../model/project.ts'
import type { Schema } from '../../model/schema.ts'
import type { Value } from '../../model/summary.ts'
import { CompareOp, Op } from '../../model/summary.ts'
import type { ClassId, FileId, FunctionId } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import { createQuerySites } from '../loader/query-sites.ts'
import { statementCalls } from '../loader/statement-calls.ts'
import { argumentAt, listOf, nameOf, textOf } from '../read.ts'

export interface Lookup {
  readonly entity: ClassId
  /** What the key is compared with. */
  readonly key: Value
  readonly at: Place
}

const BY_KEY = new Set(['get', 'get_one'])
const BEGINS = new Set(['select', 'query', 'update', 'delete'])

export function createLookups(
  { evaluation, effects }: Pick<Parts, 'evaluation' | 'effects'>,
  schema: Schema,
): (id: FunctionId) => readonly Lookup[] {
  const sites = createQuerySites(evaluation, effects)
  const known = new Map<FunctionId, readonly Lookup[]>()

  function read(id: FunctionId): readonly Lookup[] {
    const { file, scope } = evaluation.function(id)
    const { summary } = evaluation.file(file)
    const { op } = summary.values
    const region = summary.scopes.region[scope]
    const found: Lookup[] = []
    for (let value = summary.regions.first[region]; value < summary.regions.end[region]; value++) {
      const lookup = op[value] === Op.Call ? ofCall(file, value) : op[value] === Op.Compare ? ofComparison(file, value) : null
      if (lookup !== null) found.push(lookup)
    }
    return found
  }

  function ofCall(file: FileId, call: Value): Lookup | null {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    if (op[a[call]] !== Op.Attr) return null
    const name = nameOf(summary, a[call])
    if (BY_KEY.has(name) && sites.isSession(file, a[a[call]])) {
      const key = argumentAt(summary, call, 1)
      const entity = classOf(file, argumentAt(summary, call, 0))
      return key < 0 || entity === null ? null : { entity, key, at: { file, value: call } }
    }
    return name === 'filter_by' ? ofKeywords(file, call) : null
  }

  /** `session.query(Order).filter_by(id=order_id)`. */
  function ofKeywords(file: FileId, call: Value): Lookup | null {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    const begin = statementCalls(evaluation, file, call).find(({ name }) => BEGINS.has(name))
    const entity = begin === undefined ? null : classOf(file, argumentAt(summary, begin.call, 0))
    if (entity === null) return null
    for (const keyword of listOf(summary, b[call]))
      if (op[keyword] === Op.Keyword && isKey(entity, textOf(summary, a[keyword])))
        return { entity, key: b[keyword], at: { file, value: call } }
    return null
  }

  /** `Order.id == order_id`. */
  function ofComparison(file: FileId, value: Value): Lookup | null {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    const operators = listOf(summary, a[value])
    if (operators.length !== 1 || operators[0] !== CompareOp.Eq) return null
    const [left, right] = listOf(summary, b[value])
    for (const [column, key] of [
      [left, right],
      [right, left],
    ]) {
      if (op[column] !== Op.Attr) continue
      const entity = classOf(file, a[column])
      if (entity !== null && isKey(entity, nameOf(summary, column))) return { entity, key, at: { file, value } }
    }
    return null
  }

  /** A mapped class, by itself and not one of its instances. */
  function classOf(file: FileId, value: Value): ClassId | null {
    const type = value < 0 ? null : evaluation.typeOf(file, value)
    return type?.is === 'class' && schema.modelOf(type.of) !== null ? type.of : null
  }

  const isKey = (entity: ClassId, attribute: string): boolean =>
    schema.modelOf(entity)?.table.columns.some((column) => column.attribute === attribute && column.primaryKey) === true

  return (id) => {
    let lookups = known.get(id)
    if (lookups === undefined) known.set(id, (lookups = read(id)))
    return lookups
  }
}

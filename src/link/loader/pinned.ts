/** Columns that a statement compares with one value each: all of its rows share them. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { Place } from '../../model/project.ts'
import type { Relationship, Schema } from '../../model/schema.ts'
import type { Value } from '../../model/summary.ts'
import { CompareOp, Op } from '../../model/summary.ts'
import type { ClassId, FileId } from '../../model/type.ts'
import { listOf, nameOf, textOf } from '../read.ts'

const NARROWING = new Set(['where', 'filter', 'filter_by'])
/** Calls of one statement that are followed. */
const LONGEST_CHAIN = 24

/** The rows of a query all refer to one row by this many-to-one: their foreign key is compared with one value. */
export function sharesTarget(evaluation: Evaluation, schema: Schema, query: Place, model: ClassId, read: Relationship): boolean {
  if (read.collection || read.localColumns.length === 0) return false
  const columns = schema.modelOf(model)?.table.columns ?? []
  const wanted = new Set(columns.flatMap(({ attribute, name }) => (read.localColumns.includes(name ?? attribute) ? [attribute] : [])))
  if (wanted.size !== read.localColumns.length) return false
  for (const attribute of pinnedOf(evaluation, query, model)) wanted.delete(attribute)
  return wanted.size === 0
}

/** Attributes of a model that the calls on a statement compare with something that is no column. */
function pinnedOf(evaluation: Evaluation, { file, value }: Place, model: ClassId): ReadonlySet<string> {
  const { summary } = evaluation.file(file)
  const { op, a, b } = summary.values
  const pinned = new Set<string>()
  let statement: Value | undefined = value
  for (let hops = 0; statement !== undefined && hops < LONGEST_CHAIN; hops++) {
    const attribute: Value | undefined = evaluation.users(file, statement).find((user) => op[user] === Op.Attr)
    if (attribute === undefined) break
    const call: Value | undefined = evaluation.users(file, attribute).find((user) => op[user] === Op.Call && a[user] === attribute)
    if (call === undefined) break
    if (NARROWING.has(nameOf(summary, attribute)))
      for (const argument of listOf(summary, b[call])) {
        const name = op[argument] === Op.Keyword ? textOf(summary, a[argument]) : comparedWithOne(evaluation, file, argument, model)
        if (name !== null) pinned.add(name)
      }
    statement = call
  }
  return pinned
}

/** `Order.customer_id == customer_id`: the attribute; null for a join, another comparison or another model. */
function comparedWithOne(evaluation: Evaluation, file: FileId, test: Value, model: ClassId): string | null {
  const { summary } = evaluation.file(file)
  const { op, a, b } = summary.values
  if (op[test] !== Op.Compare || listOf(summary, a[test])[0] !== CompareOp.Eq) return null
  const names: string[] = []
  for (const operand of listOf(summary, b[test])) {
    if (op[operand] !== Op.Attr) continue
    const owner = evaluation.typeOf(file, a[operand])
    if (owner.is !== 'class') continue
    if (owner.of !== model) return null
    names.push(nameOf(summary, operand))
  }
  return names.length === 1 ? names[0] : null
}

/** An expression as a reader would name it, from its rows: `body.name`, `build(…)`, `row["id"]`. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { Place } from '../../model/project.ts'
import { Op } from '../../model/summary.ts'
import { listOf, nameOf, textOf } from '../read.ts'

const DEEPEST = 6
const LONGEST = 60

export function writtenAs(evaluation: Evaluation, place: Place): string {
  const text = written(evaluation, place, 0)
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text
}

function written(evaluation: Evaluation, { file, value }: Place, depth: number): string {
  if (value < 0 || depth > DEEPEST) return '…'
  const { summary } = evaluation.file(file)
  const { op, a, b } = summary.values
  const inner = (each: number): string => written(evaluation, { file, value: each }, depth + 1)
  switch (op[value] as Op) {
    case Op.Load:
    case Op.Free:
    case Op.Param:
    case Op.Bind:
    case Op.Phi:
      return nameOf(summary, value)
    case Op.Attr:
      return `${inner(a[value])}.${nameOf(summary, value)}`
    case Op.Call:
      return `${inner(a[value])}(${listOf(summary, b[value]).length === 0 ? '' : '…'})`
    case Op.Index:
      return `${inner(a[value])}[${inner(b[value])}]`
    case Op.Text:
      return JSON.stringify(textOf(summary, a[value]).slice(0, 24))
    case Op.Const:
      return b[value] < 0 ? '…' : textOf(summary, b[value])
    case Op.Await:
      return `await ${inner(a[value])}`
    case Op.Format:
      return listOf(summary, b[value]).length === 1 ? inner(listOf(summary, b[value])[0]) : 'f"…"'
    case Op.Comprehension:
      return `${inner(a[value])} for …`
    case Op.Iterate:
    case Op.Unpack:
    case Op.Star:
      return inner(a[value])
    default:
      return '…'
  }
}

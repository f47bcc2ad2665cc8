/** The front of an address: scheme and host stand there, and decide where it leads. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { FileSummary, Value } from '../../model/summary.ts'
import { Op } from '../../model/summary.ts'
import type { FileId } from '../../model/type.ts'
import { listOf, textOf } from '../read.ts'
import { contentOf, type Operand } from './flow.ts'

/** A scheme, and nothing of a path yet: what follows is the host, or a part of it. */
const OPEN = /^(?:[a-z][\w+.-]*:)?\/\/[^/?#]*$/i

/** The item of a formatted address that decides its host; null for none. */
export function leadingItem(summary: FileSummary, items: Int32Array): Value {
  const { op, a } = summary.values
  const text = (item: Value | undefined): string | null => (item !== undefined && op[item] === Op.Text ? textOf(summary, a[item]) : null)
  const first = text(items[0])
  if (first !== null) return OPEN.test(first) ? (items[1] ?? -1) : -1
  // `f"{scheme}://{host}/"`
  return text(items[1]) === '://' ? (items[2] ?? -1) : (items[0] ?? -1)
}

/** The side of `a + b` that decides the host. */
export function leadingSide(evaluation: Evaluation, file: FileId, left: Value, right: Value): readonly Value[] {
  const folded = evaluation.constantOf(file, left)
  if (folded?.is !== 'text') return [left]
  return OPEN.test(folded.value) ? [right] : []
}

/** Whether a template of `%` or `format` begins with what is put in, behind a scheme or not. */
export const startsWithHole = (template: string): boolean => /^(?:[a-z][\w+.-]*:\/\/)?(?:\{|%[(s])/i.test(template)

/** Methods of an address that change its query only. */
const QUERIES =
  /\.(include_query_params|replace_query_params|remove_query_params|copy_(add|set|merge|remove)_params?|with_query|update_query|extend_query)$/

/** Of a call that puts an address together, what decides its host; null where that is not one part of it. */
export function hostOperands({
  summary,
  name,
  call,
  file,
}: {
  summary: FileSummary
  name: string
  call: Value
  file: FileId
}): readonly Operand[] | null {
  const { op, a, b } = summary.values
  if (QUERIES.test(name)) return op[a[call]] === Op.Attr ? [contentOf(file, a[a[call]])] : null
  if (!/^urllib\.parse\.urlun(parse|split)$/.test(name)) return null
  const [parts] = listOf(summary, b[call])
  if (parts === undefined || op[parts] !== Op.Tuple) return null
  return Array.from(listOf(summary, b[parts]).slice(0, 2), (part) => contentOf(file, part))
}

/** The front of an address: scheme and host stand there, and decide where it leads. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { FileSummary, Value } from '../../model/summary.ts'
import { Op } from '../../model/summary.ts'
import type { FileId } from '../../model/type.ts'
import { textOf } from '../read.ts'

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

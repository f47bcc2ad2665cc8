/** Which parts of a formed text decide where it leads: of an address its front, of a path what begins a segment. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { SinkKind } from '../../model/knowledge.ts'
import type { FileSummary, Value } from '../../model/summary.ts'
import { BinaryOp, Op } from '../../model/summary.ts'
import type { FileId } from '../../model/type.ts'
import { listOf, textOf } from '../read.ts'
import { leadingItem, leadingSide } from './addresses.ts'

/** Items of a formatted text that matter to a sink of that kind. */
export function decidingItems(summary: FileSummary, items: Int32Array, kind: SinkKind): readonly Value[] {
  const { op, a } = summary.values
  if (kind === 'url' || kind === 'redirect') {
    const leading = leadingItem(summary, items)
    return leading < 0 ? [] : [leading]
  }
  const all = Array.from(items)
  if (kind !== 'path') return all
  return all.filter((_, at) => {
    const before = at === 0 ? undefined : items[at - 1]
    if (before === undefined || op[before] !== Op.Text) return true
    // `{name}.{ending}`: the dot ends a name.
    return !isInsideSegment(at > 1 ? `…${textOf(summary, a[before])}` : textOf(summary, a[before]))
  })
}

/** Sides of `a + b` that matter. */
export function decidingSides(evaluation: Evaluation, file: FileId, left: Value, right: Value, kind: SinkKind): readonly Value[] {
  if (kind === 'url' || kind === 'redirect') return leadingSide(evaluation, file, left, right)
  if (kind !== 'path') return [left, right]
  const end = lastText(evaluation.file(file).summary, left)
  return end !== null && isInsideSegment(end) ? [left] : [left, right]
}

/** What follows such a text cannot lead out of the folder: `img_` is no folder that `..` could leave. */
const isInsideSegment = (text: string): boolean => /[^/\\]$/.test(text) && !/(^|[/\\])\.{1,2}$/.test(text)

/** The written end of a text that is put together; null if it ends with something else. */
function lastText(summary: FileSummary, value: Value): string | null {
  const { op, a, b, aux } = summary.values
  let at = value
  while (op[at] === Op.Binary && aux[at] === BinaryOp.Add) at = b[at]
  // Behind something else a dot ends a name, it is no folder.
  if (op[at] === Op.Text) return at === value ? textOf(summary, a[at]) : `…${textOf(summary, a[at])}`
  const last = op[at] === Op.Format ? listOf(summary, b[at]).at(-1) : undefined
  return last !== undefined && op[last] === Op.Text ? textOf(summary, a[last]) : null
}

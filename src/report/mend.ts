import type { Finding } from '../model/finding.ts'
import type { Span } from '../model/span.ts'

/** Replace a span by texts and copies of other spans of the same file. */
export interface Replacement {
  readonly span: Span
  readonly text: readonly (string | Span)[]
}

/** More lines than this are no longer a fix one reads at a glance. */
const MOST_LINES = 12

/**
 * The lines that replacements touch, as they are and as they would be, without their common indentation. Columns are UTF-16 offsets
 * into `source`, which has to be the text that was analysed.
 * @returns null when there is nothing to show: no replacement in this file, replacements that overlap or lie far apart.
 */
export const mend = (source: string, replacements: readonly Replacement[]): { readonly before: string; readonly after: string } | null => {
  const sorted = replacements.toSorted((x, y) => x.span.start - y.span.start || x.span.end - y.span.end)
  const first = sorted[0]?.span
  if (
    first === undefined ||
    sorted.some(({ span, text }) => span.file !== first.file || text.some((part) => typeof part !== 'string' && part.file !== first.file))
  )
    return null
  if (sorted.some(({ span }, at) => at > 0 && span.start < sorted[at - 1].span.end)) return null

  const from = source.lastIndexOf('\n', first.start - 1) + 1
  const last = sorted[sorted.length - 1].span.end
  const lineEnd = source.slice(last).search(/[\r\n]/)
  const to = lineEnd < 0 ? source.length : last + lineEnd
  let after = ''
  let copied = from
  for (const { span, text } of sorted) {
    after +=
      source.slice(copied, span.start) + text.map((part) => (typeof part === 'string' ? part : source.slice(part.start, part.end))).join('')
    copied = span.end
  }
  after += source.slice(copied, to)
  const before = source.slice(from, to)
  if (before.split('\n').length > MOST_LINES || after.split('\n').length > MOST_LINES) return null
  const indent = Math.min(indentOf(before), indentOf(after))
  return { before: dedent(before, indent), after: dedent(after, indent) }
}

/** The finding with the user's own code mended instead of the rule's example, where that can be shown. */
export const mended = (finding: Finding, replacements: readonly Replacement[], source: string | undefined): Finding => {
  const change = source === undefined || finding.fix === undefined ? null : mend(source, replacements)
  return change === null || finding.fix === undefined ? finding : { ...finding, fix: { ...finding.fix, ...change, example: false } }
}

const indentOf = (text: string): number => {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return lines.length === 0 ? 0 : Math.min(...lines.map((line) => line.search(/\S/)))
}

const dedent = (text: string, indent: number): string =>
  text
    .split('\n')
    .map((line) => line.slice(Math.min(indent, Math.max(line.search(/\S/), 0))).trimEnd())
    .join('\n')

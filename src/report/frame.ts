import type { Position } from '../model/span.ts'
import type { Paint } from './paint.ts'
import { visible, widthOf } from './visible.ts'

/** Longer lines are cut around what is marked. */
const WIDEST = 120

/**
 * The marked line with the one above it, numbered, the place underlined. A place that spans lines is marked to the end of its first.
 * Empty when the place does not exist in the text.
 */
export const frame = (source: string, at: Position, paint: Paint): readonly string[] => {
  const lines = source.split(/\r\n|\r|\n/)
  const marked = lines[at.line - 1]
  if (marked === undefined || at.column - 1 > marked.length) return []
  const gutter = String(at.line).length
  const show = (line: number, text: string): string => `${paint.dim(`${String(line).padStart(gutter)} |`)} ${text}`.trimEnd()

  const end = at.endLine === at.line ? at.endColumn - 1 : marked.length
  const { before, inside, after } = cut(marked, at.column - 1, Math.max(end, at.column))
  const carets = '^'.repeat(Math.max(1, widthOf(inside)))
  const above = lines[at.line - 2] ?? ''
  return [
    ...(above.trim() === '' ? [] : [show(at.line - 1, shorten(above))]),
    show(at.line, `${before}${paint.bold(inside)}${after}`),
    `${paint.dim(`${' '.repeat(gutter)} |`)} ${' '.repeat(widthOf(before))}${paint.red(carets)}`,
  ]
}

interface Cut {
  readonly before: string
  readonly inside: string
  readonly after: string
}

const cut = (line: string, start: number, end: number): Cut => {
  const from = line.length <= WIDEST ? 0 : Math.max(0, start - 40)
  const to = line.length <= WIDEST ? line.length : Math.min(line.length, Math.max(from + WIDEST, start + 1))
  const stop = Math.min(end, to)
  return {
    before: (from > 0 ? '…' : '') + code(line.slice(from, start)),
    inside: code(line.slice(start, stop)),
    after: code(line.slice(stop, to)) + (to < line.length ? '…' : ''),
  }
}

const shorten = (line: string): string => code(line.slice(0, WIDEST)) + (line.length > WIDEST ? '…' : '')

/** Tabs as four columns, everything else that acts on a terminal written out. */
const code = (text: string): string => visible(text.replaceAll('\t', '    '))

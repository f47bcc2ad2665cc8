/** Comments of manifests that are addressed to faultline, with the lines they speak of. */
import type { Range } from '../model/manifest.ts'
import type { Suppression } from '../model/summary.ts'

type Comment = Range & { readonly text: string }

/** A comment behind something speaks of its line; one on a line of its own of the next line that is no comment. */
export function suppressionsOf(text: string, comments: readonly Comment[], lineStarts: Uint32Array): readonly Suppression[] {
  const addressed = comments.filter((comment) => comment.text.includes('faultline:'))
  if (addressed.length === 0) return []
  const starts = [...lineStarts]
  const first = starts.findIndex((_, line) => isContent(text, starts, line))
  return addressed.map(({ text: said, start, end }) => {
    const own = starts.findLastIndex((lineStart) => lineStart <= start)
    const isAlone = text.slice(starts[own], start).trim() === ''
    const next = starts.findIndex((_, line) => line > own && isContent(text, starts, line))
    const line = isAlone ? next : own
    const [from, to] = line < 0 ? [end, end] : [starts[line], starts[line + 1] ?? text.length + 1]
    return { text: said, start, end, from, to, atHead: isAlone && (first < 0 || own < first) }
  })
}

const isContent = (text: string, starts: readonly number[], line: number): boolean => {
  const written = text.slice(starts[line], starts[line + 1]).trim()
  return written !== '' && !written.startsWith('#') && !written.startsWith(';')
}

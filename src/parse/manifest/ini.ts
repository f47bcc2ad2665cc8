/** INI as Python's configparser reads it (alembic.ini, setup.cfg, logging.ini, systemd units), with places. No package has them. */
import { createDocument, NOWHERE, TooLarge } from './document.ts'
import type { NodeId, Range } from '../../model/manifest.ts'
import type { ParsedDocument } from './yaml.ts'

/**
 * Sections are maps of a root map; keys before the first section stand in the root. A line indented deeper than its key goes on with the value
 * (https://docs.python.org/3/library/configparser.html#supported-ini-file-structure).
 */
export function parseIni(text: string): ParsedDocument {
  const document = createDocument()
  const comments: (Range & { readonly text: string })[] = []
  const root = document.add({ parent: -1, key: 0, keyAt: NOWHERE, is: 'map', value: null, start: 0, end: text.length })
  let section: NodeId = root
  let pending: { key: string; keyAt: Range; lines: string[]; start: number; end: number } | null = null
  const flush = (): void => {
    if (pending === null) return
    const { key, keyAt, lines, start, end } = pending
    document.add({ parent: section, key, keyAt, is: 'scalar', value: lines.join('\n').trim(), start, end })
    pending = null
  }
  let offset = 0
  try {
    for (const raw of text.split('\n')) {
      const line = raw.trimEnd()
      const at = offset
      offset += raw.length + 1
      const first = line.trimStart()
      const indent = line.length - first.length
      if (first === '') continue
      if (first[0] === '#' || first[0] === ';') comments.push({ start: at + indent, end: at + line.length, text: first })
      else if (indent > 0 && pending !== null) {
        pending.lines.push(first)
        pending.end = at + line.length
      } else if (first[0] === '[' && first.includes(']')) {
        flush()
        const name = first.slice(1, first.indexOf(']'))
        const place = { start: at + indent, end: at + line.length }
        section = document.add({ parent: root, key: name, keyAt: place, is: 'map', value: null, ...place })
      } else {
        flush()
        const cut = first.search(/[=:]/)
        const key = (cut < 0 ? first : first.slice(0, cut)).trimEnd()
        const value = cut < 0 ? '' : first.slice(cut + 1).trimStart()
        const start = at + line.length - value.length
        pending = { key, keyAt: { start: at + indent, end: at + indent + key.length }, lines: [value], start, end: at + line.length }
      }
    }
    flush()
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error
    return { nodes: [], comments: [], problems: [{ ...NOWHERE, because: 'The file is too large to be read.' }] }
  }
  return { nodes: document.nodes, comments, problems: [] }
}

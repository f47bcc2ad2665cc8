/** Environment files: `NAME=value` lines, quotes and `export` as docker compose and python-dotenv read them, with places. */
import type { Range } from '../../model/manifest.ts'
import { createDocument, NOWHERE, TooLarge } from './document.ts'
import type { ParsedDocument } from './yaml.ts'
import { commentStart } from './yaml.ts'

const LINE = /^(\s*(?:export\s+)?)([\p{L}_][\p{L}\p{N}_.-]*)\s*=\s*(.*)$/u

export function parseDotenv(text: string): ParsedDocument {
  const document = createDocument()
  const comments: (Range & { readonly text: string })[] = []
  const root = document.add({ parent: -1, key: 0, keyAt: NOWHERE, is: 'map', value: null, start: 0, end: text.length })
  let offset = 0
  try {
    for (const raw of text.split('\n')) {
      const line = raw.trimEnd()
      const at = offset
      offset += raw.length + 1
      const hash = commentStart(line)
      if (hash >= 0) comments.push({ start: at + hash, end: at + line.length, text: line.slice(hash) })
      const written = (hash < 0 ? line : line.slice(0, hash)).trimEnd()
      const match = LINE.exec(written)
      if (match === null) continue
      const [, lead, key, value] = match
      const keyAt = { start: at + lead.length, end: at + lead.length + key.length }
      const start = at + written.length - value.length
      document.add({ parent: root, key, keyAt, is: 'scalar', value: unquoted(value), start, end: at + written.length })
    }
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error
    return { nodes: [], comments: [], problems: [{ ...NOWHERE, because: 'The file is too large to be read.' }] }
  }
  return { nodes: document.nodes, comments, problems: [] }
}

const unquoted = (value: string): string => {
  const quote = value[0]
  return (quote === '"' || quote === "'") && value.length > 1 && value.endsWith(quote) ? value.slice(1, -1) : value
}

/** Where a key stands in a TOML text, 1-based. */
export interface KeyPlace {
  readonly line: number
  readonly column: number
}

/**
 * Finds a key in TOML text that parsed. The parser tells no positions of keys, so this reads table headers and `key =` lines itself;
 * a key it cannot see (in an inline table, in a value of many lines) is answered by the nearest table or key above it. `#2` among the
 * keys is the second table of a list of tables.
 */
export const placeOfKey = (text: string, keys: readonly string[]): KeyPlace => {
  let best: KeyPlace = { line: 1, column: 1 }
  let depth = 0
  let table: readonly string[] = []
  const counts = new Map<string, number>()
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const header = /^\s*\[{1,2}\s*([^\]]+?)\s*\]{1,2}\s*(?:#.*)?$/.exec(line)
    const pair = header ? null : /^\s*((?:"[^"]*"|'[^']*'|[\w-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[\w-]+))*)\s*=/.exec(line)
    if (header) {
      table = segments(header[1])
      if (/^\s*\[\[/.test(line)) {
        const count = (counts.get(table.join('\0')) ?? 0) + 1
        counts.set(table.join('\0'), count)
        table = [...table, `#${count}`]
      }
    }
    const path = header ? table : pair ? [...table, ...segments(pair[1])] : null
    if (path === null || path.length === 0 || path.length <= depth) continue
    const common = path.every((segment, at) => at >= keys.length || segment === keys[at])
    if (!common) continue
    depth = Math.min(path.length, keys.length)
    best = { line: index + 1, column: line.search(/\S/) + 1 }
    if (depth === keys.length) break
  }
  return best
}

const segments = (dotted: string): readonly string[] =>
  [...dotted.matchAll(/"([^"]*)"|'([^']*)'|[\w-]+/g)].map(([whole, double, single]) => double ?? single ?? whole)

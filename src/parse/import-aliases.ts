import type { Grammar, SyntaxTable } from '../model/syntax.ts'

/** Local name to the last segments of what this file imports under it: `import a.b as c` and `from m import b as c` give c -> [b]. */
export type ImportAliases = ReadonlyMap<string, readonly string[]>

/** Answers null for a file without renaming imports, which is most of them. */
export function createAliasFinder(grammar: Grammar): (table: SyntaxTable, text: string) => ImportAliases | null {
  const aliased = grammar.kinds('aliased_import')[0]
  const nameField = grammar.field('name')
  const aliasField = grammar.field('alias')
  return ({ length, kind, field, start, end, next }, text) => {
    // The column is as long as that of the largest file so far.
    const kinds = kind.subarray(0, length)
    let row = kinds.indexOf(aliased)
    if (row < 0) return null
    const aliases = new Map<string, string[]>()
    for (; row >= 0; row = kinds.indexOf(aliased, row + 1)) {
      let name = ''
      let alias = ''
      for (let child = row + 1; child < next[row]; child = next[child]!) {
        const written = text.slice(start[child], end[child])
        // `import a . b as c` may hold spaces: the last segment is what follows them.
        if (field[child] === nameField) name = written.slice(written.lastIndexOf('.') + 1).trim()
        else if (field[child] === aliasField) alias = written
      }
      if (name === alias || name === '' || alias === '') continue
      const known = aliases.get(alias)
      if (known === undefined) aliases.set(alias, [name])
      else if (!known.includes(name)) known.push(name)
    }
    return aliases.size === 0 ? null : aliases
  }
}

/** Matches all queries over a syntax table in one pass. */
import type { Grammar, SyntaxTable } from '../model/syntax.ts'
import { createAliasFinder } from './import-aliases.ts'
import { indexPrograms, lengthBit, walkPath } from './query-index.ts'
import type { BoundProgram, NameKey } from './query-index.ts'
import type { QueryProgram } from './query-program.ts'
import { runPattern } from './query-run.ts'
import type { Found } from './query-run.ts'
import { createBinder } from './query-steps.ts'
import type { Source } from './query-steps.ts'

/** Matches of one file, sorted by query, pattern, start of the first capture. */
export interface Matches {
  readonly count: number
  readonly query: Uint16Array
  readonly pattern: Uint8Array
  /** Match i has captures captureStart[i] .. captureStart[i + 1]. */
  readonly captureStart: Int32Array
  /** Four numbers each: capture id, row of the syntax table, start, end. */
  readonly captures: Int32Array
}

export type Matcher = (table: SyntaxTable, text: string) => Matches

interface Match {
  readonly query: number
  readonly pattern: number
  readonly root: number
  /** Of the first capture. */
  readonly start: number
  readonly found: Found
}

/** Binds the programs to the grammar once; the matcher may then be called for any number of files. */
export function createMatcher(grammar: Grammar, programs: readonly QueryProgram[]): Matcher {
  const binder = createBinder(grammar)
  const roots = indexPrograms(binder, programs)
  const findAliases = createAliasFinder(grammar)
  let source: Source
  let matches: Match[] = []
  let root = 0
  let key: NameKey
  // Roots are numbered over all files, so that nothing needs a reset.
  let earlierRoots = 0

  function run(program: BoundProgram): void {
    if (program.ranAt === earlierRoots + root) return
    program.ranAt = earlierRoots + root
    for (const found of runPattern(grammar, source, program.root, root)) {
      matches.push({ query: program.query, pattern: program.pattern, root, start: source.table.start[found[1]], found })
    }
  }

  function runAll(found: readonly BoundProgram[] | undefined): void {
    if (found !== undefined) for (const program of found) run(program)
  }

  /** Looks up the name at a row the key's path led to. */
  function lookUp(row: number): void {
    const { table, text, aliases } = source
    const segment = key.names ? binder.lastSegment(table, row) : row
    if (segment < 0) return
    const start = table.start[segment]
    const end = table.end[segment]
    // Most names are told apart by their first letter and length, before their text is cut out.
    const likely = (key.lengths[text.charCodeAt(start) & 127] & lengthBit(end - start)) !== 0
    const renamed = aliases !== null && key.names && binder.isPlainName(table, row)
    if (!likely && !renamed) return
    const name = text.slice(start, end)
    if (likely) runAll(key.programs.get(name))
    if (renamed) for (const origin of aliases.get(name) ?? []) runAll(key.programs.get(origin))
  }

  return (table, text) => {
    source = { table, text, aliases: findAliases(table, text) }
    matches = []
    const { length, kind } = table
    for (root = 0; root < length; root++) {
      const index = roots[kind[root]]
      if (index === null || index === undefined) continue
      for (key of index.keys) walkPath(table, key.path, 0, root, lookUp)
      for (const program of index.unkeyed) run(program)
    }
    earlierRoots += length
    return pack(table, withoutRepeats(matches))
  }
}

/** Alternatives that overlap find the same match twice; it counts once. Sorts on the way. */
function withoutRepeats(matches: readonly Match[]): readonly Match[] {
  const sorted = matches.toSorted((a, b) => a.query - b.query || a.pattern - b.pattern || a.start - b.start)
  const seen = new Set<string>()
  return sorted.filter(({ query, pattern, root, found }, i) => {
    const before = sorted[i - 1]
    if (before === undefined || before.query !== query || before.pattern !== pattern) seen.clear()
    const id = `${root} ${found.join(' ')}`
    return !seen.has(id) && seen.add(id)
  })
}

function pack(table: SyntaxTable, matches: readonly Match[]): Matches {
  const count = matches.length
  const query = new Uint16Array(count)
  const pattern = new Uint8Array(count)
  const captureStart = new Int32Array(count + 1)
  const captures = new Int32Array(matches.reduce((sum, { found }) => sum + found.length * 2, 0))
  let at = 0
  for (const [i, match] of matches.entries()) {
    query[i] = match.query
    pattern[i] = match.pattern
    for (let j = 0; j < match.found.length; j += 2) {
      const row = match.found[j + 1]
      captures[at++] = match.found[j]
      captures[at++] = row
      captures[at++] = table.start[row]
      captures[at++] = table.end[row]
    }
    captureStart[i + 1] = at / 4
  }
  return { count, query, pattern, captureStart, captures }
}

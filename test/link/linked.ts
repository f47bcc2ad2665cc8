/** Links Python sources in memory, the way the pipeline does. */
import { readdirSync, readFileSync } from 'node:fs'
import { compileQueries } from '../../src/parse/query-compile.ts'
import { createMatcher } from '../../src/parse/query-match.ts'
import { loadPythonParser } from '../../src/parse/python.ts'
import { lower } from '../../src/lower/lower.ts'
import type { FileSummary } from '../../src/model/summary.ts'

const folder = new URL('../../queries/', import.meta.url)

function querySources(): { id: string; file: string; text: string }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.scm'))
    .sort()
    .map((name) => ({ id: name.replace(/\.scm$/, ''), file: `queries/${name}`, text: readFileSync(new URL(name, folder), 'utf8') }))
}

export async function summaries(files: Readonly<Record<string, string>>): Promise<{ summaries: FileSummary[]; queries: readonly string[]; captures: readonly string[] }> {
  const parser = await loadPythonParser()
  const compiled = compileQueries(parser.grammar, parser.supertypes(), querySources())
  const match = createMatcher(parser.grammar, compiled.programs)
  const out = Object.entries(files).map(([path, text]) => {
    const table = parser.parse(text)
    if ('failed' in table) throw new Error(`${path}: ${table.failed}`)
    return lower({ path, hash: path, version: 'test', text, table, parser, matches: match(table, text) })
  })
  return { summaries: out, queries: compiled.queries, captures: compiled.captures }
}

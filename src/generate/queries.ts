/** The queries as data: `src/generated/queries.ts`. */
import { createHash } from 'node:crypto'
import { loadPythonParser } from '../parse/python.ts'
import { compileQueries } from '../parse/query-compile.ts'
import type { QuerySet } from '../parse/query-program.ts'
import type { Output } from './output.ts'
import { HEADER, shelf, textAt } from './output.ts'

/** @throws an Error that begins with `file:line:` on a query outside the subset. */
export const generateQueries = async (): Promise<readonly Output[]> => {
  const sources = shelf('queries', '.scm').map((id) => ({ id, file: `queries/${id}.scm`, text: textAt(`queries/${id}.scm`) }))
  const { grammar, supertypes } = await loadPythonParser()
  return [{ path: 'src/generated/queries.ts', text: queriesModule(compileQueries(grammar, supertypes(), sources)) }]
}

/** Source of the module: ids and capture names with their types, the captures of each query, the programs. */
export const queriesModule = ({ queries, captures, programs }: QuerySet): string => {
  const capturesOf = new Map<number, Set<number>>()
  for (const { query, root } of programs) {
    const known = capturesOf.get(query) ?? new Set()
    capturesOf.set(query, known)
    const open = [root]
    for (let step = open.pop(); step !== undefined; step = open.pop()) {
      for (const capture of step.captures ?? []) known.add(capture)
      open.push(...(step.children ?? []))
    }
  }
  const names = (query: number): string =>
    captures.flatMap((name, id) => (capturesOf.get(query)?.has(id) === true ? [quote(name)] : [])).join(' | ') || 'never'
  const data = programs.map((program) => `  ${JSON.stringify(program)},\n`).join('')
  return [
    HEADER,
    `import type { QueryProgram } from '../parse/query-program.ts'\n\n`,
    '/** Paths below `queries/` without `.scm`; a candidate holds the index. */\n',
    `export const queryIds = [${queries.map((id) => `\n  ${quote(id)},`).join('')}\n] as const\n\n`,
    '/** What each query captures in at least one of its patterns. */\n',
    `export interface QueryCaptures {\n${queries.map((id, query) => `  ${quote(id)}: ${names(query)}\n`).join('')}}\n\n`,
    '/** A candidate holds the index. */\n',
    `export const captureNames = [${captures.map((name) => `\n  ${quote(name)},`).join('')}\n] as const\n\n`,
    '/** Part of the version of every summary: other queries find other candidates. */\n',
    `export const queriesHash = ${quote(
      createHash('sha256')
        .update(JSON.stringify([queries, captures, programs]))
        .digest('hex')
        .slice(0, 16),
    )}\n\n`,
    `export const programs: readonly QueryProgram[] = [\n${data}]\n`,
  ].join('')
}

const quote = (text: string): string => `'${text}'`

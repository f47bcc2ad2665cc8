/** The per-file half: bytes to summary. */
import { createHash } from 'node:crypto'
import { programs, queriesHash } from '../generated/queries.ts'
import type { FileSummary } from '../model/summary.ts'
import type { Grammar } from '../model/syntax.ts'
import type { PythonParser } from '../parse/python.ts'
import { createMatcher } from '../parse/query-match.ts'
import type { Matcher } from '../parse/query-match.ts'
import { decodePython } from '../parse/text.ts'
import { TooComplex } from './limits.ts'
import { lower } from './lower.ts'

/** Counted up whenever the same text gives another summary, or the codec another layout. */
const LOWERING_VERSION = 2

/** A file without a summary; `because` is one sentence for the report. */
export interface NotSummarised {
  readonly path: string
  readonly because: string
}

interface Tools {
  readonly match: Matcher
  readonly version: string
}

const tools = new WeakMap<PythonParser, Tools>()

function toolsOf(parser: PythonParser): Tools {
  let known = tools.get(parser)
  if (known === undefined) {
    known = { match: createMatcher(parser.grammar, programs), version: summaryVersion(parser.grammar) }
    tools.set(parser, known)
  }
  return known
}

/** Changes with everything a summary depends on besides the bytes. */
export function summaryVersion(grammar: Grammar): string {
  const names = createHash('sha256').update(JSON.stringify([grammar.kindNames, grammar.fieldNames]))
  return `${LOWERING_VERSION}.${names.digest('hex').slice(0, 8)}.${queriesHash}`
}

/** Content hash of a file's bytes: the key of its summary, with the version. */
export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex').slice(0, 32)

/** Decodes, parses, matches and lowers one file. Never throws for what stands in it. */
export function summarise(path: string, bytes: Uint8Array, parser: PythonParser): FileSummary | NotSummarised {
  const source = decodePython(bytes)
  if ('reason' in source) return { path, because: source.reason }
  const table = parser.parse(source.text)
  if ('failed' in table) return { path, because: 'The file is too complex to be parsed.' }
  const { match, version } = toolsOf(parser)
  try {
    const matches = match(table, source.text)
    return lower({ path, hash: hashOf(bytes), version, text: source.text, table, parser, matches })
  } catch (error) {
    if (error instanceof TooComplex) return { path, because: 'The file is too complex to be analysed.' }
    throw error
  }
}

/** Syntax table to file summary. */
import { RegionKind, ScopeFlag, ScopeKind } from '../model/summary.ts'
import type { FileSummary } from '../model/summary.ts'
import type { Grammar, SyntaxTable } from '../model/syntax.ts'
import { addScope } from './columns.ts'
import { finishAnnotations, finishCandidates, finishRegions, finishScopes, finishValues, lineStartsIn, NO_MATCHES } from './finish.ts'
import type { NodeMatches } from './finish.ts'
import { handlers } from './handlers.ts'
import { closeRegion, createLowering, NO_NAMES, openRegion, readTable, resetValueOf } from './lowering.ts'
import type { Lowering } from './lowering.ts'
import { suppressionsOf } from './comments.ts'
import { marksOf } from './marks.ts'
import { resetNames } from './name-state.ts'
import { maskNamed } from './secrets.ts'
import { syntaxOf } from './syntax.ts'
import { findSites } from './sites.ts'
import { block } from './statements.ts'

/** What lowering needs of a parser: its grammar, and parsing of quoted annotations into the second slot. */
export interface AnnotationParser {
  readonly grammar: Grammar
  parse(text: string, slot?: 0 | 1): SyntaxTable | { readonly failed: string }
}

export interface LowerInput {
  readonly path: string
  readonly hash: string
  readonly version: string
  readonly text: string
  readonly table: SyntaxTable
  readonly parser: AnnotationParser
  readonly matches?: NodeMatches
}

/** One per parser and thread: its columns are grown once and reused for every file. */
const lowerings = new WeakMap<AnnotationParser, Lowering>()

function loweringOf(parser: AnnotationParser): Lowering {
  let l = lowerings.get(parser)
  if (l === undefined) {
    l = createLowering(syntaxOf(parser.grammar), handlers, (text) => {
      const parsed = parser.parse(text, 1)
      return 'failed' in parsed ? null : parsed
    })
    lowerings.set(parser, l)
  }
  return l
}

/**
 * Lowers one file. A pure function of its input. Broken syntax becomes Broken values and problems; throws TooComplex for a
 * text that would need far more memory than its size warrants.
 */
export function lower(input: LowerInput): FileSummary {
  const l = loweringOf(input.parser)
  reset(l)
  readTable(l, input.text, input.table, 0)
  resetValueOf(l, input.table.length)
  findSites(l)
  l.scope = addScope(l.scopes, ScopeKind.Module, -1, -1, 0, 0)
  const module = openRegion(l, RegionKind.Module, 0)
  l.scopes.region[0] = module
  if (l.errors.count > 0) l.scopes.flags[0] |= ScopeFlag.Partial
  block(l, 0)
  closeRegion(l, module)
  maskNamed(l)

  const lineStarts = lineStartsIn(input.text)
  const scopes = finishScopes(l)
  return {
    version: input.version,
    path: input.path,
    hash: input.hash,
    lineStarts,
    strings: l.strings,
    values: finishValues(l),
    regions: finishRegions(l),
    scopes,
    annotations: finishAnnotations(l),
    candidates: finishCandidates(l, input.matches ?? NO_MATCHES),
    marks: marksOf(l, lineStarts),
    comments: suppressionsOf(l, lineStarts),
    problems: l.problems,
  }
}

/** Forgets the last file, also one that was given up half-way. */
function reset(l: Lowering): void {
  resetNames(l.names, l.strings.length)
  l.strings = []
  l.stringIds = new Map()
  l.problems = []
  l.values.count = 0
  l.regions.count = 0
  l.scopes.count = 0
  for (const stack of [l.values.long, l.values.lists, l.annotations, l.operands, l.spine, l.exits, l.yields, l.errors]) stack.count = 0
  l.region = -1
  l.owner = 0
  l.reachable = true
  l.depth = 0
  l.loop = null
  l.importFlags = 0
  l.signature = -1
  l.signatureTypeParams = NO_NAMES
  l.annotation = false
  l.quoted = false
}

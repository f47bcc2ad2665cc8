/**
 * Compiles `.scm` texts to programs for the matcher.
 *
 * The subset: node kinds, supertypes (meaning their kinds), fields, `!field`, `_`, `(_)`, tokens, captures, alternatives,
 * nesting, `.` anchors, and the predicates `#eq? #any-of? #match?` with their `#not-` forms, `#names?` and `#literal?`.
 * Within it the programs match what the tree-sitter engine matches; everything else is an error with file and line.
 */
import type { Grammar } from '../model/syntax.ts'
import type { QueryProgram, QuerySet, QueryStep, TextTest } from './query-program.ts'
import { readQuery } from './query-read.ts'
import type { PatternNode, Predicate, ReadPattern } from './query-read.ts'

export interface QuerySource {
  /** Path below `queries/` without `.scm`. */
  readonly id: string
  /** As errors name it. */
  readonly file: string
  readonly text: string
}

/** Alternatives multiply: above this a pattern should be written as several. */
const MAX_PROGRAMS = 64
const MAX_PATTERNS = 255

/** Throws an Error beginning with `file:line:` on the first thing outside the subset. `sources` are sorted by id. */
export function compileQueries(
  grammar: Grammar,
  supertypes: ReadonlyMap<string, readonly string[]>,
  sources: readonly QuerySource[],
): QuerySet {
  const captures: string[] = []
  const programs: QueryProgram[] = []
  for (const [query, source] of sources.entries()) {
    const patterns = readQuery(source.file, source.text)
    if (patterns.length > MAX_PATTERNS) throw new Error(`${source.file}:1: more than ${MAX_PATTERNS} patterns`)
    for (const [pattern, read] of patterns.entries()) {
      for (const root of compilePattern({ grammar, supertypes, captures, file: source.file, tests: new Map() }, read)) {
        programs.push({ query, pattern, root })
      }
    }
  }
  return { queries: sources.map((source) => source.id), captures, programs }
}

interface Context {
  readonly grammar: Grammar
  readonly supertypes: ReadonlyMap<string, readonly string[]>
  readonly captures: string[]
  readonly file: string
  readonly tests: Map<string, TextTest[]>
}

function fail(context: Context, line: number, message: string): never {
  throw new Error(`${context.file}:${line}: ${message}`)
}

function compilePattern(context: Context, { root, predicates }: ReadPattern): readonly QueryStep[] {
  for (const predicate of predicates) {
    const [subject] = predicate.arguments
    if (subject?.capture !== true) fail(context, predicate.line, `${predicate.name} needs a capture first`)
    const test = testOf(context, predicate)
    context.tests.set(subject.text, [...(context.tests.get(subject.text) ?? []), test])
  }
  const names = capturesOf(context, root)
  if (names.length === 0) fail(context, root.line, 'the pattern captures nothing: a candidate needs a place')
  for (const predicate of predicates) {
    const name = predicate.arguments[0].text
    if (!names.includes(name)) fail(context, predicate.line, `the pattern has no capture @${name}`)
  }
  const steps = variants(context, root, true)
  if (steps.length > MAX_PROGRAMS) fail(context, root.line, `${steps.length} combinations of alternatives; write several patterns`)
  return steps
}

function testOf(context: Context, { name, line, arguments: args }: Predicate): TextTest {
  const values = args.slice(1).map((value) => (value.capture ? fail(context, line, `${name} compares with quoted text only`) : value.text))
  const negated = name.startsWith('#not-')
  const not = negated ? { not: true as const } : {}
  switch (negated ? `#${name.slice(5)}` : name) {
    case '#literal?':
      if (values.length > 0) fail(context, line, '#literal? takes a capture and nothing else')
      return negated ? fail(context, line, '#not-literal? is not part of the subset') : { is: 'literal' }
    case '#names?':
      if (negated || values.length === 0) fail(context, line, '#names? takes a capture and names')
      if (values.some((value) => !/^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(value)))
        fail(context, line, '#names? takes names without dots')
      return { is: 'names', values }
    case '#eq?':
      return values.length === 1 ? { is: 'equals', ...not, values } : fail(context, line, `${name} takes a capture and one text`)
    case '#any-of?':
      return values.length > 0 ? { is: 'equals', ...not, values } : fail(context, line, `${name} takes a capture and texts`)
    case '#match?':
      return values.length === 1 && isRegExp(values[0])
        ? { is: 'matches', ...not, values }
        : fail(context, line, `${name} takes a capture and one regular expression`)
    default:
      return fail(context, line, `the predicate ${name} is not part of the subset`)
  }
}

function isRegExp(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp
  } catch {
    return false
  }
}

/** Capture names of a node. All alternatives must capture the same: else the engine drops matches that others contain. */
function capturesOf(context: Context, node: PatternNode): readonly string[] {
  const own = [...node.captures]
  if (typeof node.kind !== 'string') {
    const [first, ...rest] = node.kind.map((alternative) => capturesOf(context, alternative))
    if (rest.some((other) => other.toSorted().join(' ') !== first.toSorted().join(' '))) {
      fail(context, node.line, 'alternatives capture different names; write several patterns')
    }
    own.push(...first)
  }
  return own.concat(...node.children.map((child) => capturesOf(context, child)))
}

/** Every way to choose alternatives inside a node, each as a step. */
function variants(context: Context, node: PatternNode, root = false): readonly QueryStep[] {
  if (typeof node.kind !== 'string') {
    const kinds = node.kind.flatMap((alternative) =>
      isPlain(alternative) ? kindsOf(context, alternative.kind as string, alternative.line, root) : [],
    )
    const merged = kinds.length === 0 ? [] : [stepOf(context, node, [...new Set(kinds)], [])]
    const nested = node.kind.filter((alternative) => !isPlain(alternative))
    return [...merged, ...nested.flatMap((alternative) => variants(context, { ...alternative, ...outer(node, alternative) }, root))]
  }
  const kinds = kindsOf(context, node.kind, node.line, root)
  let combinations: readonly (readonly QueryStep[])[] = [[]]
  for (const child of node.children) {
    const choices = variants(context, child)
    combinations = combinations.flatMap((before) => choices.map((choice) => before.concat(choice)))
    if (combinations.length > MAX_PROGRAMS) fail(context, node.line, 'too many combinations of alternatives; write several patterns')
  }
  return combinations.map((children) => stepOf(context, node, kinds, children))
}

const isPlain = (node: PatternNode): boolean =>
  typeof node.kind === 'string' && node.captures.length === 0 && node.children.length === 0 && node.absent.length === 0

/** What stands around the brackets applies to each alternative. */
const outer = (brackets: PatternNode, alternative: PatternNode): Pick<PatternNode, 'field' | 'adjacent' | 'last' | 'captures'> => ({
  field: brackets.field,
  adjacent: brackets.adjacent,
  last: brackets.last,
  captures: [...alternative.captures, ...brackets.captures],
})

function stepOf(context: Context, node: PatternNode, kinds: readonly string[], children: readonly QueryStep[]): QueryStep {
  const fields = node.field === null ? node.absent : [node.field, ...node.absent]
  for (const field of fields) {
    if (!context.grammar.fieldNames.includes(field)) fail(context, node.line, `the grammar has no field "${field}"`)
  }
  const tests = node.captures.flatMap((name) => context.tests.get(name) ?? [])
  return {
    kinds,
    ...(node.field === null ? {} : { field: node.field }),
    ...(node.absent.length === 0 ? {} : { absent: node.absent }),
    ...(node.captures.length === 0 ? {} : { captures: node.captures.map((name) => captureId(context, name)) }),
    ...(tests.length === 0 ? {} : { tests }),
    ...(node.adjacent ? { adjacent: true as const } : {}),
    ...(node.last ? { last: true as const } : {}),
    ...(children.length === 0 ? {} : { children }),
  }
}

function captureId(context: Context, name: string): number {
  const known = context.captures.indexOf(name)
  return known >= 0 ? known : context.captures.push(name) - 1
}

function kindsOf(context: Context, kind: string, line: number, root: boolean): readonly string[] {
  if (root && (kind === '_' || kind === '(_)')) fail(context, line, 'a pattern must begin with a kind of node')
  if (kind === '_' || kind === '(_)') return [kind]
  if (context.supertypes.has(kind)) {
    if (root) fail(context, line, `a pattern cannot begin with the supertype "${kind}": elsewhere its position decides what it means`)
    return [...membersOf(context, kind)].toSorted()
  }
  try {
    if (kind[0] === '"') context.grammar.tokens(JSON.parse(kind) as string)
    else context.grammar.kinds(kind)
  } catch {
    fail(context, line, `the grammar has no node ${kind}`)
  }
  return [kind]
}

function membersOf(context: Context, supertype: string): ReadonlySet<string> {
  const members = new Set<string>()
  const open = [supertype]
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const subtypes = context.supertypes.get(name)
    if (subtypes === undefined) members.add(name)
    else open.push(...subtypes)
  }
  return members
}

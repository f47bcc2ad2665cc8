import { beforeAll, describe, expect, test } from 'vitest'
import { compileQueries } from '../../src/parse/query-compile.ts'
import { createMatcher } from '../../src/parse/query-match.ts'
import type { QuerySet } from '../../src/parse/query-program.ts'
import { loadPythonParser } from '../../src/parse/python.ts'
import type { PythonParser } from '../../src/parse/python.ts'

let parser: PythonParser
beforeAll(async () => {
  parser = await loadPythonParser()
})

const compile = (...texts: string[]): QuerySet =>
  compileQueries(
    parser.grammar,
    parser.supertypes(),
    texts.map((text, i) => ({ id: `q${i}`, file: `q${i}.scm`, text })),
  )

/** `query.pattern name="text"` for each match. */
function matchesOf(text: string, ...queries: string[]): readonly string[] {
  const set = compile(...queries)
  const table = parser.parse(text)
  if ('failed' in table) throw new Error(table.failed)
  const found = createMatcher(parser.grammar, set.programs)(table, text)
  return Array.from({ length: found.count }, (_, i) => {
    const captures = []
    for (let at = found.captureStart[i] * 4; at < found.captureStart[i + 1] * 4; at += 4) {
      expect([table.start[found.captures[at + 1]], table.end[found.captures[at + 1]]]).toEqual(
        Array.from(found.captures.subarray(at + 2, at + 4)),
      )
      captures.push(`${set.captures[found.captures[at]]}=${text.slice(found.captures[at + 2], found.captures[at + 3])}`)
    }
    return `${found.query[i]}.${found.pattern[i]} ${captures.join(' ')}`
  })
}

describe('what is outside the subset is an error with file and line', () => {
  test.each([
    ['(call) @c\n(nonsense) @n', 'q0.scm:2: the grammar has no node nonsense'],
    ['(call "nonsense") @c', 'q0.scm:1: the grammar has no node "nonsense"'],
    ['\n(call nonsense: (_)) @c', 'q0.scm:2: the grammar has no field "nonsense"'],
    ['(call !nonsense) @c', 'q0.scm:1: the grammar has no field "nonsense"'],
    ['(call', 'q0.scm:1: a parenthesis is not closed'],
    ['(call)) @c', 'q0.scm:1: ")" is not a pattern'],
    ['(call function:', 'q0.scm:1: the query ends inside a pattern'],
    ['(call) @c $', 'q0.scm:1: "$" is not part of the query language'],
    ['[]', 'q0.scm:1: empty alternatives'],
    ['(block (comment)* @c)', 'q0.scm:1: the quantifier "*" is not part of the subset'],
    ['(block ((comment) @a (call) @b)) @c', 'q0.scm:1: "(" is not a node kind (groups'],
    ['((call) @a (call) @b)', 'q0.scm:1: a group holds one pattern and its predicates'],
    ['(ERROR) @e', 'q0.scm:1: "ERROR" is not a node kind'],
    ['(expression/identifier) @e', 'q0.scm:1: "expression/identifier" is not a node kind'],
    ['(expression) @e', 'q0.scm:1: a pattern cannot begin with the supertype "expression"'],
    ['(_) @e', 'q0.scm:1: a pattern must begin with a kind of node'],
    ['function: (call) @e', 'q0.scm:1: a pattern cannot begin with a field'],
    ['(call [function: (identifier)]) @c', 'q0.scm:1: a field stands before the alternatives, not inside them'],
    ['(call) ', 'q0.scm:1: the pattern captures nothing'],
    ['(call [(identifier) @a (attribute) @b]) @c', 'q0.scm:1: alternatives capture different names'],
    ['(call _ . (argument_list)) @c', 'q0.scm:1: an anchor after "_" means something else'],
    ['(call . . (argument_list)) @c', 'q0.scm:1: two anchors in a row'],
    ['(call .) @c', 'q0.scm:1: an anchor without a child'],
    ['(call (#eq? @c "x")) @d', 'q0.scm:1: the pattern has no capture @c'],
    ['((call) @c (#eq? @c @c))', 'q0.scm:1: #eq? compares with quoted text only'],
    ['((call) @c (#eq? @c "a" "b"))', 'q0.scm:1: #eq? takes a capture and one text'],
    ['((call) @c (#any-of? @c))', 'q0.scm:1: #any-of? takes a capture and texts'],
    ['((call) @c (#match? @c "("))', 'q0.scm:1: #match? takes a capture and one regular expression'],
    ['((call) @c (#names? @c "a.b"))', 'q0.scm:1: #names? takes names without dots'],
    ['((call) @c (#not-names? @c "a"))', 'q0.scm:1: #names? takes a capture and names'],
    ['((call) @c (#literal? @c "a"))', 'q0.scm:1: #literal? takes a capture and nothing else'],
    ['((call) @c (#not-literal? @c))', 'q0.scm:1: #not-literal? is not part of the subset'],
    ['((call) @c (#set! "a" "b"))', 'q0.scm:1: #set! needs a capture first'],
    ['((call) @c (#is-not? @c local))', 'q0.scm:1: "local" in a predicate'],
    ['((call) @c (#is-not? @c "local"))', 'q0.scm:1: the predicate #is-not? is not part of the subset'],
    ['(call '.repeat(30), 'q0.scm:1: more than 24 levels'],
    [`(call ${'[(identifier (_)) (attribute (_))] '.repeat(7)}) @c`, 'q0.scm:1: too many combinations of alternatives'],
    ['(call) @c '.repeat(256), 'q0.scm:1: more than 255 patterns'],
  ])('%s', (source, message) => {
    expect(() => compile(source)).toThrow(message)
  })
})

test('a query cut off anywhere is an error with file and line, or complete', () => {
  const whole = '(call function: [(identifier) (attribute)] @f . (argument_list !name "(" (_) @a .) (#any-of? @f "x\\n" "y")) @c ; end'
  const failures = Array.from(whole, (_, end) => {
    try {
      compile(whole.slice(0, end))
      return 'q0.scm:1: none'
    } catch (error) {
      return (error as Error).message
    }
  })
  expect(failures.filter((message) => !message.startsWith('q0.scm:1: '))).toEqual([])
})

describe('names', () => {
  const query = '(call function: [(identifier) (attribute)] @f (#names? @f "create_engine"))'
  test.each([
    ['create_engine()', 'create_engine'],
    ['sqlalchemy.create_engine()', 'sqlalchemy.create_engine'],
    ['a().b[0].create_engine()', 'a().b[0].create_engine'],
    ['from sqlalchemy import create_engine as make\nmake()', 'make'],
    ['try:\n  from a import other as make\nexcept ImportError:\n  from b import create_engine as make\nmake()', 'make'],
    ['import lib.create_engine as make\nmake()', 'make'],
    ['make()\nfrom a import create_engine as make', 'make'],
  ])('%s', (text, name) => {
    expect(matchesOf(text, query)).toEqual([`0.0 f=${name}`])
  })
  test.each([
    'create_engines()',
    'create_engine.other()',
    'x.make()\nfrom a import create_engine as make',
    'f(make=1)\nfrom a import create_engine as make',
    'create_engine[0]()',
    'make()\nfrom a import make',
  ])('not: %s', (text) => {
    expect(matchesOf(text, query)).toEqual([])
  })
})

test('literals have no interpolation', () => {
  const query = '(keyword_argument value: (_) @v (#literal? @v))'
  expect(matchesOf('f(a="x", b=f"{x}", c="x" f"{y}", d="x" "y", e=1, g=1.5, h=None, i=True, j=-1, k=x, l=[], m=f"x")', query)).toEqual(
    ['"x"', '"x" "y"', '1', '1.5', 'None', 'True', 'f"x"'].map((text) => `0.0 v=${text}`),
  )
})

test('matches are sorted by query, pattern, start, and overlapping alternatives count once', () => {
  const text = 'b(a())\na()\n'
  expect(
    matchesOf(
      text,
      '(call function: (identifier) @f (#eq? @f "b"))\n(call function: (identifier) @f)',
      '(call function: [(identifier) (identifier) @f (_)] @f)'.replace(' @f (_)', ' (_)'),
    ),
  ).toEqual(['0.0 f=b', '0.1 f=b', '0.1 f=a', '0.1 f=a', '1.0 f=b', '1.0 f=a', '1.0 f=a'])
})

test('a pattern that pairs siblings ends on hostile input', () => {
  const text = `f(${'x=1,'.repeat(40_000)})`
  const pairs =
    '(argument_list (keyword_argument name: (identifier) @a) (keyword_argument name: (identifier) @b) (#eq? @a "x") (#eq? @b "y"))'
  expect(matchesOf(text, pairs)).toEqual([])
  expect(matchesOf(text, '(argument_list (_) @a (_) @b)')).toHaveLength(4096)
})

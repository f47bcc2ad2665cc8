import { beforeAll, describe, expect, test } from 'vitest'
import { shelf, textAt } from '../../src/generate/output.ts'
import { compileQueries } from '../../src/parse/query-compile.ts'
import { createMatcher } from '../../src/parse/query-match.ts'
import type { Matcher } from '../../src/parse/query-match.ts'
import type { QuerySet } from '../../src/parse/query-program.ts'
import { loadPythonParser } from '../../src/parse/python.ts'
import type { PythonParser } from '../../src/parse/python.ts'
import { line, loadEngine } from './engine.ts'
import type { Engine } from './engine.ts'
import { mutate, samples, seeded } from './samples.ts'

const MUTANTS = 300
const ids = shelf('queries', '.scm')
/** Shapes of the subset that no query may use at the moment. */
const SHAPES = `
(argument_list . (string) @first) @all
(argument_list (string) @last .)
(argument_list (string) @a . (keyword_argument) @b)
(argument_list . "(" @open)
(argument_list (_) @one (_) @two)
(class_definition body: (block . (expression_statement) @docstring))
(function_definition !return_type name: (identifier) @name)
(call function: (primary_expression) @callee arguments: (argument_list))
(call arguments: (argument_list [(string) (keyword_argument value: [(string) (none) (true)])] @argument))
[(function_definition name: (identifier) @name) (class_definition name: (identifier) @name)] @definition
((call function: [(identifier) (attribute)] @f) (#names? @f "create_engine" "FastAPI" "Base" "task"))
(keyword_argument name: (identifier) @k value: (_) @v (#literal? @v) (#not-eq? @k "x"))
(keyword_argument value: _ @v (#match? @v "^[a-z]+$"))
((identifier) @name (#names? @name "Depends" "get" "base"))
(import_from_statement module_name: (dotted_name) @m name: (_) @n (#names? @m "fastapi" "sqlalchemy"))
(decorated_definition (decorator (_) @d) definition: [(function_definition "async" @async) (class_definition "class" @async)])
(attribute object: (_) attribute: (identifier) @a (#not-any-of? @a "get" "post"))
`

let parser: PythonParser
let engine: Engine
beforeAll(async () => {
  parser = await loadPythonParser()
  engine = await loadEngine()
})

function matched(matcher: Matcher, captures: readonly string[], text: string): readonly string[] {
  const table = parser.parse(text)
  if ('failed' in table) throw new Error('too complex')
  const found = matcher(table, text)
  const lines: string[] = []
  for (let i = 0; i < found.count; i++) {
    const spans: [string, number, number][] = []
    for (let at = found.captureStart[i] * 4; at < found.captureStart[i + 1] * 4; at += 4) {
      spans.push([captures[found.captures[at]], found.captures[at + 2], found.captures[at + 3]])
    }
    lines.push(line(found.pattern[i], spans))
  }
  return lines.toSorted()
}

/** Names the query asks for: mutants use them, so that many match. */
const wanted = ({ programs }: QuerySet): readonly string[] => {
  const names = new Set<string>()
  const open = programs.map(({ root }) => root)
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    for (const test of step.tests ?? []) for (const value of test.values ?? []) if (/^\w+$/.test(value)) names.add(value)
    open.push(...(step.children ?? []))
  }
  return [...names].toSorted()
}

/** How many matches were compared; throws at the first text where the two differ. */
function compare(source: string, file: string): number {
  const set = compileQueries(parser.grammar, parser.supertypes(), [{ id: file, file, text: source }])
  const matcher = createMatcher(parser.grammar, set.programs)
  const query = engine.query(source)
  const names = wanted(set)
  let count = 0
  const check = (name: string, text: string): void => {
    const actual = matched(matcher, set.captures, text)
    const expected = engine.matches(query, text)
    count += expected.length
    if (actual.join('\n') === expected.join('\n')) return
    const differing = [
      ...actual.filter((each) => !expected.includes(each)).map((each) => `+ ${each}`),
      ...expected.filter((each) => !actual.includes(each)).map((each) => `- ${each}`),
    ]
    throw new Error(`${file}: ${name} differs\n${differing.join('\n')}\n${text}`)
  }
  const all = samples()
  for (const { name, text } of all) check(name, text)
  // Mutants start from texts with matches: damage elsewhere tests nothing.
  const matching = all.filter(({ text }) => matched(matcher, set.captures, text).length > 0)
  const seeds = [all[0], ...matching.filter(({ text }) => text.length < 6000)]
  for (let mutant = 0; mutant < MUTANTS; mutant++) {
    const random = seeded(mutant)
    const { name, text } = seeds[random(seeds.length)]
    check(`${name}, mutant ${mutant}`, mutate(text, random, names))
  }
  query.delete()
  return count
}

describe('compiled queries match what the tree-sitter engine matches', () => {
  test.each(ids)('%s', (id) => {
    expect(compare(textAt(`queries/${id}.scm`), `queries/${id}.scm`)).toBeGreaterThan(0)
  })
  test.each(SHAPES.trim().split('\n'))('shape %s', (shape) => {
    expect(compare(shape, 'shape')).toBeGreaterThan(0)
  })
  test('there are queries', () => {
    expect(ids.length).toBeGreaterThan(0)
  })
})

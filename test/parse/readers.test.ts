import { beforeAll, describe, expect, test } from 'vitest'
import type { SyntaxTable } from '../../src/model/syntax.ts'
import { compilePythonModules } from '../../src/parse/assets.ts'
import { loadPythonParser } from '../../src/parse/python.ts'
import type { PythonParser } from '../../src/parse/python.ts'
import { readByCursor } from '../../src/parse/read-cursor.ts'
import { SELF_TESTS, START_UP_TESTS } from '../../src/parse/self-test.ts'
import { createTableBuffer, tableOf } from '../../src/parse/table-buffer.ts'
import { loadEngine } from './engine.ts'
import type { Engine } from './engine.ts'
import { mutate, samples, seeded } from './samples.ts'

let parser: PythonParser
let engine: Engine
beforeAll(async () => {
  parser = await loadPythonParser()
  engine = await loadEngine()
})

function parsed(text: string, slot: 0 | 1 = 0): SyntaxTable {
  const table = parser.parse(text, slot)
  if ('failed' in table) throw new Error(table.failed)
  return table
}

/** Rows as text: one comparison tells which row differs. */
const rows = ({ length, kind, field, start, end, parent, next }: SyntaxTable): readonly string[] =>
  Array.from({ length }, (_, i) => `${i} ${kind[i]} ${field[i]} ${start[i]} ${end[i]} ${parent[i]} ${next[i]}`)

function byCursor(text: string): SyntaxTable {
  const tree = engine.parse(text)
  const buffer = createTableBuffer(4)
  const length = readByCursor(tree, buffer)
  tree.delete()
  return tableOf(buffer, length)
}

const kindsIn = (table: SyntaxTable): readonly string[] =>
  Array.from(table.kind.subarray(0, table.length), (kind) => parser.grammar.kindNames[kind] ?? 'ERROR')

describe('the table', () => {
  test('is read from memory with the pinned runtime', () => {
    expect(parser.reader).toBe('memory')
  })

  test('has rows in pre-order with fields, spans and extents', () => {
    const table = parsed('def f(x):\n  return g(x)\n')
    const { kindNames, fieldNames } = parser.grammar
    const call = kindsIn(table).indexOf('call')
    expect(kindNames[table.kind[call + 1]]).toBe('identifier')
    expect(fieldNames[table.field[call + 1]]).toBe('function')
    expect([table.start[call], table.end[call]]).toEqual([19, 23])
    expect(table.parent[call + 1]).toBe(call)
    expect(table.next[call]).toBe(table.length)
    expect([table.parent[0], table.next[0]]).toEqual([-1, table.length])
  })

  test('the self-test texts hold broken, missing and aliased syntax', () => {
    const trees = SELF_TESTS.map((text) => engine.parse(text))
    const text = trees.map((tree) => tree.rootNode.toString()).join('')
    expect(trees.map((tree) => tree.rootNode.hasError)).toEqual([false, true, true, true])
    for (const tree of trees) tree.delete()
    for (const kind of ['(ERROR', '(MISSING', 'comment', 'interpolation', 'escape_sequence', 'format_specifier', 'as_pattern_target'])
      expect(text).toContain(kind)
  })
})

test('what every start tries holds comments, fields, wide text and broken syntax', () => {
  const trees = START_UP_TESTS.map((text) => engine.parse(text))
  const text = trees.map((tree) => tree.rootNode.toString()).join('')
  expect(trees.map((tree) => tree.rootNode.hasError)).toEqual([false, true])
  for (const tree of trees) tree.delete()
  for (const kind of ['(ERROR', '(MISSING', '(comment', 'return_type', 'keyword_argument', 'list_comprehension', 'dictionary_splat'])
    expect(text).toContain(kind)
  expect(Array.from(START_UP_TESTS.join('')).some((character) => character.length === 2)).toBe(true)
})

const texts = [...samples(), ...[...SELF_TESTS, ...START_UP_TESTS].map((text, i) => ({ name: `self-test ${i}`, text }))]

describe('both readers agree', () => {
  test('on nothing at all, and on small texts', () => {
    const texts = ['', ' ', '\n', '#', 'x', '(', '\\', '"', '\u{1f600}', '\t\f\r\n', 'é = "中" # \u{1f600}\n', '\0', '\ufeffx']
    for (const text of texts) expect(rows(parsed(text))).toEqual(rows(byCursor(text)))
  })

  test.each(texts)('on $name', ({ text }) => {
    expect(rows(parsed(text))).toEqual(rows(byCursor(text)))
  })

  test('on 600 damaged texts', () => {
    const all = texts.filter(({ text }) => text.length < 20_000)
    let broken = 0
    for (let mutant = 0; mutant < 600; mutant++) {
      const random = seeded(mutant)
      const { text } = all[random(all.length)]
      const damaged = mutate(text, random, ['match', 'print', 'async', 'type', 'lambda'])
      const table = parsed(damaged)
      if (kindsIn(table).includes('ERROR')) broken++
      expect([mutant, rows(table)]).toEqual([mutant, rows(byCursor(damaged))])
    }
    expect(broken).toBeGreaterThan(100)
  })
})

describe('the parser', () => {
  test('has two slots that do not disturb each other', () => {
    const first = parsed('list[Order] | None')
    const before = rows(first)
    const second = parsed('x: "str"', 1)
    expect(rows(first)).toEqual(before)
    expect(rows(second)).toEqual(rows(byCursor('x: "str"')))
  })

  test('takes deep nesting', () => {
    const depth = 20_000
    for (const text of [
      '('.repeat(depth) + ')'.repeat(depth),
      'a' + '+a'.repeat(depth),
      'x' + '.b'.repeat(depth),
      'not '.repeat(depth) + 'x',
    ]) {
      const table = parsed(text)
      expect(table.length).toBeGreaterThan(depth)
      expect(table.next[0]).toBe(table.length)
    }
  })

  test('stops at the budget, the same way each time, and then parses the next text from its beginning', () => {
    const text = '['.repeat(490_000) + ']'.repeat(490_000)
    expect(parser.parse(text)).toEqual({ failed: 'too-complex' })
    expect(parser.parse(text)).toEqual({ failed: 'too-complex' })
    expect(rows(parsed('x = 1\n'))).toEqual(rows(byCursor('x = 1\n')))
  })

  test('parses large ordinary files', () => {
    const text = 'def f(x):\n    return [g(i, key="value") for i in x if i.ready]\n'.repeat(12_000)
    expect(parsed(text).length).toBeGreaterThan(300_000)
  })

  test('says which names the grammar does not know', () => {
    expect(() => parser.grammar.kinds('nonsense')).toThrow('no node "nonsense"')
    expect(() => parser.grammar.tokens('nonsense')).toThrow('no node "nonsense"')
    expect(() => parser.grammar.field('nonsense')).toThrow('no field "nonsense"')
    expect(parser.grammar.tokens('async')).toHaveLength(1)
    expect(parser.grammar.field('function')).toBeGreaterThan(0)
  })

  test('compiles modules that another thread can use', async () => {
    const { runtime, grammar } = await compilePythonModules()
    expect([runtime, grammar].map((module) => Object.prototype.toString.call(structuredClone(module)))).toEqual([
      '[object WebAssembly.Module]',
      '[object WebAssembly.Module]',
    ])
  })
})

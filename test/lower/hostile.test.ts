import { describe, expect, test } from 'vitest'
import { Op } from '../../src/model/summary.ts'
import { renderIr } from '../../src/lower/render.ts'
import { faultsOf } from './invariants.ts'
import { summaryOf, survivesPacking } from './summaries.ts'

const N = 10_000
const many = (text: string): string => text.repeat(N)
const numbered = (line: (k: number) => string, count = N): string => Array.from({ length: count }, (_, k) => line(k)).join('')

const deep = (open: string, close: string, count: number): string => `x = ${open.repeat(count)}1${close.repeat(count)}\n`
const nested = (line: string, count: number): string =>
  Array.from({ length: count }, (_, k) => `${' '.repeat(k)}${line}\n`).join('') + `${' '.repeat(count)}pass\n`

/** Long, but no reason to give up anything. */
const long: Readonly<Record<string, string>> = {
  'a sum': `x = 1${many(' + a')}\n`,
  'a chain of calls': `x = a${many('.b(1)')}\n`,
  'a chain of subscripts': `x = a${many('[0]')}\n`,
  'a chain of or': `x = a${many(' or b')}\n`,
  'a chain of comparisons': `x = a${many(' < b')}\n`,
  parentheses: deep('(', ')', N),
  'a chain of elif': `if a:\n    x = 0\n${numbered((k) => `elif b == ${k}:\n    x${k} = ${k}\n`, 1_500)}`,
  'chained assignment': `${many('x = ')}1\n`,
  'concatenated text': `x = ${many('"a" ')}\n`,
  'a union type': `x: int${many(' | str')}\n`,
  'a case of many alternatives': `match x:\n    case 0${numbered((k) => ` | ${k}`)}:\n        pass\n`,
  'many names in a loop': `for i in x:\n${numbered((k) => `    v${k} = i\n    if i: continue\n`, 600)}`,
  'many names in a try': `try:\n${numbered((k) => `    v${k} = i\n`, 4_000)}except E:\n    pass\n`,
  'one name in a try': `try:\n${numbered(() => `    v = i\n`, 4_000)}except E:\n    use(v)\n`,
}

/** Deeper than what is followed. */
const bottomless: Readonly<Record<string, string>> = {
  lists: deep('[', ']', N),
  calls: deep('f(', ')', N),
  negations: deep('not ', '', N),
  signs: deep('-', '', N),
  powers: `x = 1${many(' ** 2')}\n`,
  lambdas: deep('lambda: ', '', N),
  awaits: deep('await ', '', N),
  conditionals: `x = 1${many(' if a else 2')}\n`,
  comprehensions: deep('[y for y in ', ']', 1_000),
  subscripts: deep('a[', ']', N),
  blocks: nested('if x:', 600),
  functions: nested('def f():', 600),
  loops: nested('while x:', 600),
  tries: `${Array.from({ length: 600 }, (_, k) => `${' '.repeat(k)}try:\n`).join('')}${' '.repeat(600)}pass\n`,
  targets: `${'('.repeat(1_000)}x,${'),'.repeat(1_000)} = y\n`,
  patterns: `match x:\n    case ${'['.repeat(1_000)}y${']'.repeat(1_000)}:\n        pass\n`,
}

describe('long texts', () => {
  test.each(Object.entries(long))('%s', async (_, text) => {
    const summary = await summaryOf(text)
    expect(faultsOf(summary, text)).toEqual([])
    expect(summary.values.op.includes(Op.Broken)).toBe(false)
    expect(summary.problems).toEqual([])
    expect(survivesPacking(summary)).toBe(true)
  })
})

describe('deep texts', () => {
  test.each(Object.entries(bottomless))('%s', async (_, text) => {
    const summary = await summaryOf(text)
    expect(faultsOf(summary, text)).toEqual([])
    expect(summary.values.op.includes(Op.Broken)).toBe(true)
    expect(summary.problems.length).toBeGreaterThan(0)
    expect(renderIr(summary).length).toBeGreaterThan(0)
  })
})

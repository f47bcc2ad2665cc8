import { describe, expect, it } from 'vitest'
import { frame } from '../../src/report/frame.ts'
import { plain } from './samples.ts'

const marked = (source: string, line: number, column: number, endColumn: number, endLine = line): string =>
  frame(source, { file: 'a.py', line, column, endLine, endColumn }, plain).join('\n')

describe('frame', () => {
  it('shows the line above and underlines the place', () => {
    expect(marked('async def f():\n    g(1)\n', 2, 5, 9)).toBe('1 | async def f():\n2 |     g(1)\n  |     ^^^^')
  })

  it('underlines behind tabs, wide characters and written-out characters', () => {
    expect(marked('\tx = "日本"; g()', 1, 12, 15)).toBe('1 |     x = "日本"; g()\n  |                 ^^^')
    expect(marked('"\u202e"; g()', 1, 6, 9)).toBe('1 | "\\u{202e}"; g()\n  |             ^^^')
  })

  it('marks a place of many lines to the end of the first', () => {
    expect(marked('f(\n  1,\n)\n', 1, 1, 2, 3)).toBe('1 | f(\n  | ^^')
  })

  it('cuts very long lines around the place', () => {
    const text = marked(`${'a'.repeat(5_000_000)}.b()${'c'.repeat(100)}`, 1, 5_000_001, 5_000_005)
    expect(text.length).toBeLessThan(400)
    expect(text).toContain('.b()')
  })

  it('knows all three line ends, and places that are not there', () => {
    expect(marked('a\rb\r\nc\nd', 4, 1, 2)).toBe('3 | c\n4 | d\n  | ^')
    expect(marked('a', 5, 1, 2)).toBe('')
    expect(marked('a', 1, 50, 60)).toBe('')
  })
})

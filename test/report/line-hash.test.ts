import { describe, expect, test } from 'vitest'
import { lineHashes } from '../../src/report/line-hash.ts'

describe('lineHashes', () => {
  test('of an empty text: one line', () => {
    expect(lineHashes('')).toEqual(['c129715d7a2bc9a3:1'])
  })

  test('knows neither spaces nor tabs', () => {
    const expected = ['271789c17abda88f:1', '54703d4cd895b18:1', '180aee12dab6264:1', 'a23a3dc5e078b07b:1']
    expect(lineHashes(' a\nb\n  \t\tc\n d')).toEqual(expected)
    expect(lineHashes('a\n b\t\nc\nd ')).toEqual(expected)
  })

  test('counts equal hashes', () => {
    expect(lineHashes('Lorem ipsum dolor sit amet.\n'.repeat(10))).toEqual([
      'a7f2ff13bc495cf2:1',
      'a7f2ff13bc495cf2:2',
      'a7f2ff13bc495cf2:3',
      'a7f2ff13bc495cf2:4',
      'a7f2ff13bc495cf2:5',
      'a7f2ff13bc495cf2:6',
      'a7f2ff1481e87703:1',
      'a9cf91f7bbf1862b:1',
      '55ec222b86bcae53:1',
      'cc97dc7b1d7d8f7b:1',
      'c129715d7a2bc9a3:1',
    ])
  })

  test('folds every end of line, and only a pair into one', () => {
    const lines = lineHashes('a\nb\n\nc\n')
    expect(lineHashes('a\r\nb\r\n\r\nc\r\n')).toEqual(lines)
    expect(lineHashes('a\rb\r\rc\r')).toEqual(lines)
    expect(lineHashes('a\r\nb\n\rc\n')).toEqual(lines)
    expect(lines).toHaveLength(5)
  })

  test('counts UTF-16 units, and a byte order mark as one of them', () => {
    expect(lineHashes('x = "😀"\n')).not.toEqual(lineHashes('x = "😁"\n'))
    expect(lineHashes('\ufeffx\n')[0]).not.toBe(lineHashes('x\n')[0])
    expect(lineHashes('\ufeffx\n')[1]).toBe(lineHashes('x\n')[1])
  })

  test('agrees with plain arithmetic on large units', () => {
    const text = Array.from({ length: 400 }, (_, k) => String.fromCharCode(65_534 - (k % 7)) + (k % 90 === 0 ? '\n' : '')).join('')
    expect(lineHashes(text)).toEqual(slowHashes(text))
  })
})

/** The definition, line by line: 37-adic over the next hundred units, modulo 2^64. */
const slowHashes = (text: string): readonly string[] => {
  const units = text
    .replaceAll(/[ \t]/g, '')
    .split('')
    .map((unit) => unit.charCodeAt(0))
  const padded = [...units, 65_535, ...Array.from({ length: 100 }, () => 0)]
  const starts = [0, ...units.flatMap((unit, at) => (unit === 10 ? at + 1 : []))]
  const seen = new Map<string, number>()
  return starts.map((start) => {
    const value = padded.slice(start, start + 100).reduce((hash, unit) => (hash * 37n + BigInt(unit)) & 0xffff_ffff_ffff_ffffn, 0n).toString(16) // prettier-ignore
    seen.set(value, (seen.get(value) ?? 0) + 1)
    return `${value}:${seen.get(value)}`
  })
}

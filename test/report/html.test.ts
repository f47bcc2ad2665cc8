import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { html } from '../../src/report/html.ts'
import { compound, finding, report } from './samples.ts'
import { HOSTILE } from './hostile.ts'

const settings = { minConfidence: 'low', sourceOf: () => undefined } as const
const page = html(report({ compounds: [compound()] }), settings)

describe('html', () => {
  test('is one page', async () => {
    await expect(page).toMatchFileSnapshot('golden/full.html.golden')
  })

  test('asks nobody for anything, and its policy lets in its own style only', () => {
    expect(page).not.toMatch(/<(?:script|link|img|iframe|object|embed|form|base|video|audio)\b/i)
    expect(page).not.toMatch(/\s(?:src|srcset|style|on[a-z]+)=/i)
    expect(page).not.toMatch(/url\(|@import/i)
    for (const [, target] of page.matchAll(/href="([^"]*)"/g)) expect(target).toMatch(/^#/)
    const style = /<style>(.*?)<\/style>/s.exec(page)![1]
    expect(page).toContain(`default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`)
  })

  test('every link leads somewhere, and no id stands twice', () => {
    const ids = Array.from(page.matchAll(/ id="([^"]*)"/g), ([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const [, target] of page.matchAll(/href="#([^"]*)"/g)) expect(ids).toContain(target)
  })

  test('headings follow one another, and all that scrolls has a name and can be focused', () => {
    const levels = Array.from(page.matchAll(/<h([1-6])/g), ([, level]) => Number(level))
    expect(levels[0]).toBe(1)
    levels.forEach((level, at) => expect(level - (levels[at - 1] ?? level)).toBeLessThanOrEqual(1))
    for (const [tag] of page.matchAll(/<(?:pre|div class="scroll")[^>]*>/g))
      expect(tag).toMatch(/tabindex="0" role="region" aria-label="[^"]+"/)
  })

  test.for(HOSTILE)('%j stays text', (text) => {
    const shown = html(
      report({
        findings: [
          finding({
            message: `calls ${text} and \`${text}\``,
            remedy: text,
            file: `${text}.py`,
            symbol: text,
            evidence: [{ file: text, line: 1, column: 1, endLine: 1, endColumn: 2, label: text }],
            fix: { before: text, after: text, safe: false, example: false },
          }),
        ],
        compounds: [compound({ message: text, effect: text, fix: text, service: text })],
        notAnalysed: [{ file: text, because: text }],
      }),
      { ...settings, sourceOf: () => `a\nb\n${text}                \n` },
    )
    const tags = (given: string): ReadonlySet<string> =>
      new Set(Array.from(given.matchAll(/<[^>]*>/g), ([tag]) => tag.replaceAll(/"[^"]*"/g, '""')))
    const known = tags(page)
    for (const tag of tags(shown)) expect([...known, '<details>', '<summary>', '<code>']).toContain(tag)
    expect(shown).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u)
    expect(shown.match(/<style>/g)).toHaveLength(1)
  })
})

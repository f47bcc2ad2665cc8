import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import { describe, expect, test } from 'vitest'
import { LIMITS, markdown } from '../../src/report/markdown.ts'
import { compound, finding, report } from './samples.ts'
import { HOSTILE } from './hostile.ts'

const settings = { minConfidence: 'low', brief: false, sourceOf: () => undefined } as const
const rendered = (text: string): string => micromark(text, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true })
const ours =
  /^<\/?(?:p|h[1-4]|a|ul|ol|li|table|thead|tbody|tr|th|td|code|pre|details|summary|strong|b|!--)[ >]|^<!-- -->$|^<\/?(?:p|h[1-4]|a|ul|ol|li|table|thead|tbody|tr|th|td|code|pre|details|summary|strong|b)>$/

describe('markdown', () => {
  test('in full', async () => {
    await expect(markdown(report({ compounds: [compound()] }), settings)).toMatchFileSnapshot('golden/full.md.golden')
  })

  test('brief', async () => {
    await expect(markdown(report({ compounds: [compound()] }), { ...settings, brief: true })).toMatchFileSnapshot('golden/brief.md.golden')
  })

  test.for(HOSTILE)('%j stays text wherever it comes from the reviewed tree', (text) => {
    const given = report({
      findings: [
        finding({
          message: `calls ${text} and \`${text}\``,
          remedy: text,
          why: text,
          file: `${text}.py`,
          symbol: text,
          evidence: [{ file: text, line: 1, column: 1, endLine: 1, endColumn: 2, label: text }],
          root: { file: text, line: 1, column: 1, endLine: 1, endColumn: 2, callee: text },
          fix: { before: text, after: text, safe: false, example: false },
        }),
      ],
      compounds: [compound({ message: text, effect: text, fix: text })],
      roadmap: [{ stage: 'fix before merge', fix: text, closes: ['f1'], scoreGain: {}, effort: 'small', files: [text] }],
      notAnalysed: [{ file: text, because: text }],
    })
    for (const brief of [true, false]) {
      const page = rendered(markdown(given, { ...settings, brief }))
      for (const [tag] of page.matchAll(/<[^>]*>/g)) expect(tag).toMatch(ours)
      for (const [, target] of page.matchAll(/(?:href|src)="([^"]*)"/g)) expect(target).toMatch(/^#/)
      expect(page).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u)
      // Every row of a table has as many cells as its head: nothing opened or closed one.
      for (const [table] of page.matchAll(/<table>.*?<\/table>/gs)) {
        const head = table.match(/<th>/g)!.length
        for (const [row] of table.matchAll(/<tr>(?:(?!<\/tr>).)*<td>.*?<\/tr>/gs)) expect(row.match(/<td>/g)).toHaveLength(head)
      }
      expect(page.replaceAll(/<code[^>]*>.*?<\/code>/gs, '')).not.toMatch(/@octocat|\s#12\b/)
    }
  })

  test.for([true, false])('keeps GitHub’s limits however much was found (brief: %s)', (brief) => {
    const many = Array.from({ length: 6000 }, (_, at) =>
      finding({ id: `f${at}`, line: at + 1, message: `\`x\` ${'long '.repeat(200)}`, why: 'w'.repeat(5000) }),
    )
    const text = markdown(report({ findings: many }), { ...settings, brief })
    expect(Buffer.byteLength(text)).toBeLessThan(brief ? LIMITS.comment : LIMITS.summary)
    expect(text).toContain('more')
  })
})

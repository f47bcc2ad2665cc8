/** What every report for people owes its reader, over every project fixture, as rules are and as if all were stable. */
import { beforeAll, describe, expect, test } from 'vitest'
import { compounds } from '../../src/generated/compounds.ts'
import type { LinkSources } from '../../src/generate/link-sources.ts'
import { linkSources } from '../../src/generate/link-sources.ts'
import { linkStats } from '../../src/link/stats.ts'
import type { Report } from '../../src/model/report.ts'
import { VERDICTS } from '../../src/report/headline.ts'
import { html } from '../../src/report/html.ts'
import { LIMITS, markdown } from '../../src/report/markdown.ts'
import { pretty } from '../../src/report/pretty.ts'
import { type Case, compoundCases, projects } from '../fixtures/cases.ts'
import { onceStable, reviewed } from '../fixtures/reviewed.ts'
import { plain } from './samples.ts'

let link: LinkSources
beforeAll(async () => {
  link = await linkSources()
})

const reportOf = ({ sources }: Case, options = {}): Report => {
  const project = link(sources)
  return {
    schemaVersion: 1,
    tool: { name: 'faultline', version: '0.0.0' },
    ...reviewed(project, options),
    notAnalysed: [],
    stats: { files: sources.size, lines: 1, ...linkStats(project) },
  }
}
const settings = { minConfidence: 'medium', brief: false, sourceOf: () => undefined } as const
const formats: Readonly<Record<string, (report: Report) => string>> = {
  markdown: (report) => unescaped(markdown(report, settings)),
  'markdown, brief': (report) => unescaped(markdown(report, { ...settings, brief: true })),
  html: (report) => textOf(html(report, settings).replace(/<head>.*<\/head>/s, '')),
  pretty: (report) => pretty(report, { ...settings, paint: plain, showUnresolved: false }),
}
/** What a reader sees of Markdown. */
const unescaped = (text: string): string => textOf(text.replaceAll('<!-- -->', '').replaceAll(/\\(?=[^A-Za-z0-9\s])/g, ''))
/** What a reader sees of HTML. */
const textOf = (page: string): string =>
  page
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(
      /&(lt|gt|quot|apos|#39|amp);/g,
      (_, name: string) => ({ lt: '<', gt: '>', quot: '"', apos: "'", '#39': "'", amp: '&' })[name]!,
    )
const bare = (text: string): string => text.replaceAll('`', '')

/** The title of the worst compound and the beginning of the first fix, where there are any. */
const firstWords = ({ compounds: found, roadmap }: Report): readonly string[] => {
  const worst = found.find(({ severity }) => severity === 'blocker') ?? found[0]
  return [...(worst === undefined ? [] : [bare(worst.title)]), ...roadmap.slice(0, 1).map(({ fix }) => bare(fix).slice(0, 60))]
}

const all = [...projects(), ...compounds.flatMap(({ name }) => compoundCases(name))]

describe.for(all)('$name', (project) => {
  test.for([
    ['as rules are', {}],
    ['once all rules are stable', onceStable],
  ] as const)('%s', ([, options]) => {
    const report = reportOf(project, options)
    for (const [format, show] of Object.entries(formats)) {
      const text = bare(show(report))
      const screen = text.slice(0, 2500)
      expect(screen, format).toContain(VERDICTS[report.verdict])
      for (const word of firstWords(report)) expect(screen, format).toContain(word)
      for (const [pack, { checksRun, findings }] of Object.entries(report.packs)) {
        if (checksRun === 0 || findings > 0) continue
        expect(text, `${format} ${pack}`).toMatch(new RegExp(`no issues found, ${checksRun} checks? ran`, 'i'))
      }
    }

    expect(Object.keys(report.packs)).toHaveLength(8)
    for (const finding of report.findings) {
      expect(finding.message, finding.rule).toMatch(/`|\d/)
      expect(finding.remedy.length, finding.rule).toBeGreaterThan(10)
    }
    const stages = ['fix before merge', 'fix before deploy', 'next sprint', 'consider']
    const order = report.roadmap.map(({ stage }) => stages.indexOf(stage))
    expect(order).toEqual(order.toSorted((x, y) => x - y))
    const violated = report.standards.filter(({ status }) => status === 'violated')
    expect(violated.length === 0 || ['needs-rework', 'not-assessed'].includes(report.verdict)).toBe(true)
    for (const { findings } of violated) expect(findings.length).toBeGreaterThan(0)
    expect(Buffer.byteLength(markdown(report, { ...settings, brief: true }))).toBeLessThan(LIMITS.comment)
    expect(html(report, settings)).toBe(html(report, settings))
  })
})

/** A project per compound pattern: with all parts it is raised, with one part less it is not. As if every rule were stable. */
import { beforeAll, describe, expect, test } from 'vitest'
import { compounds } from '../../src/generated/compounds.ts'
import { declarations } from '../../src/generated/rules.ts'
import type { LinkSources } from '../../src/generate/link-sources.ts'
import { linkSources } from '../../src/generate/link-sources.ts'
import { compoundCases, compoundNames, projects } from '../fixtures/cases.ts'
import { onceStable, reviewed } from '../fixtures/reviewed.ts'

let link: LinkSources
beforeAll(async () => {
  link = await linkSources()
})

/** A pattern can be raised once every part of it has a rule that is built. */
const canBeRaised = compounds.filter(({ parts }) =>
  parts.every((part) => 'fact' in part || part.rules.some((rule) => rule in declarations)),
)

test('every pattern has its projects, and every project its pattern', () => {
  expect(compoundNames()).toEqual(compounds.map(({ name }) => name))
  for (const { name } of compounds) {
    const cases = compoundCases(name).map((each) => each.name)
    expect(
      cases.some((each) => each.includes('/bad')),
      name,
    ).toBe(true)
    expect(
      cases.some((each) => each.includes('/good')),
      name,
    ).toBe(true)
  }
})

test('the sample backend: what lines up once its rules are stable, and nothing of it before', () => {
  const shop = projects().find(({ name }) => name === 'projects/shop')!
  expect(reviewed(link(shop.sources), onceStable).compounds.map(({ pattern }) => pattern)).toEqual([
    'blocked-loop-starved-pool',
    'request-bound-computation',
    'unindexed-n-plus-one',
  ])
  expect(reviewed(link(shop.sources), { stageOf: () => 'preview' }).compounds).toEqual([])
})

test('prints make it a major, a failure that is only printed a blocker', () => {
  const severities = compoundCases('blind-production')
    .filter(({ name }) => name.includes('/bad'))
    .map(({ sources }) => reviewed(link(sources), onceStable).compounds.map(({ severity }) => severity))
  expect(severities).toEqual([['major'], ['blocker']])
})

describe.for(canBeRaised)('$name', (pattern) => {
  const cases = compoundCases(pattern.name)

  test.for(cases.filter(({ name }) => name.includes('/bad')))('$name', ({ sources }) => {
    const report = reviewed(link(sources), onceStable)
    expect(report.compounds.map((compound) => compound.pattern)).toEqual([pattern.name])
    expect(report.verdict).toBe(pattern.severity === 'blocker' ? 'needs-rework' : report.verdict)
    expect(['needs-rework', 'approve-with-changes']).toContain(report.verdict)
    const [{ id, parts, anchors }] = report.compounds
    const found = parts.flatMap((part) => ('finding' in part ? [part.finding] : []))
    expect(report.findings.map((finding) => finding.id)).toEqual(expect.arrayContaining(found))
    expect(found).toEqual(expect.arrayContaining([...anchors]))
    expect(report.roadmap[0].closes).toContain(id)
  })

  test.for(cases.filter(({ name }) => !name.includes('/bad')))('$name', ({ sources }) => {
    const { compounds: raised } = reviewed(link(sources), onceStable)
    expect(raised.filter((compound) => compound.pattern === pattern.name)).toEqual([])
  })

  test('is silent while its rules are in preview', () => {
    for (const { sources } of cases) expect(reviewed(link(sources), { stageOf: () => 'preview' }).compounds).toEqual([])
  })
})

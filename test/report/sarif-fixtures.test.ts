/** Everything the fixtures show, as one SARIF file: valid for both validators, and within what they do not check. */
import { gzipSync } from 'node:zlib'
import type { Log } from 'sarif'
import { beforeAll, describe, expect, test } from 'vitest'
import { check } from '../../src/check/run.ts'
import { linkSources } from '../../src/generate/link-sources.ts'
import { rules } from '../../src/generated/packs.ts'
import { declarations } from '../../src/generated/rules.ts'
import type { Finding } from '../../src/model/finding.ts'
import { sarif } from '../../src/report/sarif.ts'
import { findingUnder } from '../../src/report/under-root.ts'
import { casesOf, projects } from '../fixtures/cases.ts'
import { multitoolFaults, schemaFaults } from './sarif-schema.ts'
import { report } from './samples.ts'

let text = ''
let findings: readonly Finding[] = []
beforeAll(async () => {
  const link = await linkSources()
  const cases = [...rules.flatMap(({ id }) => casesOf(id)), ...projects()]
  const sources = new Map(
    cases.flatMap((each) => [...each.sources].map(([file, source]): [string, string] => [`${each.name}/${file}`, source])),
  )
  findings = cases.flatMap((each) =>
    check(link(each.sources), { rules }).findings.map((finding) => {
      const placed = findingUnder(finding, (file) => `${each.name}/${file}`)
      return { ...placed, id: `${each.name} ${finding.id}` }
    }),
  )
  text = sarif(report({ findings }), {
    patterns: [],
    rules: Object.values(declarations),
    minConfidence: 'low',
    withSuppressed: true,
    place: 'fixtures',
    exitCode: 1,
    rawTextOf: (file) => sources.get(file),
  })
}, 120_000)

describe('the fixtures as SARIF', () => {
  test('the official schema', () => {
    expect(findings.length).toBeGreaterThan(200)
    expect(schemaFaults()(JSON.parse(text))).toEqual([])
  })

  test('the multitool', () => {
    // There is no page yet that could be named as the tool's.
    expect(multitoolFaults(text)).toEqual(['warning SARIF2005 Warning_ProvideToolnformationUri'])
  }, 120_000)

  test('identities are unique, paths within the limits, and it packs small', () => {
    const { results = [] } = (JSON.parse(text) as Log).runs[0]
    for (const { partialFingerprints, codeFlows = [], locations = [], relatedLocations = [] } of results) {
      expect(Object.keys(partialFingerprints ?? {})).toEqual(['faultline/v1', 'primaryLocationLineHash'])
      expect(codeFlows.every(({ threadFlows }) => threadFlows.length === 1 && threadFlows[0].locations.length <= 20)).toBe(true)
      expect(locations.length + relatedLocations.length).toBeLessThanOrEqual(100)
    }
    const onLine = results.map(({ ruleId, locations, suppressions = [] }) => {
      const { artifactLocation, region } = locations?.[0].physicalLocation ?? {}
      return `${ruleId} ${artifactLocation?.uri}:${region?.startLine} ${suppressions.length}`
    })
    expect(new Set(onLine).size).toBe(onLine.length)
    expect(gzipSync(text).length * 10).toBeLessThan(text.length)
  })
})

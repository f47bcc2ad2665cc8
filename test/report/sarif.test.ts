import { gzipSync } from 'node:zlib'
import type { Log, Result, Run } from 'sarif'
import { describe, expect, test } from 'vitest'
import { compounds } from '../../src/generated/compounds.ts'
import { declarations } from '../../src/generated/rules.ts'
import type { EvidenceStep, Finding } from '../../src/model/finding.ts'
import type { Report } from '../../src/model/report.ts'
import { lineHashes } from '../../src/report/line-hash.ts'
import { MOST_BYTES, MOST_RESULTS, type SarifOptions, sarif } from '../../src/report/sarif.ts'
import { visible } from '../../src/report/visible.ts'
import { multitoolFaults, schemaFaults } from './sarif-schema.ts'
import { compound, finding, report } from './samples.ts'

const SOURCE = '@router.post("/orders")\nasync def create(order: Order):\n    receipt = charge(order)\n    return receipt\n'
const rule = declarations['async/transitive-blocking-call']
const options: SarifOptions = {
  rules: Object.values(declarations),
  patterns: compounds,
  minConfidence: 'medium',
  withSuppressed: false,
  place: '',
  exitCode: 1,
  rawTextOf: () => SOURCE,
}
const logOf = (given: Report, over: Partial<SarifOptions> = {}): Log => JSON.parse(sarif(given, { ...options, ...over })) as Log
const runOf = (given: Report, over: Partial<SarifOptions> = {}): Run => logOf(given, over).runs[0]
const resultsOf = (findings: readonly Finding[], over: Partial<SarifOptions> = {}): readonly Result[] =>
  runOf(report({ findings }), over).results ?? []
const notes = ({ invocations }: Run): readonly (string | undefined)[] =>
  invocations?.[0].toolExecutionNotifications?.map(({ message }) => message.text) ?? []
const faultsOf = schemaFaults()

/** Everything a report can hold, and names that would like to be something else. */
const hostile = report({
  findings: [
    finding(),
    finding({
      id: 'f2',
      file: 'app/päth with space:#?%.py',
      message: 'see [here](0) {0} \u202e\n\u0000',
      severity: 'minor',
      nonNegotiable: 'x',
    }),
    finding({ id: 'f3', line: 9, endLine: 12, evidence: [], symbol: '', suppressed: { reason: 'known\n', until: '2030-01-01' } }),
    finding({ id: 'f4', file: 'a\udc80.py', stage: 'preview', cwe: 'CWE-89' }),
  ],
  suppressions: [
    { rule: 'meta/unused-suppression', message: 'nothing', file: 'app/a.py', line: 1, column: 1, endLine: 1, endColumn: 5 },
    { rule: 'meta/unknown-rule-suppression', message: 'no [x](2)', file: 'app/a.py', line: 2, column: 1, endLine: 2, endColumn: 5 },
  ],
  compounds: [compound({ message: 'see [here](0) \u202e\n' })],
  elevations: [{ finding: 'f2', from: 'suggestion', to: 'minor', cause: 'blocking-io', because: ['f1'] }],
  notAnalysed: [{ file: 'app/b c.py', because: 'The file is binary.' }],
})
const security = { ...rule, id: 'sec/made-up', securitySeverity: 8.8, cwe: 'CWE-89', aliases: ['sec/older-name'] }
const rules = [...options.rules, security]

describe('a valid log', () => {
  test.for([
    ['nothing found', report({ findings: [] }), {}],
    ['one finding', report(), {}],
    ['everything at once', hostile, { rules, withSuppressed: true, minConfidence: 'low' }],
  ] as const)('%s: the official schema', ([, given, over]) => {
    expect(faultsOf(logOf(given, over))).toEqual([])
  })

  test('everything at once: the multitool, with the rules of code scanning', () => {
    const faults = multitoolFaults(sarif(hostile, { ...options, rules, withSuppressed: true, minConfidence: 'low' }))
    // There is no page yet that could be named as the tool's.
    expect(faults).toEqual(['warning SARIF2005 Warning_ProvideToolnformationUri'])
  }, 120_000)

  test('the validators see a fault', () => {
    const broken = logOf(report())
    broken.runs[0].results = [{ ...broken.runs[0].results?.[0], message: { text: 'x' }, ruleIndex: 9999 }]
    expect(multitoolFaults(JSON.stringify(broken)).join()).toContain('SARIF1009')
    expect(faultsOf({ ...broken, version: '2.0.0' })).not.toEqual([])
  }, 120_000)
})

describe('what GitHub reads', () => {
  test('every result has rule, place, text and both fingerprints', () => {
    const { results = [], tool } = runOf(hostile, { rules, withSuppressed: true, rawTextOf: () => SOURCE.repeat(4) })
    expect(results).toHaveLength(7)
    const ids = results.map(({ ruleId, partialFingerprints }) => `${ruleId} ${partialFingerprints?.['faultline/v1']}`)
    for (const { ruleId, ruleIndex = -1, locations = [], message, partialFingerprints } of results) {
      expect(tool.driver.rules?.[ruleIndex].id).toBe(ruleId)
      const { artifactLocation, region } = locations[0].physicalLocation ?? {}
      expect(artifactLocation?.uri).toMatch(/^(?:[\w.~-]|%[0-9A-F]{2}|[!'()*/])+$/)
      expect(artifactLocation?.uri).not.toMatch(/^\/|:/)
      expect(artifactLocation?.uriBaseId).toBe('%SRCROOT%')
      expect(Object.keys(region ?? {})).toEqual(['startLine', 'startColumn', 'endLine', 'endColumn'])
      expect(visible(message.text ?? '')).toBe(message.text)
      expect(message.text).not.toContain('](0)')
      expect(partialFingerprints).toHaveProperty('primaryLocationLineHash')
    }
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('the line hash is that of the line', () => {
    const [{ partialFingerprints }] = resultsOf([finding()])
    expect(partialFingerprints).toEqual({ 'faultline/v1': 'f1', primaryLocationLineHash: lineHashes(SOURCE)[2] })
    expect(resultsOf([finding()], { rawTextOf: () => undefined })[0].partialFingerprints).toEqual({ 'faultline/v1': 'f1' })
  })

  test('every rule has what GitHub requires, within its limits', () => {
    for (const { name = '', shortDescription, fullDescription, help, properties } of runOf(report(), { rules }).tool.driver.rules ?? []) {
      const texts = [name, shortDescription?.text ?? '', fullDescription?.text ?? '']
      expect(texts.every((text) => text.length > 0 && text.length <= 1024) && name.length <= 255).toBe(true)
      expect(help?.text).not.toBe('')
      expect(help?.markdown).toContain('# ')
      expect(help?.markdown?.replaceAll(/```[\s\S]*?```/g, '')).not.toMatch(/\{[a-z]+\}[^`]*$/m)
      expect(properties?.tags?.length).toBeLessThanOrEqual(10)
      expect(['high', 'medium', 'low']).toContain(properties?.['precision'])
      expect(Object.hasOwn(properties ?? {}, 'security-severity')).toBe(properties?.tags?.includes('security'))
      expect(Object.hasOwn(properties ?? {}, 'problem.severity')).toBe(properties?.tags?.includes('security') === false)
    }
  })

  test('a security rule says how bad, which weakness, and what it was called', () => {
    const { tool, taxonomies } = runOf(report(), { rules })
    expect(tool.driver.rules?.find(({ id }) => id === security.id)).toMatchObject({
      deprecatedIds: ['sec/older-name'],
      properties: { 'security-severity': '8.8', tags: expect.arrayContaining(['security', 'external/cwe/cwe-089']) as unknown },
      relationships: [{ target: { id: '89', toolComponent: { name: 'CWE' } }, kinds: ['superset'] }],
    })
    expect(taxonomies?.[0].taxa).toContainEqual({ id: '89', helpUri: 'https://cwe.mitre.org/data/definitions/89.html' })
  })

  test('level by severity; without a vote at most a note', () => {
    const level = (over: Partial<Finding>): string | undefined => resultsOf([finding(over)], { minConfidence: 'low' })[0].level
    expect((['blocker', 'major', 'minor', 'suggestion'] as const).map((severity) => level({ severity }))).toEqual([
      'error',
      'warning',
      'note',
      'note',
    ])
    expect([level({ stage: 'preview' }), level({ confidence: 'low' })]).toEqual(['note', 'note'])
  })

  test('the path is a code flow, and a long one keeps both its ends', () => {
    const steps = (count: number): readonly EvidenceStep[] =>
      Array.from({ length: count }, (_, at) => ({
        file: 'a.py',
        line: at + 1,
        column: 1,
        endLine: at + 1,
        endColumn: 2,
        label: `step ${at + 1}`,
      }))
    const labels = (count: number): readonly (string | undefined)[] =>
      resultsOf([finding({ evidence: steps(count) })])[0].codeFlows?.[0].threadFlows[0].locations.map(
        ({ location }) => location?.message?.text,
      ) ?? []
    expect(labels(20)).toHaveLength(20)
    expect(labels(50)).toHaveLength(20)
    expect(labels(50).slice(9, 12)).toEqual(['step 10', '(30 steps left out) step 41', 'step 42'])
    expect(labels(50).at(-1)).toBe('step 50')
    expect(resultsOf([finding({ evidence: [] })])[0].codeFlows).toBeUndefined()
  })

  test('the cause is a related place that the message links to', () => {
    const [{ message, relatedLocations }] = resultsOf([finding()])
    expect(message.text).toContain('See [the cause](1).')
    expect(relatedLocations?.[0]).toMatchObject({ id: 1, message: { text: 'requests.post' } })
  })

  test('two findings of a rule on one line are one result, from the most severe', () => {
    const results = resultsOf([
      finding({ severity: 'minor', column: 2 }),
      finding({ id: 'f2' }),
      finding({ id: 'f3', line: 4, endLine: 4 }),
    ])
    expect(results.map(({ level, partialFingerprints }) => `${level} ${partialFingerprints?.['faultline/v1']}`)).toEqual([
      'error f2',
      'error f3',
    ])
    expect(results[0].message.text).toContain('And 1 more on this line.')
    expect(results[0].codeFlows).toHaveLength(2)
  })
})

describe('what is left out', () => {
  const many = (count: number, over: Partial<Finding> = {}): readonly Finding[] =>
    Array.from({ length: count }, (_, at) => finding({ id: `m${at}`, line: at + 1, endLine: at + 1, evidence: [], ...over }))

  test('suppressed findings, unless asked for; the count is told', () => {
    const given = report({
      findings: [finding(), finding({ id: 'f2', line: 7, endLine: 7, suppressed: { reason: 'known', until: '2030-01-01' } })],
    })
    const run = runOf(given)
    expect(run.results).toHaveLength(1)
    expect(run.results?.[0].suppressions).toBeUndefined()
    expect(notes(run)).toEqual(["1 suppressed findings were left out; '--sarif-suppressed' lists them."])
    expect(runOf(given, { withSuppressed: true }).results?.map(({ suppressions }) => suppressions)).toEqual([
      [],
      [{ kind: 'inSource', status: 'accepted', justification: 'known (until 2030-01-01)' }],
    ])
  })

  test('above 5,000 the least severe, and the count is told', () => {
    const run = runOf(
      report({ findings: [...many(MOST_RESULTS, { severity: 'minor' }), ...many(20, { file: 'z.py', severity: 'blocker' })] }),
    )
    expect(run.results).toHaveLength(MOST_RESULTS)
    expect(run.results?.filter(({ level }) => level === 'error')).toHaveLength(20)
    expect(notes(run)).toEqual(['5000 of 5020 results are listed, the most severe; 20 were left out. The JSON report has all.'])
  })

  test('above the size GitHub takes the least severe', () => {
    const long = many(3_000, { severity: 'minor', message: 'x'.repeat(20_000) })
    const text = sarif(report({ findings: [...long, finding({ file: 'z.py' })] }), options)
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MOST_BYTES)
    expect(gzipSync(text).length).toBeLessThan(10_000_000)
    const [run] = (JSON.parse(text) as Log).runs
    expect(run.results?.at(-1)?.level).toBe('error')
    expect(notes(run)[0]).toMatch(/^\d+ of 3001 results are listed/)
  })

  test('what was not analysed is told, with its place', () => {
    expect(runOf(hostile).invocations?.[0].toolExecutionNotifications?.at(-1)).toMatchObject({
      level: 'warning',
      message: { text: 'app/b c.py was not analysed, or not whole: The file is binary.' },
      locations: [{ physicalLocation: { artifactLocation: { uri: 'app/b%20c.py' } } }],
    })
  })
})

test('one run with a category of its own, and nothing of the machine', () => {
  expect(runOf(report()).automationDetails?.id).toBe('faultline/')
  expect(runOf(report(), { place: 'server/api' }).automationDetails?.id).toBe('faultline/server/api/')
  const text = sarif(hostile, options)
  expect(text).toBe(sarif(hostile, options))
  expect(text).not.toMatch(/file:\/\/|[Tt]imeUtc|"guid"/)
  expect(logOf(hostile).runs).toHaveLength(1)
  expect(runOf(hostile)).toMatchObject({ columnKind: 'utf16CodeUnits', invocations: [{ executionSuccessful: true, exitCode: 1 }] })
})

describe('what is connected', () => {
  const run = (): Run => runOf(report({ compounds: [compound()] }))

  test('a compound is a result of a rule of its own, at the first finding it sits on', () => {
    const { results = [], tool } = run()
    const result = results.find(({ ruleId }) => ruleId === 'compound/unindexed-n-plus-one')!
    expect(tool.driver.rules?.[result.ruleIndex ?? -1]).toMatchObject({
      id: 'compound/unindexed-n-plus-one',
      name: 'CompoundUnindexedNPlusOne',
      defaultConfiguration: { level: 'error' },
    })
    expect(result.level).toBe('error')
    expect(result.locations?.[0].physicalLocation).toMatchObject({
      artifactLocation: { uri: 'app/api/orders.py' },
      region: { startLine: 3 },
    })
    expect(result.relatedLocations?.map(({ id, message }) => `${id} ${message?.text}`)).toEqual([
      '1 async/transitive-blocking-call: `charge` reaches `requests.post`, which blocks the event loop',
      '2 no cache is asked on the way',
    ])
    expect(result.partialFingerprints?.['faultline/v1']).toBe('c1')
    expect(result.properties).toEqual({ severity: 'blocker', confidence: 'medium', parts: ['f1', 'no-cache-on-path'] })
  })

  test('every pattern is described, found or not', () => {
    const ids = runOf(report()).tool.driver.rules?.map(({ id }) => id) ?? []
    for (const { name } of compounds) expect(ids).toContain(`compound/${name}`)
  })

  test('a compound less sure than asked for is left out', () => {
    const { results = [] } = runOf(report({ compounds: [compound()] }), { minConfidence: 'high' })
    expect(results.map(({ ruleId }) => ruleId)).toEqual(['async/transitive-blocking-call'])
  })

  test('a raised finding says from what, and which findings agree', () => {
    const elevations = [{ finding: 'f1', from: 'minor', to: 'blocker', cause: 'blocking-io', because: ['f8', 'f9'] }] as const
    const [{ properties }] = runOf(report({ elevations })).results ?? []
    expect(properties).toMatchObject({ severity: 'blocker', raisedFrom: 'minor', raisedBecause: ['f8', 'f9'] })
  })
})

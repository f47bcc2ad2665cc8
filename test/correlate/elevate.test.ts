import { assert, constantFrom, array, integer, property, record, shuffledSubarray } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { severityRank } from '../../src/check/severity.ts'
import { elevate } from '../../src/correlate/elevate.ts'
import type { Joined } from '../../src/correlate/join.ts'
import type { Sketch } from './joined.ts'
import { joined, sketchedJoins } from './joined.ts'

const raised = (findings: readonly Joined[], predicateOf: (rule: string) => string | undefined = () => undefined): readonly string[] =>
  elevate(findings, sketchedJoins, predicateOf).map(({ finding, from, to }) => `${finding.split('@')[0]} ${from} -> ${to}`)
const of = (...sketches: readonly Sketch[]): readonly Joined[] => sketches.map(joined)

describe('packs that agree', () => {
  test('two on one call: at least major', () => {
    expect(raised(of({ rule: 'async/a' }, { rule: 'prod/b' }))).toEqual(['async/a minor -> major', 'prod/b minor -> major'])
  })
  test('two that disagree on the severity: the higher one', () => {
    expect(raised(of({ rule: 'async/a', severity: 'blocker' }, { rule: 'prod/b' }))).toEqual(['prod/b minor -> blocker'])
  })
  test('three: blocker', () => {
    expect(raised(of({ rule: 'async/a' }, { rule: 'prod/b' }, { rule: 'db/c', severity: 'major' }))).toEqual([
      'async/a minor -> blocker',
      'prod/b minor -> blocker',
      'db/c major -> blocker',
    ])
  })
  test('one place inside the other, within a function', () => {
    expect(raised(of({ rule: 'async/a', at: [10, 40] }, { rule: 'prod/b', at: [12, 20] }))).toHaveLength(2)
  })
  test('on one engine or column, wherever it is spoken of', () => {
    for (const kind of ['resource', 'column'] as const) {
      const sketches = [
        { rule: 'async/a', touches: [[kind, 7]] },
        { rule: 'db/b', at: [90, 95], within: null, is: kind, touches: [[kind, 7]] },
      ] as const
      expect(raised(of(...sketches)), kind).toHaveLength(2)
    }
  })
  test('lift a suggestion, which has no vote itself', () => {
    const two = [{ rule: 'async/a' }, { rule: 'prod/b' }]
    expect(raised(of(...two, { rule: 'db/c', severity: 'suggestion' }))).toContain('db/c suggestion -> major')
    expect(raised(of({ rule: 'async/a' }, { rule: 'db/c', severity: 'suggestion' }))).toEqual([])
  })
  test('name those who agree', () => {
    const [elevation] = elevate(of({ rule: 'async/a' }, { rule: 'prod/b' }), sketchedJoins, () => undefined)
    expect(elevation).toMatchObject({ cause: 'blocking-io', because: ['prod/b@10-20 in 1'] })
  })
})

describe('nothing is raised', () => {
  test.for<[string, readonly Sketch[]]>([
    ['by one pack, however often', [{ rule: 'async/a' }, { rule: 'async/b' }]],
    ['by another cause: a request without a timeout that also blocks', [{ rule: 'async/a' }, { rule: 'prod/b', cause: 'unbounded-wait' }]],
    ['by the same function alone', [{ rule: 'async/a' }, { rule: 'prod/b', at: [30, 40] }]],
    ['by overlapping places of different functions', [{ rule: 'async/a' }, { rule: 'prod/b', at: [10, 19], within: 2 }]],
    [
      'by the same file alone',
      [
        { rule: 'async/a', within: null },
        { rule: 'prod/b', at: [30, 40], within: null },
      ],
    ],
    ['by preview rules', [{ rule: 'async/a' }, { rule: 'prod/b', over: { stage: 'preview' } }]],
    ['by low confidence', [{ rule: 'async/a' }, { rule: 'prod/b', over: { confidence: 'low' } }]],
    ['by suppressed findings', [{ rule: 'async/a' }, { rule: 'prod/b', over: { suppressed: { reason: 'known' } } }]],
    ['by what is missing in the service', [{ rule: 'async/a' }, { rule: 'prod/b', is: 'service' }]],
    [
      'in a project where things are only missing',
      [
        { rule: 'infra/a', is: 'service' },
        { rule: 'prod/b', is: 'service' },
        { rule: 'scale/c', is: 'service' },
      ],
    ],
  ])('%s', ([, sketches]) => {
    expect(raised(of(...sketches))).toEqual([])
  })

  test('by two rules that fire on one test of the code', () => {
    expect(raised(of({ rule: 'api/a' }, { rule: 'db/b' }), () => 'no-limit')).toEqual([])
  })

  test('along a chain: what contains two calls agrees with each, the two do not agree', () => {
    const chain = of({ rule: 'async/a', at: [10, 12] }, { rule: 'db/whole', at: [5, 50] }, { rule: 'prod/b', at: [30, 32] })
    expect(raised(chain)).toEqual(['async/a minor -> major', 'db/whole minor -> blocker', 'prod/b minor -> major'])
  })
})

const sketch = record({
  rule: constantFrom('async/a', 'prod/b', 'db/c', 'db/d', 'scale/e'),
  severity: constantFrom('blocker', 'major', 'minor', 'suggestion'),
  cause: constantFrom('blocking-io', 'unbounded-wait'),
  within: constantFrom(1, 2, null),
  at: integer({ min: 1, max: 6 }).chain((start) => integer({ min: start, max: 8 }).map((end) => [start, end] as const)),
})
const distinct = (sketches: readonly Sketch[]): readonly Joined[] => [
  ...new Map(of(...sketches).map((each) => [each.finding.id, each])).values(),
]

describe('for any findings', () => {
  test('the order does not matter', () => {
    assert(
      property(
        array(sketch, { maxLength: 12 }).chain((sketches) => {
          const findings = distinct(sketches)
          return shuffledSubarray([...findings], { minLength: findings.length }).map((shuffled) => [findings, shuffled] as const)
        }),
        ([findings, shuffled]) => {
          expect([...raised(shuffled)].toSorted()).toEqual([...raised(findings)].toSorted())
        },
      ),
    )
  })

  test('severities only rise, and one more finding lowers none', () => {
    assert(
      property(array(sketch, { minLength: 1, maxLength: 12 }), (sketches) => {
        const findings = distinct(sketches)
        const after = (given: readonly Joined[]) =>
          new Map(elevate(given, sketchedJoins, () => undefined).map(({ finding, to }) => [finding, to]))
        const [all, fewer] = [after(findings), after(findings.slice(0, -1))]
        for (const { finding } of findings) {
          const now = all.get(finding.id) ?? finding.severity
          expect(severityRank(now)).toBeLessThanOrEqual(severityRank(finding.severity))
          expect(severityRank(now)).toBeLessThanOrEqual(severityRank(fewer.get(finding.id) ?? finding.severity))
        }
      }),
    )
  })
})

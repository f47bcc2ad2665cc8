import { array, assert, boolean, constantFrom, integer, property, record, shuffledSubarray } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { halfToEven, scoreOf } from '../../src/judge/score.ts'
import type { Finding } from '../../src/model/finding.ts'
import type { Tally } from '../../src/model/judgement.ts'
import { finding } from '../report/samples.ts'

const RULES = ['db/a', 'db/b', 'db/c'] as const
const tally = (rule: string, fine: number): Tally => ({ rule, stage: 'stable', fine, unknown: 0, proof: null })
const fault = (over: Partial<Finding>): Finding => finding({ pack: 'db', rule: 'db/a', ...over })
const score = (findings: readonly Finding[], fine: number): number =>
  scoreOf({ findings, tallies: RULES.map((rule) => tally(rule, fine)) }).score!

describe('the score', () => {
  test('of a rule that is broken everywhere costs its weight', () => {
    expect(score([fault({ severity: 'major' })], 0)).toBe(88)
    expect(score([fault({ severity: 'minor' })], 0)).toBe(96)
    expect(score([fault({ severity: 'suggestion' })], 0)).toBe(99)
  })
  test('of the first of many places costs two fifths of it', () => {
    expect(score([fault({ severity: 'major' })], 1000)).toBe(95)
  })
  test('never falls by more than the weight of a rule, however large the project', () => {
    const many = Array.from({ length: 1597 }, () => fault({ severity: 'minor' }))
    expect(score(many, 3)).toBe(96)
  })
  test('is capped by a violated standard and by a blocker, and says so', () => {
    const only = (over: Partial<Finding>) => scoreOf({ findings: [fault(over)], tallies: [tally('db/a', 500)] })
    expect(only({ severity: 'blocker' })).toMatchObject({ score: 69, grade: 'needs-work', cap: { limit: 69, because: '1 blocker' } })
    expect(only({ severity: 'major', nonNegotiable: 'no N+1' })).toMatchObject({
      score: 49,
      grade: 'critical',
      cap: { because: 'violated: no N+1' },
    })
    expect(only({ severity: 'blocker', confidence: 'low' }).score).toBeGreaterThan(69)
  })
  test('is none where nothing was judged, never 100', () => {
    expect(scoreOf({ findings: [], tallies: [tally('db/a', 0)] })).toEqual({ score: null, grade: 'not-applicable', ledger: [] })
  })
  test('is told by a ledger', () => {
    const { ledger } = scoreOf({
      findings: [fault({ severity: 'major' }), fault({ severity: 'minor' })],
      tallies: [tally('db/a', 8), tally('db/b', 4)],
    })
    expect(ledger).toEqual([{ rule: 'db/a', severity: 'major', findings: 2, opportunities: 10, factor: 0.912, left: 91.2 }])
  })
  test('is rounded half to even', () => {
    expect([0.5, 1.5, 2.5, 2.4, 2.6].map(halfToEven)).toEqual([0, 2, 2, 2, 3])
  })
})

const faults = array(
  record({
    rule: constantFrom(...RULES),
    severity: constantFrom('blocker', 'major', 'minor', 'suggestion'),
    confidence: constantFrom('high', 'medium', 'low'),
    standard: boolean(),
  }),
  { maxLength: 30 },
).map((list) =>
  list.map(({ standard, ...over }) =>
    fault({
      ...over,
      nonNegotiable: standard && over.confidence !== 'low' && over.severity !== 'minor' && over.severity !== 'suggestion' ? 'no N+1' : null,
    }),
  ),
)
const fines = record({ 'db/a': integer({ min: 0, max: 40 }), 'db/b': integer({ min: 0, max: 40 }), 'db/c': integer({ min: 1, max: 40 }) })
const talliesOf = (fine: Readonly<Record<string, number>>): readonly Tally[] => RULES.map((rule) => tally(rule, fine[rule]))
const RUNS = { numRuns: 1000 }

describe('for any findings', () => {
  test('it stays between 0 and 100', () => {
    assert(
      property(faults, fines, (findings, fine) => {
        const { score } = scoreOf({ findings, tallies: talliesOf(fine) })
        expect(score).toBeGreaterThanOrEqual(0)
        expect(score).toBeLessThanOrEqual(100)
        expect(Number.isInteger(score)).toBe(true)
      }),
      RUNS,
    )
  })

  test('their order does not matter', () => {
    const shuffled = faults.chain((list) => shuffledSubarray(list, { minLength: list.length }).map((other) => [list, other] as const))
    assert(
      property(shuffled, fines, ([list, other], fine) => {
        expect(scoreOf({ findings: other, tallies: talliesOf(fine) })).toEqual(scoreOf({ findings: list, tallies: talliesOf(fine) }))
      }),
      RUNS,
    )
  })

  test('one more, with or without a place of its own, never raises it', () => {
    assert(
      property(faults, faults, fines, boolean(), (findings, [extra], fine, takesPlace) => {
        if (extra === undefined) return
        const before = scoreOf({ findings, tallies: talliesOf(fine) }).score!
        const left = takesPlace ? Math.max(0, fine[extra.rule as 'db/a'] - 1) : fine[extra.rule as 'db/a']
        const after = scoreOf({ findings: [...findings, extra], tallies: talliesOf({ ...fine, [extra.rule]: left }) }).score!
        expect(after).toBeLessThanOrEqual(before)
      }),
      RUNS,
    )
  })

  test('one that becomes more severe or more certain never raises it', () => {
    const worse = { suggestion: 'minor', minor: 'major', major: 'blocker', blocker: 'blocker' } as const
    assert(
      property(faults, fines, integer({ min: 0, max: 29 }), boolean(), (findings, fine, at, severer) => {
        const chosen = findings[at]
        if (chosen === undefined) return
        const escalated = severer ? { ...chosen, severity: worse[chosen.severity] } : ({ ...chosen, confidence: 'high' } as const)
        const before = scoreOf({ findings, tallies: talliesOf(fine) }).score!
        const after = scoreOf({ findings: findings.with(at, escalated), tallies: talliesOf(fine) }).score!
        expect(after).toBeLessThanOrEqual(before)
      }),
      RUNS,
    )
  })
})

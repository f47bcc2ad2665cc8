/**
 * The score of a pack, 0 to 100, and the ledger that explains it.
 *
 * Each rule takes a share of what is left: its weight by severity, times how widely the code is concerned (the first place takes 40 %,
 * a fifth of all places takes all of it). What matters for a severity is how many places are at least that severe among those that are
 * not milder: so a new finding never raises a score, not even one that brings its own opportunity with it. The property tests rest on
 * 0.4 x weight of a severity being at least the weight of the next milder one.
 */
import { severityRank } from '../check/severity.ts'
import type { Finding, Severity } from '../model/finding.ts'
import type { Cap, Grade, LedgerEntry, Score, Tally } from '../model/judgement.ts'

/** Points of a hundred that a rule can take. A finding of low confidence weighs what lies half-way to the next milder severity. */
const WEIGHTS: readonly { readonly severity: Severity; readonly sure: number; readonly unsure: number }[] = [
  { severity: 'blocker', sure: 30, unsure: 21 },
  { severity: 'major', sure: 12, unsure: 8 },
  { severity: 'minor', sure: 4, unsure: 2.5 },
  { severity: 'suggestion', sure: 1, unsure: 0.5 },
]

const FIRST = 0.4
/** The share of places from which on the whole weight is taken. */
const WIDESPREAD = 0.2

const CAPS = { standard: 49, blocker: 69 } as const

/** What is scored: findings and tallies of one pack, those of preview rules and suppressed findings left out by the caller. */
export interface ScoreInput {
  readonly findings: readonly Finding[]
  readonly tallies: readonly Tally[]
}

export const scoreOf = ({ findings, tallies }: ScoreInput): Score => {
  const ledger: LedgerEntry[] = []
  let left = 100
  let opportunities = 0
  for (const tally of tallies) {
    const own = findings.filter(({ rule }) => rule === tally.rule)
    opportunities += own.length + tally.fine
    if (own.length === 0) continue
    const cost = costOf(own, tally.fine)
    const factor = 1 - cost.points / 100
    left *= factor
    ledger.push({
      rule: tally.rule,
      severity: cost.severity,
      findings: own.length,
      opportunities: own.length + tally.fine,
      factor: round(factor, 4),
      left: round(left, 1),
    })
  }
  if (opportunities === 0) return { score: null, grade: 'not-applicable', ledger: [] }
  const cap = capOf(findings)
  const score = halfToEven(cap === null ? left : Math.min(left, cap.limit))
  return { score, grade: gradeOf(score), ledger, ...(cap === null || left <= cap.limit ? {} : { cap }) }
}

/** The most that one of the severities of a rule's findings takes. */
const costOf = (findings: readonly Finding[], fine: number): { readonly points: number; readonly severity: Severity } => {
  const steps = findings.map(stepOf)
  const all = findings.length + fine
  let most: { readonly points: number; readonly severity: Severity } = { points: 0, severity: 'suggestion' }
  for (let step = Math.min(...steps); step < 2 * WEIGHTS.length; step++) {
    const atLeast = steps.filter((each) => each <= step).length
    const density = atLeast / (all - (findings.length - atLeast))
    const { severity, sure, unsure } = WEIGHTS[step >> 1]
    const points = (step % 2 === 0 ? sure : unsure) * Math.min(1, FIRST + (1 - FIRST) * Math.min(1, density / WIDESPREAD))
    if (points > most.points) most = { points, severity }
  }
  return most
}

/** Half-steps from the most severe: 0 a blocker, 1 a blocker of low confidence, 2 major … */
const stepOf = ({ severity, confidence }: Finding): number => 2 * severityRank(severity) + (confidence === 'low' ? 1 : 0)

const capOf = (findings: readonly Finding[]): Cap | null => {
  const violated = [...new Set(findings.flatMap(({ nonNegotiable }) => nonNegotiable ?? []))].toSorted()
  if (violated.length > 0) return { limit: CAPS.standard, because: `violated: ${violated.join(', ')}` }
  const blockers = findings.filter(({ severity, confidence }) => severity === 'blocker' && confidence !== 'low').length
  return blockers > 0 ? { limit: CAPS.blocker, because: `${blockers} ${blockers === 1 ? 'blocker' : 'blockers'}` } : null
}

export const gradeOf = (score: number): Grade =>
  score >= 85 ? 'healthy' : score >= 70 ? 'acceptable' : score >= 50 ? 'needs-work' : 'critical'

/** Banker's rounding: no drift over many scores. */
export const halfToEven = (value: number): number => {
  const floor = Math.floor(value)
  const rest = value - floor
  if (rest !== 0.5) return Math.round(value)
  return floor % 2 === 0 ? floor : floor + 1
}

const round = (value: number, digits: number): number => Number(value.toFixed(digits))

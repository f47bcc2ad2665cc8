import { votes } from '../check/vote.ts'
import type { Finding } from '../model/finding.ts'
import type { Compound } from '../model/issue.ts'
import type { Score, Standard, Verdict } from '../model/judgement.ts'

export interface VerdictInput {
  /** Whether there is an application of a known framework to judge. */
  readonly hasApplication: boolean
  readonly findings: readonly Finding[]
  readonly compounds: readonly Compound[]
  readonly standards: readonly Standard[]
  /** Scores that count what votes only, by pack. */
  readonly scores: readonly Score[]
}

/** A pack below this asks for changes. */
const ACCEPTABLE = 70

/** In this order: no application, or one in which nothing was judged, is never approved; one violated standard or blocker is rework whatever the scores. */
export const verdictOf = ({ hasApplication, findings, compounds, standards, scores }: VerdictInput): Verdict => {
  if (!hasApplication) return 'not-assessed'
  const waived = new Set(standards.filter(({ status }) => status === 'waived').map(({ standard }) => standard))
  const counted = findings.filter((finding) => votes(finding) && !(finding.nonNegotiable !== null && waived.has(finding.nonNegotiable)))
  const issues = [...counted, ...compounds]
  if (standards.some(({ status }) => status === 'violated') || issues.some(({ severity }) => severity === 'blocker')) return 'needs-rework'
  if (issues.length === 0 && scores.every(({ score }) => score === null)) return 'not-assessed'
  const isLow = scores.some(({ score }) => score !== null && score < ACCEPTABLE)
  return waived.size > 0 || isLow || issues.some(({ severity }) => severity === 'major') ? 'approve-with-changes' : 'approved'
}

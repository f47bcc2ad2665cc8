/** What all parts of the review are written from. */
import type { Confidence, Finding, Severity } from '../../model/finding.ts'
import type { Report } from '../../model/report.ts'
import { isSureEnough } from '../certainty.ts'
import { isAside, isSuppressed } from '../concise.ts'
import type { Inline } from '../document.ts'
import { RANK } from '../headline.ts'

export interface Sheet {
  readonly report: Report
  /** Sure enough and not suppressed; those with a vote first, then by severity, then in the report's order. */
  readonly findings: readonly Finding[]
  readonly byId: ReadonlyMap<string, Finding>
  /** The number a finding has in this document. */
  readonly numberOf: (finding: Finding) => number
  /** How many entries of a list are shown. */
  readonly most: number
  /** The text of a reviewed file, if it is still the one that was reviewed. */
  readonly sourceOf: (file: string) => string | undefined
}

export const sheetOf = (report: Report, minConfidence: Confidence, most: number, sourceOf: Sheet['sourceOf']): Sheet => {
  const findings = report.findings
    .filter((finding) => isSureEnough(finding, minConfidence) && !isSuppressed(finding))
    .toSorted((x, y) => Number(isAside(x)) - Number(isAside(y)) || RANK[x.severity] - RANK[y.severity])
  const numbers = new Map(findings.map((finding, at) => [finding, at + 1]))
  return {
    report,
    findings,
    byId: new Map(report.findings.map((finding) => [finding.id, finding])),
    numberOf: (finding) => numbers.get(finding) ?? 0,
    most,
    sourceOf,
  }
}

export const SIGNS: Readonly<Record<Severity, string>> = { blocker: '🔴', major: '🟠', minor: '🟡', suggestion: '🔵' }

/** "🔴 blocker", and what keeps it from counting. */
export const weightOf = (finding: Finding): string =>
  `${SIGNS[finding.severity]} ${finding.severity}${finding.stage === 'preview' ? ' (preview)' : finding.confidence === 'low' ? ' (needs confirmation)' : ''}`

/** Packs as people call them, in the order of the review. */
export const SPECIALISTS: Readonly<Record<string, string>> = {
  perf: 'Performance',
  db: 'DB & ORM',
  api: 'API Design',
  sec: 'Security',
  async: 'Async & Concurrency',
  infra: 'Infrastructure',
  prod: 'Production Readiness',
  scale: 'Scalability & Load',
}

/** Where the detail of a finding stands; the number itself where its detail is not shown. */
export const numberLink = ({ numberOf, most }: Sheet, finding: Finding): Inline => {
  const number = numberOf(finding)
  return number > 0 && number <= most ? { to: detailId(number), text: `${number}` } : number === 0 ? '-' : `${number}`
}

export const detailId = (number: number): string => `finding-${number}`

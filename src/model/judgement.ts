/** What the chair says of a project: standards, scores with their ledger, passed checks, roadmap, verdict. */
import type { Pack, Severity, Stage } from './finding.ts'
import type { Position } from './span.ts'

/** What one rule looked at, apart from its findings. Code that serves nobody (tests, scripts) is not counted. */
export interface Tally {
  readonly rule: string
  readonly stage: Stage
  /** Places that are right. */
  readonly fine: number
  /** Places that could not be decided; while there are any, nothing is claimed. */
  readonly unknown: number
  /** The first place that is right, by file and place. */
  readonly proof: Position | null
}

/** Where it can be seen, or how many places were looked at. */
export type Proof = { readonly file: string; readonly line: number } | { readonly count: number }

export type StandardStatus = 'violated' | 'held' | 'waived' | 'notApplicable' | 'needsConfirmation'

export interface Standard {
  readonly standard: string
  readonly status: StandardStatus
  readonly findings: readonly string[]
  readonly proof?: Proof
  readonly reason?: string
}

/** A row of `rules/standards.yml`. */
export interface StandardRow {
  readonly standard: string
  /** Rules whose finding is a violation, also those that are not built yet. */
  readonly rules: readonly string[]
  /** What the standard speaks of, in the plural. */
  readonly subject: string
  /** Without anything to judge a prohibition is held; a requirement does not apply. */
  readonly absent: 'held' | 'notApplicable'
}

/** One multiplication on the way from 100 to the score. */
export interface LedgerEntry {
  readonly rule: string
  /** Of the findings that cost most. */
  readonly severity: Severity
  readonly findings: number
  readonly opportunities: number
  readonly factor: number
  /** What is left after it. */
  readonly left: number
}

/** A limit on the score whatever the ledger says. */
export interface Cap {
  readonly limit: number
  readonly because: string
}

/** From 85, 70 and 50 points; below 50 critical. A pack that judged nothing has no grade, never 100. */
export type Grade = 'healthy' | 'acceptable' | 'needs-work' | 'critical' | 'not-applicable'

export interface Score {
  readonly score: number | null
  readonly grade: Grade
  readonly ledger: readonly LedgerEntry[]
  readonly cap?: Cap
}

export interface PackReview extends Score {
  readonly checksRun: number
  readonly findings: number
  /** What was not checked, and why. */
  readonly notChecked: readonly string[]
}

export interface PassedCheck {
  readonly check: string
  readonly rule: string
  readonly pack: Pack
  /** What a preview rule says is shown apart. */
  readonly stage: Stage
  readonly proof: Proof
}

export type RoadmapStage = 'fix before merge' | 'fix before deploy' | 'next sprint' | 'consider'

export interface RoadmapItem {
  readonly stage: RoadmapStage
  readonly fix: string
  /** Ids of findings and compounds. */
  readonly closes: readonly string[]
  /** Points by pack, were these findings gone. */
  readonly scoreGain: Readonly<Record<string, number>>
  /** small: one file, keeps behaviour; medium: up to five files; large: more, or something that is missing. */
  readonly effort: 'small' | 'medium' | 'large'
  readonly files: readonly string[]
}

export type Verdict = 'needs-rework' | 'approve-with-changes' | 'approved' | 'not-assessed'

export interface Judgement {
  readonly verdict: Verdict
  readonly health: { readonly overall: number | null }
  readonly standards: readonly Standard[]
  readonly packs: Readonly<Record<string, PackReview>>
  readonly passed: readonly PassedCheck[]
  readonly roadmap: readonly RoadmapItem[]
}

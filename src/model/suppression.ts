import type { Position } from './span.ts'

/** Why a finding is silenced. */
export interface Suppressed {
  readonly reason: string
  /** Last day it holds, as YYYY-MM-DD. */
  readonly until?: string
}

/** What is wrong with a suppression, or with a waiver in the configuration. It never fails a run. */
export interface SuppressionProblem extends Position {
  /** The pseudo-rule by which every format shows it. */
  readonly rule: `meta/${'malformed' | 'reasonless' | 'expired' | 'unknown-rule' | 'unused'}-suppression`
  readonly message: string
}

/** The JSON report: `schemas/report.schema.json`. Every other format is made from it. */
import type { Finding } from './finding.ts'
import type { Compound, Elevation } from './issue.ts'
import type { Judgement } from './judgement.ts'
import type { SuppressionProblem } from './suppression.ts'

export interface NotAnalysed {
  readonly file: string
  readonly because: string
}

export interface Stats {
  readonly files: number
  readonly lines: number
  /** Call expressions of project code, and those whose callee is known. */
  readonly calls: number
  readonly resolvedCalls: number
  /** The same over functions that an entry point reaches. */
  readonly reachedCalls: number
  readonly resolvedReachedCalls: number
  /** Unresolved calls by reason. */
  readonly unresolved: Readonly<Record<string, number>>
  /** Functions that run on the event loop, and those of them without a blocking path. */
  readonly loopFunctions: number
  readonly cleanLoopFunctions: number
}

export interface Report extends Judgement {
  readonly schemaVersion: 1
  readonly tool: { readonly name: 'faultline'; readonly version: string }
  readonly findings: readonly Finding[]
  /** By the order of the findings they raised. */
  readonly elevations: readonly Elevation[]
  /** By pattern and service. */
  readonly compounds: readonly Compound[]
  /** Suppressions and waivers that are malformed, unused or expired; by file and place. */
  readonly suppressions: readonly SuppressionProblem[]
  readonly notAnalysed: readonly NotAnalysed[]
  readonly stats: Stats
}

/** The JSON report: `schemas/report.schema.json`. Every other format is made from it. */
import type { Confidence, Finding } from './finding.ts'
import type { Compound, Elevation } from './issue.ts'
import type { Judgement } from './judgement.ts'
import type { AuthReason, AuthState, DependencyVia } from './route.ts'
import type { Scorecards } from './scorecard.ts'
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

/** One method and path that an application answers. */
export interface RouteEntry {
  readonly method: string
  readonly path: string
  readonly handler: string
  readonly file: string
  readonly line: number
  readonly async: boolean
  readonly auth: AuthState
  readonly reason: AuthReason
  /** What guards it, or is not understood. */
  readonly by?: string
  readonly proof?: { readonly file: string; readonly line: number }
  readonly dependencies: readonly { readonly name: string; readonly via: DependencyVia; readonly auth: AuthState }[]
  readonly middleware: readonly { readonly name: string; readonly auth: AuthState }[]
  /** Under a test on the way from the application. */
  readonly conditional: boolean
  readonly completeness: 'full' | 'partial'
}

/** One fact of a service's snapshot, where it is seen, and what says otherwise. */
export interface SnapshotFact {
  readonly value: string | number
  readonly confidence: Confidence
  readonly evidence: readonly { readonly file: string; readonly line: number }[]
  readonly conflicts: readonly { readonly value: string | number; readonly file: string; readonly line: number }[]
}

/** What is deployed as one; a fact that is not known is absent. */
export interface ServiceEntry {
  readonly name: string
  /** Its folder; '' for the root. */
  readonly root: string
  /** Files of its code. */
  readonly files: number
  readonly snapshot: Readonly<Record<string, SnapshotFact>>
}

export interface Report extends Judgement {
  readonly schemaVersion: 1
  readonly tool: { readonly name: 'faultline'; readonly version: string }
  /** By name. */
  readonly services: readonly ServiceEntry[]
  /** By path, method and place. */
  readonly routes: readonly RouteEntry[]
  readonly findings: readonly Finding[]
  /** By the order of the findings they raised. */
  readonly elevations: readonly Elevation[]
  /** By pattern and service. */
  readonly compounds: readonly Compound[]
  readonly scorecards: Scorecards
  /** Suppressions and waivers that are malformed, unused or expired; by file and place. */
  readonly suppressions: readonly SuppressionProblem[]
  readonly notAnalysed: readonly NotAnalysed[]
  readonly stats: Stats
}

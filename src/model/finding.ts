import type { Position } from './span.ts'
import type { Suppressed } from './suppression.ts'

export type Pack = 'perf' | 'db' | 'api' | 'sec' | 'async' | 'infra' | 'prod' | 'scale'
export type Severity = 'blocker' | 'major' | 'minor' | 'suggestion'
export type Confidence = 'high' | 'medium' | 'low'
/** A preview rule runs and is shown apart, but changes neither verdict nor score nor exit code. */
export type Stage = 'stable' | 'preview'

export interface EvidenceStep extends Position {
  readonly label: string
}

/** The one call that many findings lead to; human formats group by it. */
export interface Root extends Position {
  readonly callee: string
}

export interface Fix {
  readonly before: string
  readonly after: string
  /** Whether applying it keeps behaviour. */
  readonly safe: boolean
  /** True when it is the rule's example, not the user's own code. */
  readonly example: boolean
}

/** A violation with everything the rule's declaration adds. The JSON report's `findings` are these. */
export interface Finding {
  /** Fingerprint: rule, symbol path, normalised expression, root callable, and an ordinal among equals. Never a line or a message. */
  readonly id: string
  readonly rule: string
  readonly also: readonly string[]
  readonly pack: Pack
  readonly severity: Severity
  readonly nativeSeverity: Severity
  readonly confidence: Confidence
  readonly stage: Stage
  readonly nonNegotiable: string | null
  readonly category: string
  readonly cause: string
  readonly cwe?: string
  /** How bad it is for security, from above 0 to 10 as CVSS counts; only rules about security have one. */
  readonly securitySeverity?: number
  readonly file: string
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
  /** Dotted path of the function or class the finding sits in: `app.api.users.read_user`. */
  readonly symbol: string
  readonly services: readonly string[]
  readonly occurrences: number
  readonly message: string
  readonly why: string
  readonly remedy: string
  /** How the remedy gets into production, how it is taken back, and what to watch; where the rule says so, all three. */
  readonly rollout?: string
  readonly rollback?: string
  readonly monitor?: string
  /** Ordered from the entry point to the cause. */
  readonly evidence: readonly EvidenceStep[]
  readonly root?: Root
  /** Further roots behind the same place. */
  readonly related: readonly EvidenceStep[]
  readonly fix?: Fix
  /** Silenced in the source, with the reason given there. It is shown, and has no vote. */
  readonly suppressed?: Suppressed
}

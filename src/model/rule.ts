/** A rule's declaration, the compiled form of `rules/<pack>/<rule>.yml`. */
import type { Confidence, Pack, Severity, Stage } from './finding.ts'

export interface RuleDeclaration {
  readonly id: string
  readonly pack: Pack
  readonly title: string
  readonly severity: Severity
  readonly confidence: Confidence
  readonly stage: Stage
  /** Row of the standards table, e.g. "no blocking call in an async endpoint"; null if none. */
  readonly standard: string | null
  readonly cause: string
  /** Rules of one predicate fire on one test of the code, and share a vote. */
  readonly predicate?: string
  readonly category: string
  readonly cwe?: string
  /** How bad it is for security, from above 0 to 10 as CVSS counts; only rules about security have one. */
  readonly securitySeverity?: number
  /** Code that the rule is about though it serves nobody. */
  readonly judges?: 'migrations'
  readonly also: readonly string[]
  readonly aliases: readonly string[]
  /** Message id to text with {placeholders}. */
  readonly messages: Readonly<Record<string, string>>
  readonly why: string
  readonly remedy: string
  /** Where the remedy touches schema, pool, lock, timeout or rollout: how it gets into production, how it is taken back, what to watch. */
  readonly rollout?: string
  readonly rollback?: string
  readonly monitor?: string
  /** One change mends all findings of one class or function, or of one file; if not said, all with the same remedy. */
  readonly step?: 'symbol' | 'file'
  /** How it decides, in words. */
  readonly decides: string
  /** Exemptions by id, each in words; a `fine` verdict names one. */
  readonly silent: Readonly<Record<string, string>>
  /** Code that resembles the fault but is never considered, by id, each in words: no verdict is yielded there. */
  readonly lookalikes: Readonly<Record<string, string>>
  /** Spellings of the fault that fixtures must show, by id, each in words. */
  readonly spellings: Readonly<Record<string, string>>
  readonly passed: string
  readonly example: { readonly before: string; readonly after: string; readonly safe: boolean }
  readonly references: readonly string[]
  readonly measured: { readonly right: number; readonly wrong: number; readonly arguable: number; readonly on: readonly string[] } | null
}

import type { CompoundPattern } from '../model/compound.ts'
import type { Severity } from '../model/finding.ts'

/** What a rule is set to: a severity, or nothing of it is reported. */
export type RuleSetting = Severity | 'off'
/** Settings by rule id or pack name. */
export type RuleSettings = Readonly<Record<string, RuleSetting>>

/** A standard that is knowingly not kept. */
export interface Waiver {
  readonly standard: string
  readonly reason: string
  /** Last day it holds, as YYYY-MM-DD. */
  readonly until?: string
  /** Where it stands in the configuration; `file` is absolute. */
  readonly at: { readonly file: string; readonly line: number; readonly column: number }
}

/** What the source cannot tell. */
export interface DeploymentFacts {
  /** Running copies of the service. */
  readonly instances?: number
  /** Server processes in each of them. */
  readonly workers?: number
}

export interface Config {
  /** Folder the patterns are relative to; absolute. */
  readonly folder: string
  readonly include: readonly string[]
  readonly exclude: readonly string[]
  readonly failOn: Severity
  readonly rules: RuleSettings
  /** For files that match a pattern; a later one wins over an earlier one, and all over `rules`. */
  readonly paths: readonly { readonly pattern: string; readonly rules: RuleSettings }[]
  readonly facts: DeploymentFacts
  /** By standard. */
  readonly waivers: readonly Waiver[]
  /** Compound patterns of the project's own, by name. */
  readonly compounds: readonly CompoundPattern[]
}

export const SEVERITIES: readonly Severity[] = ['blocker', 'major', 'minor', 'suggestion']

/** What holds where nothing is configured. */
export const defaults = (folder: string): Config => ({
  folder,
  include: [],
  exclude: [],
  failOn: 'blocker',
  rules: {},
  paths: [],
  facts: {},
  waivers: [],
  compounds: [],
})

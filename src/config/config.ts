import type { Severity } from '../model/finding.ts'

export interface Config {
  /** Folder the patterns are relative to; absolute. */
  readonly folder: string
  readonly include: readonly string[]
  readonly exclude: readonly string[]
  readonly failOn: Severity
  /** Ids of rules, or names of packs. */
  readonly off: readonly string[]
}

export const SEVERITIES: readonly Severity[] = ['blocker', 'major', 'minor', 'suggestion']

/** What holds where nothing is configured. */
export const defaults = (folder: string): Config => ({ folder, include: [], exclude: [], failOn: 'blocker', off: [] })

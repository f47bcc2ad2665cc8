/** What is no longer supported: the dated table `rules/knowledge/support.yml`. */
import type { ManifestUse } from './deployment.ts'
import type { Severity } from './finding.ts'
import type { NodeId } from './manifest.ts'
import type { Span } from './span.ts'

export interface SupportRow {
  /** A release of an image, a word in the tag of any image, a package of PyPI. */
  readonly kind: 'runtime' | 'variant' | 'package'
  readonly name: string
  readonly image?: string
  readonly release?: string
  /** YYYY-MM-DD, the last day of support. */
  readonly until?: string
  readonly below?: string
  readonly with?: string
  readonly from?: string
  readonly state?: string
  readonly severity: Severity
  readonly replacement: string
  readonly source: string
}

export interface SupportTable {
  /** The day that `until` is held against. */
  readonly asOf: string
  readonly rows: readonly SupportRow[]
}

/** A release or package that the table knows, where the project asks for it. */
export interface SupportFact {
  readonly is: 'support'
  /** The row that tells of an end; null: nothing in the table speaks against this version. */
  readonly ended: SupportRow | null
  readonly asOf: string
  readonly name: string
  /** null: the version is not known. */
  readonly version: string | null
  /** From a lock or an exact pin, or only the bound of a range. */
  readonly isExact: boolean
  readonly development: boolean
  readonly use: ManifestUse
  readonly at: Span
  readonly node: NodeId
}

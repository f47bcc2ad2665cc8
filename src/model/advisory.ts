/** Known faults of released packages, as an OSV export tells them (https://ossf.github.io/osv-schema/), and the packages a project locks. */
import type { NodeId } from './manifest.ts'
import type { Span } from './span.ts'

/** A step of a range: from `introduced` on a version is affected, from `fixed` on no more, above `lastAffected` no more. `0`: from the first. */
export type AdvisoryEvent =
  | { readonly is: 'introduced'; readonly version: string }
  | { readonly is: 'fixed'; readonly version: string }
  | { readonly is: 'lastAffected'; readonly version: string }

/** What one record says of one package. */
export interface Advisory {
  /** `GHSA-…`, `PYSEC-…`. */
  readonly id: string
  /** Other names of the same fault: `CVE-…`. */
  readonly aliases: readonly string[]
  /** In a few words; empty where the record has none. */
  readonly summary: string
  /** CVSS base score, 0 to 10; null where the record has no vector. */
  readonly score: number | null
  /** As the record's own database rates it, where it gives no vector: `CRITICAL`, `HIGH`, `MODERATE`, `LOW`. */
  readonly rating: string | null
  /** Ranges of PEP 440 versions. */
  readonly ranges: readonly (readonly AdvisoryEvent[])[]
  /** Versions that are affected beside the ranges. */
  readonly versions: readonly string[]
}

/** A file of an export. */
export interface RecordFile {
  /** Relative to the export. */
  readonly name: string
  readonly bytes: Uint8Array
}

/** By the package's normalised name (PEP 503), each in the order of the records. */
export interface Advisories {
  readonly byPackage: ReadonlyMap<string, readonly Advisory[]>
  /** The latest day on which a record of the export was changed: how old the knowledge is. */
  readonly asOf: string
  /** Of everything that was read. */
  readonly digest: string
}

/** An advisory that a version falls under. */
export interface KnownFault {
  readonly advisory: Advisory
  /** The version that ends it; null: none is told. */
  readonly fixed: string | null
}

/** A version that is installed wherever the project is: a package of a lock file, or one that a requirements file pins. */
export interface PinnedPackageFact {
  readonly is: 'pinned-package'
  /** Normalised (PEP 503). */
  readonly name: string
  readonly version: string
  readonly at: Span
  /** The requirement; -1 in a lock file. */
  readonly node: NodeId
  /** Only tests, linters and the like need it. */
  readonly development: boolean
  /** What the project asks for, and each package on the way down to this one; empty: it is asked for itself, or that is not known. */
  readonly through: readonly string[]
  /** Where the project asks for the first of them; null: not known. */
  readonly asked: Span | null
  readonly faults: readonly KnownFault[]
  /** The first version that ends all of them; null: for one of them none is told. */
  readonly ended: string | null
  /** The day of the latest record that was given. */
  readonly asOf: string
}

/** Issues: findings correlated. Their parts are findings by id, so that every format tells each fault once. */
import type { Confidence, EvidenceStep, Severity } from './finding.ts'

/** A finding that other packs' findings of the same cause and the same subject raised. */
export interface Elevation {
  readonly finding: string
  readonly from: Severity
  readonly to: Severity
  readonly cause: string
  /** The findings of other packs that agree, by file and place. */
  readonly because: readonly string[]
}

export type CompoundPart =
  | { readonly finding: string }
  /** A fact proven, with where to look. */
  | { readonly fact: string; readonly evidence: readonly EvidenceStep[] }

/** Faults that line up: one issue per pattern and service. */
export interface Compound {
  readonly id: string
  readonly pattern: string
  readonly title: string
  readonly severity: Severity
  /** Of its least certain part. */
  readonly confidence: Confidence
  /** Null: the whole project is one service. */
  readonly service: string | null
  /** Ids of the findings it sits on, at most ten, by place; how many more there are. */
  readonly anchors: readonly string[]
  readonly moreAnchors: number
  /** Of the shown anchors, each once. */
  readonly parts: readonly CompoundPart[]
  readonly message: string
  readonly effect: string
  readonly fix: string
}

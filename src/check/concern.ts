/** What a finding is about, for joining it with others. The report holds ids only. */
import type { Span } from '../model/span.ts'
import type { AnyViolation, Subject } from './rule.ts'

export interface Concern {
  readonly at: Span
  /** The subject first, then what else it touches. */
  readonly about: readonly [Subject, ...Subject[]]
}

/** Of the strongest violation behind a finding, and of the others at its place. */
export const concernOf = ({ at, subject, touches = [] }: AnyViolation, others: readonly AnyViolation[]): Concern => ({
  at,
  about: [subject, ...[touches, ...others.map((other) => other.touches ?? [])].flat()],
})

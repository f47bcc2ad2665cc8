import type { Confidence } from '../../model/finding.ts'
import type { Observed } from '../../model/service.ts'
import type { Span } from '../../model/span.ts'

/** One source's word. */
export interface Seen<Value extends string | number> {
  readonly value: Value
  readonly at: Span
  readonly confidence: Confidence
}

/** The first source is believed; later ones that disagree are told as conflicts, each value once. */
export function observe<Value extends string | number>(seen: readonly Seen<Value>[]): Observed<Value> | undefined {
  if (seen.length === 0) return undefined
  const [{ value, at, confidence }, ...others] = seen
  const conflicts = new Map(others.filter((other) => other.value !== value).map((other) => [other.value, other.at]))
  return { value, confidence, evidence: [at], conflicts: [...conflicts].map(([other, where]) => ({ value: other, at: where })) }
}

/** What a rule looked at: the right and the undecided places, beside its findings. Scores and passed checks come from it. */
import type { Tally } from '../model/judgement.ts'
import type { Project } from '../model/project.ts'
import type { Position, Span } from '../model/span.ts'
import type { RuleVerdict } from './dispatch.ts'
import { comparePositions, positionOf } from './place.ts'
import type { AnyVerdict } from './rule.ts'

/** Exemptions that say that code serves nobody; what is fine because of them was no opportunity. */
const SERVES_NOBODY: ReadonlySet<string> = new Set(['test', 'script'])

/** One tally per rule that ran, in the given order. */
export const talliesOf = (
  rules: readonly Pick<Tally, 'rule' | 'stage'>[],
  verdicts: readonly RuleVerdict[],
  project: Project,
): readonly Tally[] => {
  const said = new Map<string, AnyVerdict[]>(rules.map(({ rule }) => [rule, []]))
  for (const { rule, verdict } of verdicts) said.get(rule)?.push(verdict)
  return rules.map((given) => ({ ...given, ...countsOf(said.get(given.rule) ?? [], project) }))
}

/** Counts places, each once: a place that is also a finding is not right, and one that is known to be right is not undecided. */
const countsOf = (verdicts: readonly AnyVerdict[], project: Project): Pick<Tally, 'fine' | 'unknown' | 'proof'> => {
  const faults = new Set(verdicts.filter(({ is }) => is === 'violation').map(({ at }) => placeOf(at)))
  const right = new Map<string, Span>()
  for (const verdict of verdicts) {
    const place = placeOf(verdict.at)
    if (verdict.is === 'fine' && !SERVES_NOBODY.has(verdict.because) && !faults.has(place)) right.set(place, verdict.at)
  }
  const undecided = verdicts
    .filter(({ is }) => is === 'unknown')
    .map(({ at }) => placeOf(at))
    .filter((place) => !faults.has(place) && !right.has(place))
  return { fine: right.size, unknown: new Set(undecided).size, proof: first(right.values(), project) }
}

const placeOf = ({ file, start }: Span): string => `${file}:${start}`

const first = (spans: Iterable<Span>, project: Project): Position | null => {
  let least: Position | null = null
  for (const span of spans) {
    const position = positionOf(project, span)
    if (least === null || comparePositions(position, least) < 0) least = position
  }
  return least
}

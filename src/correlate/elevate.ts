/**
 * Elevation: findings of several packs that agree on one fault raise it.
 *
 * They agree when they have one cause and overlapping subjects: the same call, one place inside the other within a function, or the same
 * engine, column or job. The same function, file or service alone is not enough. What is missing in a whole service agrees with
 * everything and therefore raises nothing. Votes count native severities, so nothing cascades.
 */
import { comparePositions, compareText } from '../check/place.ts'
import { severityRank } from '../check/severity.ts'
import { votes } from '../check/vote.ts'
import type { Finding, Severity } from '../model/finding.ts'
import type { Elevation } from '../model/issue.ts'
import type { FunctionId } from '../model/type.ts'
import type { Joined, Joins } from './join.ts'
import { subjectKey } from './join.ts'

/** The predicate of a rule, if it shares one with others. */
export type PredicateOf = (rule: string) => string | undefined

interface Voter extends Joined {
  readonly within: FunctionId | null
  readonly subjects: ReadonlySet<string>
}

/** Elevations by finding, in the order of the findings. */
export const elevate = (findings: readonly Joined[], joins: Joins, predicateOf: PredicateOf): readonly Elevation[] => {
  const voters = findings
    .filter(({ finding, concern }) => votes(finding) && concern.about[0].is !== 'service')
    .map((joined): Voter => ({ ...joined, within: joins.functionOf(joined), subjects: subjectsOf(joined) }))
  const meetings = new Map<string, Voter[]>()
  for (const voter of voters) {
    for (const meeting of meetingsOf(voter)) {
      const known = meetings.get(meeting)
      if (known === undefined) meetings.set(meeting, [voter])
      else known.push(voter)
    }
  }
  return voters.flatMap((voter) => {
    const met = new Set(meetingsOf(voter).flatMap((meeting) => meetings.get(meeting) ?? []))
    const others = [...met].filter((other) => other !== voter && overlaps(voter, other)).map(({ finding }) => finding)
    const elevation = elevationOf(voter.finding, others, predicateOf)
    return elevation === null ? [] : [elevation]
  })
}

/** Only findings of one cause that share a function or a subject can overlap: looked up, so that nobody compares all with all. */
const meetingsOf = ({ finding: { cause }, within, subjects }: Voter): readonly string[] => [
  ...(within === null ? [] : [`${cause} function ${within}`]),
  ...[...subjects].map((subject) => `${cause} ${subject}`),
]

const overlaps = (x: Voter, y: Voter): boolean => {
  for (const subject of x.subjects) if (y.subjects.has(subject)) return true
  return x.within !== null && x.within === y.within && x.concern.at.file === y.concern.at.file && (contains(x, y) || contains(y, x))
}

const contains = ({ concern: { at: outer } }: Voter, { concern: { at: inner } }: Voter): boolean =>
  outer.start <= inner.start && inner.end <= outer.end

/** Subjects that are one thing wherever they are mentioned. A function, a model or a service is too large to agree on. */
const subjectsOf = ({ concern }: Joined): ReadonlySet<string> =>
  new Set(concern.about.filter(({ is }) => is === 'call' || is === 'resource' || is === 'column' || is === 'job').map(subjectKey))

const elevationOf = (finding: Finding, others: readonly Finding[], predicateOf: PredicateOf): Elevation | null => {
  const voting = [finding, ...others].filter(({ severity }) => severity !== 'suggestion')
  const packs = packsThatVote(voting, predicateOf)
  if (packs.size < 2) return null
  const to = packs.size >= 3 ? 'blocker' : mostSevere(['major', ...voting.map(({ severity }) => severity)])
  if (severityRank(to) >= severityRank(finding.severity)) return null
  const because = voting
    .filter(({ pack }) => pack !== finding.pack)
    .toSorted((x, y) => comparePositions(x, y) || compareText(x.rule, y.rule))
    .map(({ id }) => id)
  return { finding: finding.id, from: finding.severity, to, cause: finding.cause, because }
}

/** Packs with a vote of their own: rules of one predicate have one together, the pack that comes first has it. */
const packsThatVote = (findings: readonly Finding[], predicateOf: PredicateOf): ReadonlySet<string> => {
  const byVote = new Map<string, string>()
  for (const { rule, pack } of findings.toSorted((x, y) => compareText(x.rule, y.rule))) {
    const vote = predicateOf(rule) ?? pack
    if (!byVote.has(vote)) byVote.set(vote, pack)
  }
  return new Set(byVote.values())
}

const mostSevere = (severities: readonly Severity[]): Severity => severities.toSorted((x, y) => severityRank(x) - severityRank(y))[0]

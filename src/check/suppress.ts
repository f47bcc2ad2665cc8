/** Comments that silence findings, and what is wrong with them. */
import type { Project } from '../model/project.ts'
import type { Span } from '../model/span.ts'
import type { Suppression } from '../model/summary.ts'
import type { Suppressed, SuppressionProblem } from '../model/suppression.ts'
import type { FileId } from '../model/type.ts'
import { comparePositions, compareText, positionOf } from './place.ts'
import type { RuleId } from './rule.ts'
import { ruleIdOf, unknownRule } from './rule-names.ts'
import { directiveOf } from './suppression-text.ts'

export interface Suppressions {
  /** Whether a comment silences the rule at a place; notes that it was needed. */
  readonly of: (rule: RuleId, at: Span) => Suppressed | undefined
  /** By place; complete once every finding was asked about. */
  readonly problems: () => readonly SuppressionProblem[]
}

/** One rule of one comment. */
interface Entry {
  readonly rule: RuleId
  readonly comment: Suppression
  readonly wholeFile: boolean
  readonly suppressed: Suppressed
  used: boolean
}

/** What a comment comes to: rules it silences, and what is wrong with it. */
interface Reading {
  readonly entries: readonly Entry[]
  readonly problems: readonly Pick<SuppressionProblem, 'rule' | 'message'>[]
}

/**
 * Reads every suppression of a project.
 * @param ran rules that ran: of another one nobody can say that its suppression is unused.
 * @param today YYYY-MM-DD; without it nothing expires.
 */
export const suppressionsIn = (project: Project, ran: ReadonlySet<RuleId>, today: string | null): Suppressions => {
  const entries = new Map<FileId, Entry[]>()
  const problems: SuppressionProblem[] = []
  const tell = (file: FileId, { start, end }: Suppression, problem: Pick<SuppressionProblem, 'rule' | 'message'>): void =>
    void problems.push({ ...problem, ...positionOf(project, { file, start, end }) })

  const commented = [
    ...project.evaluation.files.flatMap(({ id, origin, summary }) =>
      origin === 'project' ? [{ file: id, comments: summary.comments }] : [],
    ),
    ...project.manifests.map(({ suppressions }, index) => ({ file: -1 - index, comments: suppressions })),
  ]
  for (const { file, comments } of commented) {
    if (comments.length === 0) continue
    const readings = comments.map((comment) => ({ comment, ...readingOf(comment, today) }))
    entries.set(file, readings.flatMap((reading) => reading.entries)) // prettier-ignore
    for (const reading of readings) for (const problem of reading.problems) tell(file, reading.comment, problem)
  }

  const tellUnused = (): void => {
    for (const [file, all] of entries) {
      // What could not be read may hold the finding.
      if ((file < 0 ? project.manifest(file) : project.evaluation.file(file).summary).problems.length > 0) continue
      for (const { rule, comment, used } of all) {
        if (used || !ran.has(rule)) continue
        tell(file, comment, { rule: 'meta/unused-suppression', message: `'${rule}' reports nothing here: remove the suppression` })
      }
    }
  }

  return {
    of: (rule, { file, start }) => {
      const silencing = (entries.get(file) ?? []).filter((entry) => entry.rule === rule && covers(entry, start))
      for (const entry of silencing) entry.used = true
      return silencing[0]?.suppressed
    },
    problems: () => {
      tellUnused()
      return problems.toSorted((x, y) => comparePositions(x, y) || compareText(x.rule, y.rule) || compareText(x.message, y.message))
    },
  }
}

const covers = ({ wholeFile, comment: { from, to } }: Entry, start: number): boolean => wholeFile || (from <= start && start < to)

const readingOf = (comment: Suppression, today: string | null): Reading => {
  const said = directiveOf(comment.text)
  if (said === null) return { entries: [], problems: [] }
  if ('malformed' in said) return idle('meta/malformed-suppression', said.malformed)
  const { is, until, reason } = said
  const wholeFile = is === 'ignore-file'
  if (wholeFile && !comment.atHead) return idle('meta/malformed-suppression', 'ignore-file stands above the first statement of a file')
  if (reason === '') return idle('meta/reasonless-suppression', 'it gives no reason; end it with -- and the reason')
  if (until !== null && today !== null && until < today) return idle('meta/expired-suppression', `it held until ${until}`)
  const suppressed: Suppressed = { reason, ...(until === null ? {} : { until }) }
  const named = said.rules.map((name) => [name, ruleIdOf(name)] as const)
  return {
    entries: named.flatMap(([, rule]) => (rule === undefined ? [] : { rule, comment, wholeFile, suppressed, used: false })),
    problems: named.flatMap(([name, rule]) =>
      rule === undefined ? { rule: 'meta/unknown-rule-suppression', message: unknownRule(name) } : [],
    ),
  }
}

/** A suppression without effect. */
const idle = (rule: SuppressionProblem['rule'], because: string): Reading => ({
  entries: [],
  problems: [{ rule, message: `the suppression has no effect: ${because}` }],
})

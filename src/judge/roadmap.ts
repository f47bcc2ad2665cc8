/** What to do first: findings grouped by the one change that closes them, most severe first, then by what a change wins. */
import { compareText } from '../check/place.ts'
import { severityRank } from '../check/severity.ts'
import { votes } from '../check/vote.ts'
import type { Finding, Severity } from '../model/finding.ts'
import type { Compound } from '../model/issue.ts'
import type { RoadmapItem, RoadmapStage } from '../model/judgement.ts'
import type { RuleDeclaration } from '../model/rule.ts'

export interface RoadmapInput {
  /** By file and place. */
  readonly findings: readonly Finding[]
  readonly compounds: readonly Compound[]
  /** Points by pack, were these findings right. */
  readonly gainOf: (closed: readonly Finding[]) => Readonly<Record<string, number>>
  /** What one change covers by a rule: a class or function, a file; undefined: all with the same remedy. */
  readonly stepOf: (rule: string) => RuleDeclaration['step']
}

/** One change. */
interface Group {
  readonly fix: string
  readonly severity: Severity
  readonly compounds: readonly Compound[]
  readonly findings: readonly Finding[]
}

/** Only what votes is on the way to a better verdict. */
export const roadmapOf = ({ findings, compounds, gainOf, stepOf }: RoadmapInput): readonly RoadmapItem[] => {
  const voting = findings.filter(votes)
  const groups = [...ofCompounds(compounds, voting)]
  const taken = new Set(groups.flatMap((group) => group.findings.map(({ id }) => id)))
  groups.push(
    ...ofFindings(
      voting.filter(({ id }) => !taken.has(id)),
      stepOf,
    ),
  )
  return groups
    .map((group) => ({ group, effort: effortOf(group), files: filesOf(group) }))
    .toSorted(
      (x, y) =>
        stageRank(x.group) - stageRank(y.group) ||
        winOf(y.group) / COST[y.effort] - winOf(x.group) / COST[x.effort] ||
        compareText(x.files[0] ?? '', y.files[0] ?? '') ||
        (x.group.findings[0]?.line ?? 0) - (y.group.findings[0]?.line ?? 0) ||
        compareText(x.group.fix, y.group.fix),
    )
    .map(({ group, effort, files }) => ({
      stage: STAGES[stageRank(group)],
      fix: group.fix,
      closes: [...group.compounds.map(({ id }) => id), ...group.findings.map(({ id }) => id)],
      scoreGain: gainOf(group.findings),
      effort,
      files,
    }))
}

/** A compound is closed by closing its parts; a part of two belongs to the first. */
const ofCompounds = (compounds: readonly Compound[], findings: readonly Finding[]): readonly Group[] => {
  const taken = new Set<string>()
  return compounds
    .toSorted((x, y) => severityRank(x.severity) - severityRank(y.severity) || compareText(x.pattern, y.pattern))
    .map((compound) => {
      const ids = new Set(compound.parts.flatMap((part) => ('finding' in part ? [part.finding] : [])))
      const own = findings.filter(({ id }) => ids.has(id) && !taken.has(id))
      for (const { id } of own) taken.add(id)
      return { fix: compound.fix, severity: mostSevere([compound, ...own]), compounds: [compound], findings: own }
    })
}

/** Findings of one rule that one call causes, that one step of the rule covers, or that ask for the same change. */
const ofFindings = (findings: readonly Finding[], stepOf: RoadmapInput['stepOf']): readonly Group[] => {
  const groups = new Map<string, Finding[]>()
  for (const finding of findings) {
    const key = `${finding.rule} ${changeOf(finding, stepOf)}`
    const known = groups.get(key)
    if (known === undefined) groups.set(key, [finding])
    else known.push(finding)
  }
  return [...groups.values()].map((group) => ({ fix: namedFix(group), severity: mostSevere(group), compounds: [], findings: group }))
}

const changeOf = ({ root, rule, remedy, symbol, file }: Finding, stepOf: RoadmapInput['stepOf']): string => {
  if (root !== undefined) return `${root.file} ${root.line} ${root.column} ${root.callee}`
  const step = stepOf(rule)
  return step === undefined ? remedy : `${file} ${step === 'symbol' ? symbol : ''}`
}

/** Names that a step lists. */
const MOST_NAMED = 4

/** The remedy, said of the things it is for: what the messages name first. */
const namedFix = (group: readonly Finding[]): string => {
  const { remedy, root } = group[0]
  const things = root === undefined ? group.flatMap(({ message }) => /`[^`]+`/.exec(message)?.[0] ?? []) : [`\`${root.callee}\``]
  const named = [...new Set(things)].filter((thing) => !remedy.includes(thing))
  if (named.length === 0) return remedy
  const more = named.length - MOST_NAMED
  return `${named.slice(0, MOST_NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}: ${remedy}`
}

const STAGES: readonly RoadmapStage[] = ['fix before merge', 'fix before deploy', 'next sprint', 'consider']

/** A violated standard stops the merge whatever its severity. */
const stageRank = ({ severity, findings }: Group): number =>
  findings.some(({ nonNegotiable }) => nonNegotiable !== null) ? 0 : severityRank(severity)

const WORTH: Readonly<Record<Severity, number>> = { blocker: 30, major: 12, minor: 4, suggestion: 1 }
const COST: Readonly<Record<RoadmapItem['effort'], number>> = { small: 1, medium: 2, large: 4 }

const winOf = ({ compounds, findings }: Group): number =>
  [...compounds, ...findings].reduce((sum, { severity }) => sum + WORTH[severity], 0)

const effortOf = (group: Group): RoadmapItem['effort'] => {
  const files = filesOf(group).length
  if (group.compounds.length === 0 && files <= 1 && group.findings.every(({ fix }) => fix?.safe === true && !fix.example)) return 'small'
  return files <= 5 ? 'medium' : 'large'
}

/** Where the change is made: at the call that causes the findings, else at the findings. */
const filesOf = ({ findings }: Group): readonly string[] =>
  [...new Set(findings.flatMap(({ file, root }) => (root === undefined ? [file] : [file, root.file])))].toSorted(compareText)

const mostSevere = (rated: readonly { readonly severity: Severity }[]): Severity =>
  rated.reduce<Severity>((most, { severity }) => (severityRank(severity) < severityRank(most) ? severity : most), 'suggestion')

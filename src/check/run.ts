/** Runs rules over a linked project and turns their verdicts into findings. */
import { declarations } from '../generated/rules.ts'
import type { Confidence, EvidenceStep, Finding, Severity, Stage } from '../model/finding.ts'
import type { Tally } from '../model/judgement.ts'
import type { Project } from '../model/project.ts'
import type { RuleDeclaration } from '../model/rule.ts'
import type { Span } from '../model/span.ts'
import type { Concern } from './concern.ts'
import { concernOf } from './concern.ts'
import type { SuppressionProblem } from '../model/suppression.ts'
import type { RuleVerdict } from './dispatch.ts'
import { dispatch } from './dispatch.ts'
import { fingerprint } from './fingerprint.ts'
import { comparePositions, compareText, positionOf } from './place.ts'
import { isReached, sparedByRole } from './role.ts'
import type { AnyRule, AnyViolation, Edit, RuleId, Step } from './rule.ts'
import { atMost, configuredSeverity, noSurerThan, severityRank } from './severity.ts'
import { suppressionsIn } from './suppress.ts'
import { talliesOf } from './tally.ts'

export interface CheckOptions {
  readonly rules: readonly AnyRule[]
  /** The stage of a rule, if it is not the declared one: how tests see what a rule will do once it is stable. Users cannot set it. */
  readonly stageOf?: (rule: RuleId) => Stage
  /** What the configuration sets a rule to in a file; undefined where it is left as declared. */
  readonly settingOf?: (rule: string, file: string) => Severity | 'off' | undefined
  /** YYYY-MM-DD; without it no suppression expires. */
  readonly today?: string
}

export interface CheckResult {
  /** By path, line, column and rule. */
  readonly findings: readonly Finding[]
  /** Everything the rules said, the fine and the unknown too. */
  readonly verdicts: readonly RuleVerdict[]
  /** Replacements in the user's own code, by finding. */
  readonly edits: ReadonlyMap<string, readonly Edit[]>
  /** What each finding is about, for those who connect findings. */
  readonly concerns: ReadonlyMap<string, Concern>
  /** What each rule that ran looked at, by rule. */
  readonly tallies: readonly Tally[]
  /** What is wrong with suppressions, by place. */
  readonly suppressions: readonly SuppressionProblem[]
}

/** Judges a project. Pure: the same project and rules give the same result, whatever the order of files or rules. */
export function check(project: Project, options: CheckOptions): CheckResult {
  const rules = options.rules.toSorted((x, y) => compareText(x.id, y.id))
  const stageOf = options.stageOf ?? ((rule) => declarations[rule].stage)
  const verdicts = Array.from(dispatch(rules, project), (given) => judgedByRole(given, project))
  const drafts = groupByPlace(verdicts, project, stageOf).toSorted(
    (x, y) => comparePositions(x.position, y.position) || compareText(x.declaration.id, y.declaration.id),
  )
  const seen = new Map<string, number>()
  const edits = new Map<string, readonly Edit[]>()
  const concerns = new Map<string, Concern>()
  const suppressions = suppressionsIn(project, new Set(rules.map(({ id }) => id)), options.today ?? null)
  const findings = drafts.flatMap((draft): readonly Finding[] => {
    const { declaration, violation, position } = draft
    const id = identify(draft, seen)
    const suppressed = suppressions.of(declaration.id as RuleId, violation.at)
    const severity = configuredSeverity(draft.severity, declaration.severity, options.settingOf?.(declaration.id, position.file))
    if (severity === 'off') return []
    if (draft.violation.edits !== undefined && draft.violation.edits.length > 0) edits.set(id, draft.violation.edits)
    concerns.set(id, concernOf(draft.violation, draft.others))
    return [{ ...finish(draft, id), severity, nativeSeverity: severity, ...(suppressed === undefined ? {} : { suppressed }) }]
  })
  const tallies = talliesOf(
    rules.map(({ id }) => ({ rule: id, stage: stageOf(id) })),
    verdicts,
    project,
  )
  return { findings, verdicts, edits, concerns, tallies, suppressions: suppressions.problems() }
}

/** Code that serves nobody has no faults of the service. */
function judgedByRole({ rule, verdict }: RuleVerdict, project: Project): RuleVerdict {
  const because = verdict.is === 'unknown' ? null : sparedByRole(project, verdict.at.file, declarations[rule].judges)
  return because === null ? { rule, verdict } : { rule, verdict: { is: 'fine', at: verdict.at, because } }
}

interface Draft {
  readonly declaration: RuleDeclaration
  readonly stage: Stage
  readonly violation: AnyViolation
  readonly project: Project
  readonly position: ReturnType<typeof positionOf>
  readonly severity: Severity
  readonly confidence: Confidence
  readonly reached: boolean
  /** Weaker violations of the rule at the same place. */
  readonly others: AnyViolation[]
}

/**
 * One finding per rule and place: the most severe violation, then the one with the shortest way, then the first. The links of
 * one chain (`connect().execute().fetchone()`) start at one place.
 */
function groupByPlace(verdicts: readonly RuleVerdict[], project: Project, stageOf: (rule: RuleId) => Stage): readonly Draft[] {
  const groups = new Map<string, Draft>()
  for (const { rule, verdict } of verdicts) {
    if (verdict.is !== 'violation') continue
    const draft = draftOf(declarations[rule], stageOf(rule), verdict, project)
    const key = `${rule}\0${verdict.at.file}\0${verdict.at.start}`
    const known = groups.get(key)
    if (known === undefined) groups.set(key, draft)
    else if (isStronger(draft, known)) groups.set(key, { ...draft, others: [known.violation, ...known.others] })
    else known.others.push(verdict)
  }
  return [...groups.values()]
}

function draftOf(declaration: RuleDeclaration, stage: Stage, violation: AnyViolation, project: Project): Draft {
  const reached = isReached(project, violation.at.file, declaration.judges)
  const severity = atMost(violation.severity ?? declaration.severity, declaration.severity)
  const confidence = noSurerThan(violation.confidence ?? declaration.confidence, declaration.confidence)
  return {
    declaration,
    stage,
    violation,
    project,
    position: positionOf(project, violation.at),
    severity: reached ? severity : atMost(severity, 'minor'),
    confidence: reached ? confidence : 'low',
    reached,
    others: [],
  }
}

const isStronger = (x: Draft, y: Draft): boolean =>
  (severityRank(x.severity) - severityRank(y.severity) || x.violation.evidence.length - y.violation.evidence.length) < 0

function identify({ declaration, violation, project }: Draft, seen: Map<string, number>): string {
  const symbol = project.symbolAt(violation.subject.place)
  const identity = { rule: declaration.id, symbol, expression: violation.expression, root: violation.root?.callee ?? '' }
  const key = Object.values(identity).join('\0')
  const ordinal = seen.get(key) ?? 0
  seen.set(key, ordinal + 1)
  return fingerprint({ ...identity, ordinal })
}

function finish(draft: Draft, id: string): Finding {
  const { declaration, stage, violation, project, severity, confidence } = draft
  const { message, data, evidence, root, subject } = violation
  return {
    id,
    rule: declaration.id,
    also: declaration.also,
    pack: declaration.pack,
    severity,
    nativeSeverity: severity,
    confidence,
    stage,
    nonNegotiable: standardOf(draft),
    category: declaration.category,
    cause: declaration.cause,
    ...(declaration.cwe === undefined ? {} : { cwe: declaration.cwe }),
    ...(declaration.securitySeverity === undefined ? {} : { securitySeverity: declaration.securitySeverity }),
    symbol: project.symbolAt(subject.place),
    services: project.servicesAt(violation.at.file),
    occurrences: 1,
    message: fill(declaration.messages[message], data),
    why: declaration.why,
    remedy: fill(declaration.remedy, data),
    ...operationsOf(declaration),
    evidence: evidence.map((step) => stepOf(project, step)),
    ...(root === undefined ? {} : { root: { ...positionOf(project, root.at), callee: root.callee } }),
    related: relatedOf(draft),
    fix: { ...declaration.example, example: true },
    ...draft.position,
  }
}

/** The operations side of the remedy, where the rule has one. */
const operationsOf = ({ rollout, rollback, monitor }: RuleDeclaration): Pick<Finding, 'rollout' | 'rollback' | 'monitor'> =>
  rollout === undefined || rollback === undefined || monitor === undefined ? {} : { rollout, rollback, monitor }

/** Only proven, reached faults of stable rules violate a standard. */
function standardOf({ declaration, stage, violation, severity, confidence, reached }: Draft): string | null {
  const isProven = stage === 'stable' && reached && severityRank(severity) <= severityRank('major') && confidence !== 'low'
  if (!isProven) return null
  return violation.standard === undefined ? declaration.standard : violation.standard
}

const stepOf = (project: Project, { at, label }: Step): EvidenceStep => ({ ...positionOf(project, at), label })

/** Further roots behind the same place, each once, by position. */
function relatedOf({ violation, others, project }: Draft): readonly EvidenceStep[] {
  const steps = new Map<string, EvidenceStep>()
  const primary = violation.root
  const causes = [violation, ...others].flatMap((each) => [...(each.root === undefined ? [] : [each.root]), ...(each.others ?? [])])
  for (const root of causes) {
    if (primary === undefined || sameSpan(root.at, primary.at)) continue
    const step = { ...positionOf(project, root.at), label: `also reaches \`${root.callee}\`` }
    steps.set(`${step.file}\0${step.line}\0${step.column}\0${step.endColumn}`, step)
  }
  return [...steps.values()].toSorted(comparePositions)
}

const sameSpan = (x: Span, y: Span): boolean => x.file === y.file && x.start === y.start && x.end === y.end

const PLACEHOLDER = /\{([a-z]+)\}/g

/** Replaces `{name}`; an unknown name is a fault of the rule and throws. */
function fill(text: string, data: Readonly<Record<string, string>>): string {
  return text.replace(PLACEHOLDER, (_, name: string) => {
    const value = data[name]
    if (value === undefined) throw new Error(`placeholder {${name}} was not given`)
    return value
  })
}

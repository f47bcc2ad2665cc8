/** Findings as SARIF results. */
import type { CodeFlow, Location, PhysicalLocation, Result, ThreadFlowLocation } from 'sarif'
import type { EvidenceStep, Finding } from '../model/finding.ts'
import type { Elevation } from '../model/issue.ts'
import type { Position } from '../model/span.ts'
import type { SuppressionProblem } from '../model/suppression.ts'
import { isAside } from './concise.ts'
import { LEVELS, type Level } from './sarif-rules.ts'
import { visible, wellFormed } from './visible.ts'

/** A result before it is known whether there is room for it. */
export interface Draft {
  readonly level: Level
  readonly at: Position
  readonly result: Omit<Result, 'partialFingerprints'>
  readonly fingerprint: string | null
}

/** Steps of one path, paths of one result, further places of one result: GitHub shows more, nobody reads them. */
const MOST_STEPS = 20
const MOST_FLOWS = 5
export const MOST_RELATED = 50

/** A finding without a vote must not fail the check that GitHub makes of the errors. */
const levelOf = (finding: Finding): Level => (isAside(finding) ? 'note' : LEVELS[finding.severity])

/** One result per rule and line, from the most severe finding there: GitHub takes two as one. */
export const resultsOf = (findings: readonly Finding[], elevations: readonly Elevation[], tellsSuppressed: boolean): readonly Draft[] => {
  const raised = new Map(elevations.map((elevation) => [elevation.finding, elevation]))
  const byLine = new Map<string, Finding[]>()
  for (const finding of findings) {
    const { rule, file, line, suppressed } = finding
    const key = [rule, file, line, suppressed === undefined].join('\0')
    const group = byLine.get(key)
    if (group === undefined) byLine.set(key, [finding])
    else group.push(finding)
  }
  return [...byLine.values()].map((group) => resultOf(group.toSorted((x, y) => rank(x) - rank(y)), raised, tellsSuppressed)) // prettier-ignore
}

const ORDER: readonly Level[] = ['error', 'warning', 'note']
const rank = (finding: Finding): number => ORDER.indexOf(levelOf(finding))
/** The most severe first. */
export const compareLevels = (x: Draft, y: Draft): number => ORDER.indexOf(x.level) - ORDER.indexOf(y.level)

const resultOf = ([finding, ...others]: readonly Finding[], raised: ReadonlyMap<string, Elevation>, tellsSuppressed: boolean): Draft => {
  const elevation = raised.get(finding.id)
  const { id, rule, message, remedy, symbol, root, related, suppressed } = finding
  const level = levelOf(finding)
  const isElsewhere = root !== undefined && (root.file !== finding.file || root.line !== finding.line)
  const places = [
    ...(isElsewhere ? [{ ...root, label: root.callee }] : []),
    ...related,
    ...others.map((other) => ({ ...other, label: other.message })),
  ].slice(0, MOST_RELATED)
  const text = [
    `${plain(message)}. ${plain(remedy)}`,
    ...(isElsewhere ? [`See [the cause](1).`] : []),
    ...(others.length === 0 ? [] : [`And ${others.length} more on this line.`]),
    ...(finding.stage === 'preview' ? ['(preview)'] : finding.confidence === 'low' ? ['(needs confirmation)'] : []),
  ].join(' ')
  const flows = [finding, ...others].filter(({ evidence }) => evidence.length > 0).slice(0, MOST_FLOWS)
  return {
    level,
    at: finding,
    fingerprint: id,
    result: {
      ruleId: rule,
      level,
      message: { text },
      locations: [
        {
          physicalLocation: physical(finding),
          ...(symbol === '' ? {} : { logicalLocations: [{ fullyQualifiedName: visible(symbol) }] }),
        },
      ],
      ...(flows.length === 0 ? {} : { codeFlows: flows.map(({ evidence }) => flowOf(evidence)) }),
      ...(places.length === 0 ? {} : { relatedLocations: places.map((place, at) => ({ id: at + 1, ...locationOf(place) })) }),
      ...(tellsSuppressed ? { suppressions: suppressed === undefined ? [] : [suppressionOf(suppressed)] } : {}),
      properties: {
        severity: finding.severity,
        confidence: finding.confidence,
        stage: finding.stage,
        ...(finding.nonNegotiable === null ? {} : { standard: finding.nonNegotiable }),
        ...(elevation === undefined ? {} : { raisedFrom: elevation.from, raisedBecause: [...elevation.because] }),
      },
    },
  }
}

const suppressionOf = ({ reason, until }: NonNullable<Finding['suppressed']>): NonNullable<Result['suppressions']>[number] => ({
  kind: 'inSource',
  status: 'accepted',
  justification: visible(until === undefined ? reason : `${reason} (until ${until})`),
})

export const problemResult = (problem: SuppressionProblem): Draft => ({
  level: 'note',
  at: problem,
  fingerprint: null,
  result: {
    ruleId: problem.rule,
    level: 'note',
    message: { text: `${plain(problem.message)}.` },
    locations: [{ physicalLocation: physical(problem) }],
  },
})

/** A long path keeps both its ends. */
const flowOf = (evidence: readonly EvidenceStep[]): CodeFlow => {
  const left = evidence.length - MOST_STEPS
  const half = MOST_STEPS / 2
  const shown = left <= 0 ? evidence : [...evidence.slice(0, half), ...evidence.slice(-half)]
  const locations = shown.map((step, at): ThreadFlowLocation => {
    const label = left > 0 && at === half ? `(${left} steps left out) ${step.label}` : step.label
    return { location: locationOf({ ...step, label }) }
  })
  return { threadFlows: [{ locations }] }
}

export const locationOf = (step: Position & { readonly label: string }): Location => ({
  physicalLocation: physical(step),
  message: { text: plain(step.label) },
})

export const physical = ({ file, line, column, endLine, endColumn }: Position): PhysicalLocation => ({
  artifactLocation: artifact(file),
  region: { startLine: line, startColumn: column, endLine, endColumn },
})

/** A file as a URI reference below the repository's root, every segment percent-encoded. */
export const artifact = (file: string): { readonly uri: string; readonly uriBaseId: '%SRCROOT%' } => ({
  uri: file
    .split('/')
    .map((segment) => encodeURIComponent(wellFormed(segment)))
    .join('/'),
  uriBaseId: '%SRCROOT%',
})

/** Text that comes from the reviewed code: on one line, and never a link of the report's own. */
export const plain = (text: string): string => visible(text).replaceAll('](', '] (')

/** What the chair says, for a terminal: the verdict, how far it is to the next one, the worst that lines up, what to do first. */
import type { Finding } from '../model/finding.ts'
import type { Compound } from '../model/issue.ts'
import type { Grade, Standard, StandardStatus, Verdict } from '../model/judgement.ts'
import type { Report } from '../model/report.ts'
import { isAside } from './concise.ts'
import { countBySeverity, plural } from './group.ts'
import type { Paint } from './paint.ts'
import { visible } from './visible.ts'

const WORDS: Readonly<Record<Verdict, string>> = {
  'needs-rework': 'Needs Rework',
  'approve-with-changes': 'Approve with Changes',
  approved: 'Approved',
  'not-assessed': 'Not assessed',
}

/** "Needs Rework: 3 standards violated, 2 blockers; 5 fixes to Approve with Changes". */
export const verdictLine = (report: Report): string => {
  const because = reasonsOf(report)
  const distance = distanceOf(report)
  return `${WORDS[report.verdict]}${because.length === 0 ? '' : `: ${because.join(', ')}`}${distance === '' ? '' : `; ${distance}`}`
}

const reasonsOf = (report: Report): readonly string[] => {
  const { verdict, findings, compounds, standards } = report
  if (verdict === 'not-assessed') return ['no application of a known framework was found']
  const violated = countOf(standards, 'violated')
  const waived = countOf(standards, 'waived')
  const low = Object.entries(report.packs).flatMap(([pack, { score }]) => (score !== null && score < 70 ? [`${pack} at ${score}`] : []))
  const weight = verdict === 'needs-rework' ? 'blocker' : 'major'
  const severe = findings.filter((finding) => !isAside(finding) && finding.severity === weight)
  const lined = compounds.filter(({ severity }) => severity === weight).length
  const unchecked = countOf(standards, 'needsConfirmation')
  return [
    ...(violated > 0 ? [`${violated} ${plural('standard', violated)} violated`] : []),
    ...(lined > 0 ? [`${lined} compound ${plural('issue', lined)}`] : []),
    ...(severe.length > 0 ? [countBySeverity(severe)] : []),
    ...(verdict === 'approve-with-changes' && waived > 0 ? [`${waived} ${plural('standard', waived)} waived`] : []),
    ...(verdict === 'approve-with-changes' ? low : []),
    ...(unchecked > 0 ? [`${unchecked} of ${standards.length} standards not proven`] : []),
  ]
}

/** How many changes away the next better verdict is. */
const distanceOf = ({ verdict, roadmap }: Report): string => {
  const stage = verdict === 'needs-rework' ? 'fix before merge' : verdict === 'approve-with-changes' ? 'fix before deploy' : null
  const fixes = roadmap.filter((item) => item.stage === stage).length
  const next = WORDS[verdict === 'needs-rework' ? 'approve-with-changes' : 'approved']
  return fixes === 0 ? '' : `${fixes} ${fixes === 1 ? 'fix' : 'fixes'} to ${next}`
}

const countOf = (standards: readonly Standard[], status: StandardStatus): number =>
  standards.filter((standard) => standard.status === status).length

/** What a reader sees first. */
export const firstLines = (report: Report, paint: Paint): readonly string[] => {
  const [item] = report.roadmap
  return [
    verdictPaint(report.verdict, paint)(visible(verdictLine(report))),
    ...worstLines(report, paint),
    ...(item === undefined
      ? []
      : [`  first  ${visible(item.fix)} ${paint.dim(`(${closingOf(item.closes.length)}, ${item.effort} change)`)}`]),
    ...healthLine(report, paint),
    '',
  ]
}

const closingOf = (count: number): string => `closes ${count}`

const verdictPaint = (verdict: Verdict, paint: Paint): ((text: string) => string) => {
  const colour = verdict === 'needs-rework' ? paint.red : verdict === 'approved' ? paint.green : paint.yellow
  return (text) => colour(paint.bold(text))
}

const RANK = { blocker: 0, major: 1, minor: 2, suggestion: 3 } as const

/** The compound, or the finding where there is none. */
const worstLines = ({ compounds, findings }: Report, paint: Paint): readonly string[] => {
  const [worst] = compounds.toSorted((x, y) => RANK[x.severity] - RANK[y.severity])
  if (worst !== undefined) return [`  worst  ${paint.bold(visible(worst.title))}: ${visible(worst.message)}`]
  const [finding] = findings.filter((each) => !isAside(each)).toSorted((x, y) => RANK[x.severity] - RANK[y.severity])
  return finding === undefined ? [] : [`  worst  ${visible(finding.message)} ${paint.dim(placeOf(finding))}`]
}

const GRADES: Readonly<Record<Grade, string>> = {
  healthy: 'healthy',
  acceptable: 'acceptable',
  'needs-work': 'needs work',
  critical: 'critical',
  'not-applicable': 'not scored',
}

const healthLine = ({ health, packs }: Report, paint: Paint): readonly string[] => {
  if (health.overall === null) return []
  const scored = Object.entries(packs).flatMap(([pack, { score, grade }]) => (score === null ? [] : [`${pack} ${score} ${GRADES[grade]}`]))
  const left = Object.values(packs).filter(({ score }) => score === null).length
  return [`  health ${health.overall} ${paint.dim(`(${scored.join(', ')}${left === 0 ? '' : `; ${left} packs not scored`})`)}`]
}

/** Compounds and elevations: what no single finding says. */
export const issueLines = ({ compounds, elevations, findings }: Report, paint: Paint): readonly string[] => {
  const byId = new Map(findings.map((finding) => [finding.id, finding]))
  const raised = elevations.map(({ finding, from, to, because }) => {
    const own = byId.get(finding)
    const others = [...new Set(because.map((id) => byId.get(id)?.pack ?? ''))].join(' and ')
    return `  ${own === undefined ? finding : placeOf(own)} ${own?.rule ?? ''} raised from ${from} to ${to}: ${others} agrees`
  })
  return [
    ...compounds.flatMap((compound) => [...compoundLines(compound, byId, paint), '']),
    ...(raised.length === 0 ? [] : [paint.bold('Raised because packs agree'), ...raised, '']),
  ]
}

const compoundLines = (compound: Compound, byId: ReadonlyMap<string, Finding>, paint: Paint): readonly string[] => {
  const { severity, title, pattern, confidence, message, effect, fix, parts, moreAnchors } = compound
  const partLines = parts.flatMap((part) => {
    if ('fact' in part) return part.evidence.map((step) => `${paint.cyan(placeOf(step))}  ${visible(step.label)}`)
    const finding = byId.get(part.finding)
    return finding === undefined
      ? []
      : [`${paint.cyan(placeOf(finding))}  ${finding.nativeSeverity} ${visible(finding.message)} ${paint.dim(`[${finding.rule}]`)}`]
  })
  return [
    `${paint.red(paint.bold(`${severity}, together`))} ${paint.bold(visible(title))} ${paint.dim(`[${pattern}, confidence ${confidence}]`)}`,
    `  ${visible(message)}`,
    ...partLines.map((line, at) => `  ${at === 0 ? 'parts' : '     '} ${line}`),
    ...(moreAnchors === 0 ? [] : [`        and ${moreAnchors} more places`]),
    `  load  ${visible(effect)}`,
    `  help  ${visible(fix)}`,
  ]
}

const placeOf = ({ file, line, column }: { readonly file: string; readonly line: number; readonly column: number }): string =>
  `${visible(file)}:${line}:${column}`

/** Every standard that is not simply held or without subject. */
export const standardLines = ({ standards }: Report, paint: Paint): readonly string[] => {
  const shown = standards.filter(({ status }) => status === 'violated' || status === 'waived')
  const held = countOf(standards, 'held')
  const rest = `${held} held, ${countOf(standards, 'notApplicable')} not applicable, ${countOf(standards, 'needsConfirmation')} not proven`
  return [
    `${paint.bold('Standards')}: ${countOf(standards, 'violated')} violated, ${countOf(standards, 'waived')} waived, ${rest}`,
    ...shown.map(({ standard, status, findings, reason }) => {
      const places = `${findings.length} ${plural('place', findings.length)}`
      return `  ${status === 'violated' ? paint.red(status) : paint.yellow(status)} ${standard}: ${places}${reason === undefined ? '' : `, ${visible(reason)}`}`
    }),
    '',
  ]
}

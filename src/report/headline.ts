/** What every format for people says first: the verdict, how far it is to the next one, the worst, and what to do first. */
import type { Finding, Severity } from '../model/finding.ts'
import type { Compound } from '../model/issue.ts'
import type { Grade, RoadmapItem, Standard, StandardStatus, Verdict } from '../model/judgement.ts'
import type { Report } from '../model/report.ts'
import { isAside } from './concise.ts'
import { countBySeverity, plural } from './group.ts'

export const VERDICTS: Readonly<Record<Verdict, string>> = {
  'needs-rework': 'Needs Rework',
  'approve-with-changes': 'Approve with Changes',
  approved: 'Approved',
  'not-assessed': 'Not assessed',
}

export const GRADES: Readonly<Record<Grade, string>> = {
  healthy: 'healthy',
  acceptable: 'acceptable',
  'needs-work': 'needs work',
  critical: 'critical',
  'not-applicable': 'not scored',
}

/** Most severe first. */
export const RANK: Readonly<Record<Severity, number>> = { blocker: 0, major: 1, minor: 2, suggestion: 3 }

/** "Needs Rework: 3 standards violated, 2 blockers; 5 fixes to Approve with Changes; 4 of 17 standards not proven". */
export const verdictLine = (report: Report): string => {
  const because = reasonsOf(report).join(', ')
  const rest = [distanceOf(report), unprovenOf(report)].filter((text) => text !== '')
  return `${VERDICTS[report.verdict]}: ${[because, ...rest].join('; ')}`
}

const reasonsOf = (report: Report): readonly string[] => {
  const { verdict, findings, compounds, standards } = report
  if (verdict === 'not-assessed')
    return [
      report.routes.length === 0
        ? 'no application of a known framework was found'
        : 'the application has nothing that a stable rule looks at',
    ]
  if (verdict === 'approved') return ['stable rules found nothing that asks for a change']
  const violated = countOf(standards, 'violated')
  const waived = countOf(standards, 'waived')
  const low = Object.entries(report.packs).flatMap(([pack, { score }]) => (score !== null && score < 70 ? [`${pack} at ${score}`] : []))
  const weight = verdict === 'needs-rework' ? 'blocker' : 'major'
  const severe = findings.filter((finding) => !isAside(finding) && finding.severity === weight)
  const lined = compounds.filter(({ severity }) => severity === weight).length
  return [
    ...(violated > 0 ? [`${violated} ${plural('standard', violated)} violated`] : []),
    ...(lined > 0 ? [`${lined} compound ${plural('issue', lined)}`] : []),
    ...(severe.length > 0 ? [countBySeverity(severe)] : []),
    ...(verdict === 'approve-with-changes' && waived > 0 ? [`${waived} ${plural('standard', waived)} waived`] : []),
    ...(verdict === 'approve-with-changes' ? low : []),
  ]
}

/** How many changes away the next better verdict is. */
const distanceOf = ({ verdict, roadmap }: Report): string => {
  const stage = verdict === 'needs-rework' ? 'fix before merge' : verdict === 'approve-with-changes' ? 'fix before deploy' : null
  const fixes = roadmap.filter((item) => item.stage === stage).length
  const next = VERDICTS[verdict === 'needs-rework' ? 'approve-with-changes' : 'approved']
  return fixes === 0 ? '' : `${fixes} ${fixes === 1 ? 'fix' : 'fixes'} to ${next}`
}

/** What the verdict does not rest on. */
const unprovenOf = ({ verdict, standards }: Report): string => {
  const unproven = countOf(standards, 'needsConfirmation')
  return unproven === 0 || verdict === 'not-assessed' ? '' : `${unproven} of ${standards.length} standards not proven yet`
}

export const countOf = (standards: readonly Standard[], status: StandardStatus): number =>
  standards.filter((standard) => standard.status === status).length

/** The most severe compound; where there is none, the most severe finding with a vote, else without. */
export const worstOf = ({ compounds, findings }: Report): { readonly compound: Compound } | { readonly finding: Finding } | null => {
  const [compound] = compounds.toSorted((x, y) => RANK[x.severity] - RANK[y.severity])
  if (compound !== undefined) return { compound }
  const [finding] = findings
    .filter(({ suppressed, confidence }) => suppressed === undefined && confidence !== 'low')
    .toSorted((x, y) => Number(isAside(x)) - Number(isAside(y)) || RANK[x.severity] - RANK[y.severity])
  return finding === undefined ? null : { finding }
}

/** What the roadmap starts with. */
export const firstOf = ({ roadmap }: Report): RoadmapItem | null => roadmap[0] ?? null

/** "closes 3, medium change, db +12, in app/db.py". */
export const gainOf = ({ closes, effort, scoreGain, files }: RoadmapItem): string => {
  const others = files.length - 1
  const where = files.length === 0 ? [] : [`in ${files[0]}${others === 0 ? '' : ` and ${others} more ${plural('file', others)}`}`]
  const won = Object.entries(scoreGain).map(([pack, points]) => `${pack} ${points > 0 ? '+' : ''}${points}`)
  return [`closes ${closes.length}`, `${effort} change`, ...won, ...where].join(', ')
}

/** The most consequential issues: compounds, then findings with a vote. */
export const mostConsequential = (report: Report, count: number): readonly (Compound | Finding)[] =>
  [
    ...report.compounds.toSorted((x, y) => RANK[x.severity] - RANK[y.severity]),
    ...report.findings.filter((finding) => !isAside(finding)).toSorted((x, y) => RANK[x.severity] - RANK[y.severity]),
  ].slice(0, count)

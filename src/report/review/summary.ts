/** Part 1: the verdict, the worst, what to do first; health by pack; what is judged. */
import type { Grade, Verdict } from '../../model/judgement.ts'
import { isAside } from '../concise.ts'
import type { Block, Inline, Line } from '../document.ts'
import { heading, paragraph, placeCode, prose } from '../document.ts'
import { GRADES, firstOf, gainOf, mostConsequential, verdictLine, worstOf } from '../headline.ts'
import { servicesBlocks } from './services.ts'
import type { Sheet } from './sheet.ts'
import { SIGNS, SPECIALISTS, numberLink } from './sheet.ts'

const TONES = {
  'needs-rework': 'bad',
  'approve-with-changes': 'middling',
  approved: 'good',
  'not-assessed': 'none',
} as const satisfies Record<Verdict, string>
const VERDICT_SIGNS: Readonly<Record<Verdict, string>> = {
  'needs-rework': '🔴',
  'approve-with-changes': '🟠',
  approved: '🟢',
  'not-assessed': '⚪',
}
export const GRADE_SIGNS: Readonly<Record<Grade, string>> = {
  critical: '🔴',
  'needs-work': '🟠',
  acceptable: '🟡',
  healthy: '🟢',
  'not-applicable': '⚪',
}

/** The first screen: what a person has to see within five seconds. */
export const leadPart = (sheet: Sheet): Block => {
  const { report } = sheet
  const worst = worstOf(report)
  const first = firstOf(report)
  const lines: Line[] = []
  if (worst !== null && 'compound' in worst)
    lines.push([{ strong: 'Worst: ' }, { to: 'compounds', text: worst.compound.title }, '. ', ...prose(worst.compound.message)])
  else if (worst !== null)
    lines.push([
      { strong: 'Worst: ' },
      ...prose(worst.finding.message),
      ' ',
      placeCode(worst.finding),
      ' (',
      numberLink(sheet, worst.finding),
      isAside(worst.finding) ? ', preview: no vote)' : ')',
    ])
  if (first !== null)
    lines.push([{ strong: 'Do first: ' }, ...prose(first.fix), ` (${gainOf(first)}; `, { to: 'roadmap', text: 'roadmap' }, ')'])
  if (worst === null) lines.push(['No faults that line up, and no finding.'])
  else if (first === null) lines.push([{ strong: 'Do first: ' }, 'nothing has to be done: no finding has a vote.'])
  lines.push(healthOf(sheet))
  return {
    is: 'lead',
    tone: TONES[report.verdict],
    blocks: [
      heading(2, `${VERDICT_SIGNS[report.verdict]} ${verdictLine(report)}`, 'verdict-first'),
      ...lines.map((line) => paragraph(...line)),
    ],
  }
}

const healthOf = ({ report }: Sheet): Line => {
  const { overall } = report.health
  const packs = Object.values(report.packs).filter(({ score }) => score !== null).length
  if (overall === null) return [{ strong: 'Health: ' }, 'no score, because no stable rule had anything to judge.']
  return [
    { strong: 'Health: ' },
    { score: overall, label: 'overall health' },
    ` over ${packs} of ${Object.keys(report.packs).length} packs.`,
  ]
}

export const summaryPart = (sheet: Sheet): readonly Block[] => {
  const { report } = sheet
  const worst = mostConsequential(report, 3)
  return [
    heading(2, 'Executive summary', 'summary'),
    healthTable(sheet),
    heading(3, 'Most consequential', 'consequential'),
    worst.length === 0
      ? paragraph('Nothing with a vote was found.')
      : {
          is: 'list',
          ordered: true,
          lines: worst.map((issue) =>
            'pattern' in issue
              ? [`${SIGNS[issue.severity]} together: `, { to: 'compounds', text: issue.title }, '. ', ...prose(issue.message)]
              : [`${SIGNS[issue.severity]} `, numberLink(sheet, issue), '. ', ...prose(issue.message), ' ', placeCode(issue)],
          ),
        },
    heading(3, 'What was reviewed', 'reviewed'),
    ...reviewedOf(sheet),
    ...servicesBlocks(sheet),
  ]
}

export const healthTable = ({ report }: Sheet): Block => ({
  is: 'table',
  label: 'Health by specialist',
  head: ['Specialist', 'Grade', 'Score', 'Findings', 'Checks'],
  rows: Object.entries(report.packs).map(([pack, { grade, score, findings, checksRun }]): readonly Line[] => {
    const points: Inline = score === null ? '-' : { score, label: `${SPECIALISTS[pack] ?? pack} score` }
    return [
      [{ to: `pack-${pack}`, text: SPECIALISTS[pack] ?? pack }],
      [`${GRADE_SIGNS[grade]} ${GRADES[grade]}`],
      [points],
      [String(findings)],
      [String(checksRun)],
    ]
  }),
})

const reviewedOf = ({ report: { stats, routes, notAnalysed } }: Sheet): readonly Block[] => {
  const { files, lines, calls, resolvedCalls, reachedCalls } = stats
  const public_ = routes.filter(({ auth }) => auth === 'public').length
  const unsure = routes.filter(({ auth }) => auth === 'unknown').length
  const share =
    calls === 0 ? 'no calls' : `${Math.floor((100 * resolvedCalls) / calls)} % of ${calls} calls resolved (the rest stays silent)`
  return [
    {
      is: 'list',
      lines: [
        [`${files} Python files, ${lines} lines; ${share}; ${reachedCalls} calls on a way from an entry point.`],
        routes.length === 0
          ? ['No route was found.']
          : [
              `${routes.length} routes: ${public_} without authentication, ${unsure} where it is not known; `,
              { code: 'faultline routes' },
              ' lists them.',
            ],
        notAnalysed.length === 0 ? ['Every file was analysed.'] : [`${notAnalysed.length} files were not analysed, or not whole.`],
      ],
    },
    ...(notAnalysed.length === 0
      ? []
      : [
          {
            is: 'details' as const,
            summary: ['Not analysed'],
            blocks: [
              {
                is: 'list' as const,
                lines: notAnalysed.slice(0, 20).map(({ file, because }) => [{ code: file }, ': ', ...prose(because)]),
              },
            ],
          },
        ]),
  ]
}

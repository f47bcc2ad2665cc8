/** Part 5: all eight speak, also to say that they found nothing. */
import type { Finding } from '../../model/finding.ts'
import type { PackReview } from '../../model/judgement.ts'
import type { Block, Line } from '../document.ts'
import { capped, heading, paragraph, placeCode, prose, shortened } from '../document.ts'
import { frame } from '../frame.ts'
import { GRADES, RANK } from '../headline.ts'
import { plural } from '../group.ts'
import type { Paint } from '../paint.ts'
import type { Sheet } from './sheet.ts'
import { SPECIALISTS, detailId, weightOf } from './sheet.ts'
import { GRADE_SIGNS } from './summary.ts'

const same = (text: string): string => text
const PLAIN: Paint = { bold: same, dim: same, red: same, yellow: same, green: same, cyan: same }
const MOST_NOTES = 12
const MOST_STEPS = 20

export const specialistsPart = (sheet: Sheet): readonly Block[] => [
  heading(2, 'Specialists', 'specialists'),
  ...Object.entries(sheet.report.packs).flatMap(([pack, review]) => specialist(pack, review, sheet)),
]

const specialist = (pack: string, review: PackReview, sheet: Sheet): readonly Block[] => {
  const own = sheet.findings.filter((finding) => finding.pack === pack)
  const detailed = own.filter((finding) => sheet.numberOf(finding) <= sheet.most)
  const left = own.length - detailed.length
  return [
    heading(
      3,
      `${SPECIALISTS[pack] ?? pack}: ${GRADE_SIGNS[review.grade]} ${GRADES[review.grade]}${review.score === null ? '' : `, ${review.score}`}`,
      `pack-${pack}`,
    ),
    paragraph(foundLine(review, own.length)),
    ...ledgerOf(review),
    ...notesOf(review),
    ...detailed.map((finding) => detailOf(finding, sheet)),
    ...(left === 0
      ? []
      : [paragraph(`${left} more ${plural('finding', left)} of this pack without detail here: the JSON report holds all.`)]),
  ]
}

/** "no issues found, 12 checks ran". */
export const foundLine = ({ checksRun, findings }: PackReview, shown: number): string => {
  const ran = `${checksRun} ${plural('check', checksRun)} ran`
  if (checksRun === 0) return 'Nothing was checked.'
  if (findings === 0) return `No issues found, ${ran}.`
  const hidden = findings - shown
  return `${findings} ${plural('finding', findings)}, ${ran}.${hidden === 0 ? '' : ` ${hidden} of lower confidence or suppressed, not shown.`}`
}

const ledgerOf = ({ ledger, cap, score }: PackReview): readonly Block[] => {
  if (score === null) return []
  const steps = ledger.map(({ rule, factor, findings, opportunities, left }): Line => [
    { code: rule },
    ` × ${factor} (${findings} of ${opportunities}, ${left} left)`,
  ])
  if (steps.length === 0) return [paragraph('Score: 100, nothing was taken off.')]
  const lines: readonly Line[] = [
    ['100'],
    ...steps,
    ...(cap === undefined ? [] : [[`capped at ${cap.limit}: ${cap.because}`]]),
    [`score ${score}`],
  ]
  return [
    { is: 'details', summary: [`How the score of ${score} comes about`], blocks: [{ is: 'chain', label: 'Ledger of the score', lines }] },
  ]
}

const notesOf = ({ notChecked }: PackReview): readonly Block[] => {
  if (notChecked.length === 0) return []
  const { shown, more } = capped(notChecked, MOST_NOTES)
  const lines = [...shown.map((note) => prose(note)), ...(more === 0 ? [] : [[`and ${more} more`]])]
  return [
    {
      is: 'details',
      summary: [`Not a clean bill: ${notChecked.length} ${plural('note', notChecked.length)} on what was not checked`],
      blocks: [{ is: 'list', lines }],
    },
  ]
}

const detailOf = (finding: Finding, sheet: Sheet): Block => {
  const { evidence, why, remedy, rule, category, confidence, symbol, severity, nativeSeverity } = finding
  const number = sheet.numberOf(finding)
  const source = sheet.sourceOf(finding.file)
  const framed = source === undefined ? [] : frame(source, finding, PLAIN)
  const raised = RANK[severity] < RANK[nativeSeverity] ? `, raised from ${nativeSeverity}` : ''
  return {
    is: 'details',
    id: detailId(number),
    summary: [`${number}. ${weightOf(finding)}: `, ...prose(finding.message), ' ', placeCode(finding)],
    blocks: [
      paragraph(
        { code: rule },
        ` · ${category} · confidence ${confidence}${raised}`,
        ...(symbol === '' ? [] : [' · in ', { code: symbol }]),
      ),
      ...(framed.length === 0
        ? []
        : [{ is: 'code' as const, label: `The code at ${finding.file}:${finding.line}`, text: framed.join('\n') }]),
      ...(evidence.length === 0
        ? []
        : [
            {
              is: 'chain' as const,
              label: 'The way to the fault',
              lines: evidence.slice(0, MOST_STEPS).map((step): Line => [...prose(step.label), ' ', placeCode(step)]),
            },
          ]),
      paragraph({ strong: 'Why: ' }, ...prose(why)),
      paragraph({ strong: 'Fix: ' }, ...prose(remedy)),
      ...fixBlocks(finding, number),
      ...operationsOf(finding),
    ],
  }
}

/** How the fix gets into production, how it is taken back, what to watch. */
const operationsOf = ({ rollout, rollback, monitor }: Finding): readonly Block[] =>
  rollout === undefined || rollback === undefined || monitor === undefined
    ? []
    : [
        paragraph({ strong: 'Roll out: ' }, ...prose(rollout)),
        paragraph({ strong: 'Roll back: ' }, ...prose(rollback)),
        paragraph({ strong: 'Watch: ' }, ...prose(monitor)),
      ]

const fixBlocks = ({ fix }: Finding, number: number): readonly Block[] => {
  if (fix === undefined) return []
  const note = fix.example
    ? 'an example of the rule, not your code'
    : fix.safe
      ? 'your code; keeps the behaviour'
      : 'your code; look before applying, it can change behaviour'
  return [
    paragraph({ strong: 'Before' }, ` (${note})`),
    { is: 'code', label: `Before, finding ${number}`, text: shortened(fix.before.trimEnd()) },
    paragraph({ strong: 'After' }),
    { is: 'code', label: `After, finding ${number}`, text: shortened(fix.after.trimEnd()) },
  ]
}

/** Part 2: the seventeen standards, always all of them. */
import type { Finding } from '../../model/finding.ts'
import type { Proof, Standard, StandardStatus } from '../../model/judgement.ts'
import type { Block, Line } from '../document.ts'
import { capped, heading, paragraph, placeCode, prose } from '../document.ts'
import { countOf } from '../headline.ts'
import type { Sheet } from './sheet.ts'
import { numberLink } from './sheet.ts'

const STATUS: Readonly<Record<StandardStatus, string>> = {
  violated: '🔴 violated',
  waived: '🟠 waived',
  held: '🟢 held',
  notApplicable: '⚪ not applicable',
  needsConfirmation: '❔ not proven',
}
const MOST_PLACES = 5

export const standardsPart = (sheet: Sheet): readonly Block[] => {
  const { standards } = sheet.report
  const violated = countOf(standards, 'violated')
  return [
    heading(2, 'Non-negotiables', 'standards'),
    paragraph(
      violated === 0 ? 'None of the seventeen standards is violated: ' : `${violated} of the seventeen standards violated, `,
      `${countOf(standards, 'waived')} waived, ${countOf(standards, 'held')} held, ${countOf(standards, 'notApplicable')} not applicable, ${countOf(standards, 'needsConfirmation')} not proven.`,
    ),
    {
      is: 'table',
      label: 'The seventeen standards',
      head: ['#', 'Standard', 'Status', 'Because'],
      rows: standards.map((standard, at) => [[`${at + 1}`], [standard.standard], [STATUS[standard.status]], becauseOf(standard, sheet)]),
    },
    ...replacements(sheet),
  ]
}

const becauseOf = ({ findings, proof, reason }: Standard, sheet: Sheet): Line => [
  ...(findings.length === 0 ? [] : placesOf(findings, sheet)),
  ...(findings.length > 0 && reason !== undefined ? ['; '] : []),
  ...(reason === undefined ? [] : prose(reason)),
  ...(proof === undefined ? [] : [reason === undefined ? '' : '; ', ...proofLine(proof)]),
]

export const proofLine = (proof: Proof): Line => ('count' in proof ? [`${proof.count} looked at`] : ['see ', placeCode(proof)])

const placesOf = (ids: readonly string[], { byId }: Sheet): Line => {
  const found = ids.flatMap((id): Finding[] => {
    const finding = byId.get(id)
    return finding === undefined ? [] : [finding]
  })
  const { shown, more } = capped(found, MOST_PLACES)
  return [...shown.flatMap((finding, at): Line => [at === 0 ? '' : ', ', placeCode(finding)]), ...(more === 0 ? [] : [` and ${more} more`])]
}

/** What to write instead, for each violated standard. */
const replacements = (sheet: Sheet): readonly Block[] => {
  const lines = sheet.report.standards
    .filter(({ status }) => status === 'violated')
    .flatMap(({ standard, findings }): readonly Line[] => {
      const remedies = new Map(
        findings.flatMap((id) => {
          const finding = sheet.byId.get(id)
          return finding === undefined ? [] : [[finding.remedy, finding] as const]
        }),
      )
      return [...remedies]
        .slice(0, MOST_PLACES)
        .map(([remedy, finding]): Line => [{ strong: `${standard}: ` }, ...prose(remedy), ' (', numberLink(sheet, finding), ')'])
    })
  return lines.length === 0 ? [] : [heading(3, 'What to write instead', 'replacements'), { is: 'list', lines }]
}

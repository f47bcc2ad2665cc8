/** Parts 3 and 4: every finding on a line, and what no single finding says. */
import type { Finding } from '../../model/finding.ts'
import type { Compound } from '../../model/issue.ts'
import type { Block, Line } from '../document.ts'
import { capped, heading, moreLine, paragraph, placeCode, prose } from '../document.ts'
import type { Sheet } from './sheet.ts'
import { SIGNS, SPECIALISTS, numberLink, weightOf } from './sheet.ts'

export const findingsPart = (sheet: Sheet): readonly Block[] => {
  const { shown, more } = capped(sheet.findings, Math.max(sheet.most * 2, 20))
  return [
    heading(2, 'Findings', 'findings'),
    ...(shown.length === 0 ? [paragraph('No findings.')] : [findingsTable(shown, sheet), ...moreLine(more)]),
  ]
}

export const findingsTable = (findings: readonly Finding[], sheet: Sheet): Block => ({
  is: 'table',
  label: 'Findings',
  head: ['#', 'Severity', 'Specialist', 'Category', 'Place', 'What'],
  rows: findings.map((finding) => [
    [numberLink(sheet, finding)],
    [weightOf(finding)],
    [SPECIALISTS[finding.pack] ?? finding.pack],
    [finding.category],
    [placeCode(finding)],
    prose(finding.message),
  ]),
})

export const compoundsPart = (sheet: Sheet): readonly Block[] => {
  const { compounds } = sheet.report
  return [
    heading(2, 'Compound issues', 'compounds'),
    ...(compounds.length === 0
      ? [paragraph('No faults line up: no compound issue was found.')]
      : compounds.flatMap((compound) => compoundBlocks(compound, sheet))),
    heading(3, 'Elevations', 'elevations'),
    ...elevations(sheet),
  ]
}

const compoundBlocks = (compound: Compound, sheet: Sheet): readonly Block[] => {
  const { pattern, title, severity, confidence, service, message, effect, fix, moreAnchors } = compound
  const where = service === null ? '' : `, service ${service}`
  return [
    heading(
      3,
      `${SIGNS[severity]} ${title}`,
      `compound-${pattern}${service === null ? '' : `-${service.replaceAll(/[^a-z0-9]+/gi, '-')}`}`,
    ),
    paragraph(`${severity}, confidence ${confidence}${where}. `, ...prose(message)),
    { is: 'chain', label: `What lined up: ${title}`, lines: partLines(compound, sheet) },
    ...(moreAnchors === 0 ? [] : [paragraph(`The same holds at ${moreAnchors} more places.`)]),
    paragraph({ strong: 'Under load: ' }, ...prose(effect)),
    paragraph({ strong: 'One fix: ' }, ...prose(fix)),
  ]
}

const partLines = ({ parts }: Compound, sheet: Sheet): readonly Line[] =>
  parts.flatMap((part): readonly Line[] => {
    if ('fact' in part) {
      const words = part.fact.replaceAll('-', ' ')
      return part.evidence.length === 0 ? [[words]] : part.evidence.map((step): Line => [...prose(step.label), ' ', placeCode(step)])
    }
    const finding = sheet.byId.get(part.finding)
    return finding === undefined
      ? []
      : [
          [
            `${finding.nativeSeverity} on its own: `,
            ...prose(finding.message),
            ' ',
            placeCode(finding),
            ' (',
            numberLink(sheet, finding),
            ')',
          ],
        ]
  })

const elevations = (sheet: Sheet): readonly Block[] => {
  const { shown, more } = capped(sheet.report.elevations, 20)
  if (shown.length === 0) return [paragraph('No finding was raised: no two packs agree on one fault.')]
  return [
    {
      is: 'list',
      lines: shown.map(({ finding, from, to, cause, because }): Line => {
        const own = sheet.byId.get(finding)
        const others = because.flatMap((id) => sheet.byId.get(id)?.rule ?? [])
        return [
          ...(own === undefined ? [finding] : [placeCode(own), ' ', { code: own.rule }]),
          ` raised from ${from} to ${to}: `,
          ...[...new Set(others)].flatMap((rule, at): Line => [at === 0 ? '' : ' and ', { code: rule }]),
          ` agree on one fault (${cause.replaceAll('-', ' ')}).`,
        ]
      }),
    },
    ...moreLine(more),
  ]
}

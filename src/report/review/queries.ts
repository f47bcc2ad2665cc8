/** Part 6: what queries cost now and after the fix. */
import type { Block } from '../document.ts'
import { capped, heading, moreLine, paragraph, placeCode, prose } from '../document.ts'
import type { Sheet } from './sheet.ts'
import { numberLink, weightOf } from './sheet.ts'

const MOST = 30

export const queriesPart = (sheet: Sheet): readonly Block[] => {
  const cards = new Map(sheet.report.scorecards.queries.map((card) => [card.finding, card]))
  const found = sheet.findings.flatMap((finding) => {
    const card = cards.get(finding.id)
    return card === undefined ? [] : [{ finding, card }]
  })
  const { shown, more } = capped(found, MOST)
  return [
    heading(2, 'Query scorecard', 'queries'),
    ...(shown.length === 0
      ? [paragraph('No N+1, missing index, unlimited query or pool fault was found.')]
      : [
          paragraph(
            'Formulas come from the code: N is how many rows the loop runs over, R how many the table has, t the time of one statement. How large they are is not known here.',
          ),
          {
            is: 'table' as const,
            label: 'Cost of queries now and after the fix',
            head: ['#', 'Severity', 'Place', 'What', 'Statements', 'Time', 'Rows', 'Index', 'Connections'],
            rows: shown.map(({ finding, card }) => [
              [numberLink(sheet, finding)],
              [weightOf(finding)],
              [placeCode(finding)],
              prose(finding.message),
              [card.statementsNow === null ? '-' : `${card.statementsNow} → ${card.statementsAfter ?? '?'}`],
              [card.queryTime ?? '-'],
              [card.rows ?? '-'],
              prose(card.index ?? '-'),
              [card.pool ?? '-'],
            ]),
          },
          ...moreLine(more),
        ]),
  ]
}

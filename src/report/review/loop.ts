/** Part 7: what holds the event loop, and how much of the application does not. */
import type { Finding } from '../../model/finding.ts'
import type { StallCard } from '../../model/scorecard.ts'
import type { Block, Line } from '../document.ts'
import { capped, heading, moreLine, paragraph, placeCode, prose } from '../document.ts'
import type { Sheet } from './sheet.ts'
import { numberLink } from './sheet.ts'

const MOST = 30

export const loopPart = (sheet: Sheet): readonly Block[] => {
  const cards = new Map(sheet.report.scorecards.async.map((card) => [card.finding, card]))
  const found = sheet.findings.filter(({ id, pack, cause }) => pack === 'async' && (cause === 'blocking-io' || cards.has(id)))
  const { shown, more } = capped(found, MOST)
  return [
    heading(2, 'Async health', 'loop'),
    paragraph(...healthyLine(sheet)),
    ...(shown.length === 0
      ? [paragraph('No blocking call was found to reach the loop.')]
      : [
          {
            is: 'table' as const,
            label: 'Blocking calls that reach the event loop',
            head: ['#', 'Call', 'Place', 'Context and path', 'Instead', 'Effect on the loop'],
            rows: shown.map((finding) => rowOf(finding, cards.get(finding.id), sheet)),
          },
          ...moreLine(more),
        ]),
  ]
}

const healthyLine = ({ report: { scorecards, stats } }: Sheet): Line => {
  const { handlers, clean } = scorecards.asyncHealthy
  if (handlers === 0)
    return [stats.loopFunctions === 0 ? 'No function was found to run on an event loop.' : 'No handler of a route runs on the event loop.']
  return [
    { strong: `${clean} of ${handlers}` },
    ` handlers on the event loop reach no blocking call on any way that was followed; of all ${stats.loopFunctions} functions there, ${stats.cleanLoopFunctions} are as clean.`,
  ]
}

const rowOf = (finding: Finding, card: StallCard | undefined, sheet: Sheet): readonly Line[] => {
  const entry = prose(finding.evidence[0]?.label ?? finding.symbol)
  const call: Line = finding.root === undefined ? prose(finding.message) : [{ code: finding.root.callee }]
  if (card === undefined) return [[numberLink(sheet, finding)], call, [placeCode(finding)], entry, prose(finding.remedy), ['-']]
  return [
    [numberLink(sheet, finding)],
    [{ code: card.call }],
    [placeCode(finding)],
    [`${card.context.replaceAll('-', ' ')}: `, ...entry, ...card.path.flatMap((name): Line => [' → ', { code: name }])],
    prose(card.replacement),
    [card.effect],
  ]
}

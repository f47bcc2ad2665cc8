/** Parts 6 to 8: queries, the event loop, and what limits throughput. */
import type { Finding } from '../../model/finding.ts'
import type { Block, Line } from '../document.ts'
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

export const loopPart = (sheet: Sheet): readonly Block[] => {
  const { loopFunctions, cleanLoopFunctions } = sheet.report.stats
  const found = sheet.findings.filter(({ pack, cause }) => pack === 'async' && cause === 'blocking-io')
  const { shown, more } = capped(found, MOST)
  const healthy: Line =
    loopFunctions === 0
      ? ['No function was found to run on an event loop.']
      : [
          `${cleanLoopFunctions} of ${loopFunctions} functions that run on the event loop have no blocking call on any way that was followed.`,
        ]
  return [
    heading(2, 'Async health', 'loop'),
    paragraph(...healthy),
    ...(shown.length === 0
      ? [paragraph('No blocking call was found to reach the loop.')]
      : [
          {
            is: 'table' as const,
            label: 'Blocking calls that reach the event loop',
            head: ['#', 'Call', 'Place', 'From', 'Instead'],
            rows: shown.map((finding) => [
              [numberLink(sheet, finding)],
              finding.root === undefined ? prose(finding.message) : [{ code: finding.root.callee }],
              [placeCode(finding)],
              prose(finding.evidence[0]?.label ?? finding.symbol),
              prose(finding.remedy),
            ]),
          },
          ...moreLine(more),
        ]),
  ]
}

/** What takes a limit away, by the cause of findings. */
const LIMITERS: Readonly<Record<string, { readonly limit: string; readonly grows: string }>> = {
  'blocking-io': { limit: 'one blocked event loop per process', grows: 'grows with instances only' },
  'n-plus-one': { limit: 'statements per request on one primary', grows: 'needs a change of the code' },
  'missing-index': { limit: 'rows read per lookup on one primary', grows: 'needs a migration' },
  'pool-exhaustion': { limit: 'connections of the pool', grows: 'needs configuration' },
  'process-local-state': { limit: 'state that one process keeps to itself', grows: 'does not grow with instances: needs a redesign' },
  'duplicate-execution': { limit: 'jobs that every instance runs', grows: 'gets worse with instances: needs a redesign' },
  'unbounded-wait': { limit: 'requests that wait without an end', grows: 'needs configuration' },
  'resource-churn': { limit: 'connections opened per request', grows: 'needs a change of the code' },
}

export const ceilingsPart = (sheet: Sheet): readonly Block[] => {
  const groups = Object.entries(LIMITERS).flatMap(([cause, limiter]) => {
    const own = sheet.findings.filter((finding) => finding.cause === cause)
    return own.length === 0 ? [] : [{ ...limiter, own }]
  })
  return [
    heading(2, 'Throughput ceilings', 'ceilings'),
    paragraph(
      'Not enough evidence for figures: how long statements and upstream calls take, and how many instances run, is not known here. What is known to limit:',
    ),
    groups.length === 0
      ? paragraph('No limit was found in the code.')
      : {
          is: 'table',
          label: 'What limits throughput',
          head: ['Limit', 'At a hundred times the load', 'Findings'],
          rows: groups.map(({ limit, grows, own }) => [[limit], [grows], numbersOf(own, sheet)]),
        },
  ]
}

const numbersOf = (findings: readonly Finding[], sheet: Sheet): Line => {
  const { shown, more } = capped(findings, 8)
  return [
    ...shown.flatMap((finding, at): Line => [at === 0 ? '' : ', ', numberLink(sheet, finding)]),
    ...(more === 0 ? [] : [` and ${more} more`]),
  ]
}

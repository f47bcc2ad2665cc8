/** Part 8: how much the design can carry, what stops it first, and what comes next. */
import type { Finding } from '../../model/finding.ts'
import type { PerSecond } from '../../model/scorecard.ts'
import type { Block, Inline, Line } from '../document.ts'
import { capped, heading, moreLine, paragraph, prose } from '../document.ts'
import type { Sheet } from './sheet.ts'
import { numberLink } from './sheet.ts'

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

const MOST = 20

export const ceilingsPart = (sheet: Sheet): readonly Block[] => {
  const groups = Object.entries(LIMITERS).flatMap(([cause, limiter]) => {
    const own = sheet.findings.filter((finding) => finding.cause === cause)
    return own.length === 0 ? [] : [{ ...limiter, own }]
  })
  return [
    heading(2, 'Throughput ceilings', 'ceilings'),
    ...cardBlocks(sheet),
    heading(3, 'What breaks first at a hundred times the load', 'hundredfold'),
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

/** Per endpoint, the lowest first. */
const cardBlocks = ({ report: { scorecards } }: Sheet): readonly Block[] => {
  const { shown, more } = capped(scorecards.ceilings, MOST)
  if (shown.length === 0)
    return [
      paragraph(
        'Not enough evidence for figures: no endpoint was found whose time on the event loop or the processor is known, and how long statements and upstream calls take is not.',
      ),
    ]
  const highest = Math.max(...shown.flatMap(({ now, after }) => [now[1], after[1]]))
  return [
    paragraph(
      'Requests per second, from the worst to the best case, of one instance: planning values from what the code does, never measurements. Pools, databases and other services are not in them.',
    ),
    {
      is: 'table',
      label: 'Ceilings by endpoint',
      head: ['Endpoint', 'Now', 'Limited by', 'Because', 'Fix', 'After', 'Then limited by', 'Grows with'],
      rows: shown.map((card): readonly Line[] => [
        [{ code: card.endpoint }],
        [barOf(card.now, highest)],
        [card.limiter],
        [card.terms.join('; ')],
        prose(card.fix),
        [barOf(card.after, highest)],
        [card.nextLimiter],
        [card.growth],
      ]),
    },
    ...moreLine(more),
    paragraph('Taken as given: ', [...new Set(shown.flatMap(({ assumptions }) => assumptions))].toSorted().join('; '), '.'),
  ]
}

/** Ranges differ by powers of ten, and so do their bars. */
const barOf = ([worst, best]: PerSecond, highest: number): Inline => ({
  share: highest <= 0 ? 0 : Math.round((100 * Math.log1p(best)) / Math.log1p(highest)),
  text: worst === best ? `${best}/s` : `${worst} to ${best}/s`,
})

const numbersOf = (findings: readonly Finding[], sheet: Sheet): Line => {
  const { shown, more } = capped(findings, 8)
  return [
    ...shown.flatMap((finding, at): Line => [at === 0 ? '' : ', ', numberLink(sheet, finding)]),
    ...(more === 0 ? [] : [` and ${more} more`]),
  ]
}

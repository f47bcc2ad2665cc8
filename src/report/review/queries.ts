/** Part 6: what queries cost now and after the fix. */
import type { Block } from '../document.ts'
import { capped, heading, moreLine, paragraph, placeCode, prose } from '../document.ts'
import type { Sheet } from './sheet.ts'
import { numberLink, weightOf } from './sheet.ts'

const MOST = 30

/** What a fault of a rule costs per request, and what its fix leaves; N: rows of the loop, R: rows of the table. */
const COSTS: Readonly<Record<string, { readonly now: string; readonly after: string }>> = {
  'db/n-plus-one-lazy': { now: '1 + N statements', after: '2 statements' },
  'db/n-plus-one-query-in-loop': { now: 'N statements', after: '1 statement' },
  'db/n-plus-one-serialisation': { now: '1 + N statements', after: '2 statements' },
  'db/unindexed-foreign-key': { now: 'reads R rows per lookup', after: 'reads the matching rows' },
  'db/unindexed-filter-column': { now: 'reads R rows per query', after: 'reads the matching rows' },
  'db/unbounded-list-query': { now: 'reads all rows', after: 'reads one page' },
  'db/offset-pagination': { now: 'reads offset + page rows', after: 'reads one page' },
  'db/pool-sizing': { now: 'connections: 5 + 10 by default', after: 'as many as the server has for this process' },
  'db/pool-pre-ping-missing': { now: 'a dead connection fails a request', after: 'one ping per checkout' },
  'db/engine-per-request': { now: 'a new connection per request', after: 'one pooled connection' },
}

export const queriesPart = (sheet: Sheet): readonly Block[] => {
  const found = sheet.findings.filter(({ rule }) => rule in COSTS)
  const { shown, more } = capped(found, MOST)
  return [
    heading(2, 'Query scorecard', 'queries'),
    ...(shown.length === 0
      ? [paragraph('No N+1, missing index, unlimited query or pool fault was found.')]
      : [
          paragraph(
            'Formulas come from the code: N is how many rows the loop runs over, R how many the table has. How large they are is not known here.',
          ),
          {
            is: 'table' as const,
            label: 'Cost of queries now and after the fix',
            head: ['#', 'Severity', 'Place', 'What', 'Now', 'After'],
            rows: shown.map((finding) => [
              [numberLink(sheet, finding)],
              [weightOf(finding)],
              [placeCode(finding)],
              prose(finding.message),
              [COSTS[finding.rule].now],
              [COSTS[finding.rule].after],
            ]),
          },
          ...moreLine(more),
        ]),
  ]
}

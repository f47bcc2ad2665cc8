/** The query scorecard: statements, rows and connections now and after the fix, as formulas from the code. */
import { positionOf, spanOf } from '../../check/place.ts'
import type { Finding } from '../../model/finding.ts'
import type { Project } from '../../model/project.ts'
import type { QueryCard } from '../../model/scorecard.ts'

type Cost = Omit<QueryCard, 'finding' | 'index'>

const N = 'N: elements of the loop, or rows of the answer (not known)'
const R = 'R: rows of the table (not known)'
const T = 't: time of one statement (not known)'
const NOTHING = { statementsNow: null, statementsAfter: null, queryTime: null, pool: null, rows: null } as const

const PER_ROW: Cost = {
  ...NOTHING,
  statementsNow: '1 + N',
  statementsAfter: '2',
  queryTime: '(1 + N) × t → 2 × t',
  rows: 'the same rows, one at a time',
  assumptions: [N, T],
}
const SCAN: Cost = { ...NOTHING, queryTime: 'grows with R → grows with the rows that match', rows: 'R → rows that match', assumptions: [R] }

/** What a fault of a rule costs, and what its fix leaves. */
const COSTS: Readonly<Record<string, Cost>> = {
  'db/n-plus-one-lazy': PER_ROW,
  'db/n-plus-one-serialisation': PER_ROW,
  'db/n-plus-one-query-in-loop': {
    ...PER_ROW,
    statementsNow: 'N',
    statementsAfter: '1',
    queryTime: 'N × t → t',
  },
  'db/row-by-row-write': { ...NOTHING, statementsNow: 'N', statementsAfter: '1', queryTime: 'N × t → t', assumptions: [N, T] },
  'db/unindexed-foreign-key': SCAN,
  'db/unindexed-filter-column': SCAN,
  'db/unbounded-list-query': { ...NOTHING, rows: 'R → one page', queryTime: 'grows with R → constant', assumptions: [R] },
  'db/load-rows-to-count': { ...NOTHING, rows: 'R sent → 1 sent', assumptions: [R] },
  'db/offset-pagination': { ...NOTHING, rows: 'offset + page → page', queryTime: 'grows with the page number → constant', assumptions: [] },
  'db/pool-sizing': { ...NOTHING, pool: '5 + 10 by default → what the server has for this process', assumptions: [] },
  'db/pool-pre-ping-missing': { ...NOTHING, pool: 'a dead connection fails a request → one ping per checkout', assumptions: [] },
  'db/engine-per-request': { ...NOTHING, pool: 'a new pool per request → one pool', assumptions: [] },
  'db/session-lifecycle': { ...NOTHING, pool: 'held until collected → held for the block', assumptions: [] },
  'db/transaction-across-external-call': {
    ...NOTHING,
    pool: 'held while the other service answers → held for the statements',
    assumptions: [],
  },
}

/** Pure: from the facts and the findings made of them, before file names are put under the root. */
export const queryCardsOf = (project: Project, findings: readonly Finding[]): readonly QueryCard[] => {
  const columns = columnsByPlace(project)
  return findings.flatMap((finding): readonly QueryCard[] => {
    const cost = finding.suppressed === undefined ? COSTS[finding.rule] : undefined
    return cost === undefined ? [] : [{ finding: finding.id, ...cost, index: columns.get(placeKey(finding)) ?? null }]
  })
}

const placeKey = ({ file, line, column }: { readonly file: string; readonly line: number; readonly column: number }): string =>
  `${file}:${line}:${column}`

/** Columns that nothing serves, by where they are declared. */
const columnsByPlace = (project: Project): ReadonlyMap<string, string> => {
  const named = new Map<string, string>()
  for (const { at, tables } of project.facts('foreign-key')) {
    const bare = tables.filter(({ index, migrated }) => index === null && migrated === null)
    if (bare.length === 0) continue
    const names = bare.map(({ table, key }) => `${table.name ?? '?'}(${key.columns.join(', ')})`)
    named.set(placeKey(positionOf(project, spanOf(project, at))), `none on ${names.join(', ')}`)
  }
  for (const { at, column, spared } of project.facts('filtered-column'))
    if (spared === null) named.set(placeKey(positionOf(project, spanOf(project, at))), `none on ${column}`)
  return named
}

import type { Stats } from '../model/report.ts'

/** Unresolved calls by reason, most frequent first: what the review could not see through. */
export const unresolved = ({ unresolved, calls, resolvedCalls, reachedCalls, resolvedReachedCalls }: Stats): readonly string[] => [
  `Calls: ${calls}, resolved ${resolvedCalls}; in code that entry points reach: ${reachedCalls}, resolved ${resolvedReachedCalls}`,
  ...Object.entries(unresolved)
    .toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .map(([why, count]) => `  ${String(count).padStart(8)}  ${why}`),
  '',
]

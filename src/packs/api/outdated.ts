/** Old spellings as messages name them. */
import type { OutdatedUse } from '../../model/outdated.ts'

/** `.dict()` → `.model_dump()`, each kind once, the most frequent first. */
export const replacements = (uses: readonly OutdatedUse[]): string => {
  const counts = new Map<string, number>()
  for (const { old, instead } of uses) {
    const text = `${old} → ${instead}`
    counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  return [...counts]
    .toSorted(([x, m], [y, n]) => n - m || (x < y ? -1 : 1))
    .slice(0, 4)
    .map(([text]) => text)
    .join(', ')
}

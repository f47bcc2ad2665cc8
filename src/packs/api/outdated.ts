/** Old spellings, as both rules about them report a file. */
import { spanOf } from '../../check/place.ts'
import type { OutdatedFact, OutdatedUse } from '../../model/outdated.ts'
import type { Project } from '../../model/project.ts'

const SHOWN = 5

export const inFile = ({ library, file, uses }: OutdatedFact, project: Project) =>
  ({
    is: 'violation',
    at: spanOf(project, uses[0].at),
    subject: { is: 'function', place: uses[0].at },
    expression: `outdated ${library} in ${project.evaluation.file(file).summary.path}`,
    evidence: uses.slice(0, SHOWN).map((use) => ({ at: spanOf(project, use.at), label: `${use.old} is ${use.instead} now` })),
    data: { count: uses.length === 1 ? 'one place' : `${uses.length} places`, uses: replacements(uses) },
  }) as const

/** `.dict()` → `.model_dump()`, each kind once, the most frequent first. */
const replacements = (uses: readonly OutdatedUse[]): string => {
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

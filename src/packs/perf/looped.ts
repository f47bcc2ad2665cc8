/** What all rules about calls in loops say of one. */
import { lineOf, elementOf } from '../../check/loop.ts'
import { placeOf, hopOf, namesAlong, stepsTo, written } from '../../check/trail.ts'
import { spanOf } from '../../check/place.ts'
import type { Step } from '../../check/rule.ts'
import type { Confidence } from '../../model/finding.ts'
import type { Context, Project } from '../../model/project.ts'
import type { LoopedCallFact } from '../../model/repeated.ts'

/** Item, line of the loop, entry point. */
export const loopData = (project: Project, { loop }: LoopedCallFact, context: Context) => ({
  item: elementOf(project, loop),
  loop: lineOf(project, loop),
  entry: context.entry.label,
})

/** `send → Client.post → httpx.AsyncClient.post (client.py:12)`. */
export const throughOf = (project: Project, { path, callee, sent }: LoopedCallFact): string =>
  written([...namesAlong(project, path), `${callee} (${placeOf(project, sent)})`])

export const evidenceOf = (project: Project, { loop, path, sent, callee }: LoopedCallFact, context: Context): readonly Step[] => [
  ...stepsTo(project, context),
  { at: spanOf(project, loop), label: 'the loop' },
  ...path.map((edge) => hopOf(project, edge, 'calls')),
  { at: spanOf(project, sent), label: `\`${callee}\` runs here, once per element` },
]

/** Behind a test of what the process keeps, nobody can tell how many elements there are, if any. */
export const confidenceOf = ({ path }: LoopedCallFact, context: Context): Confidence => {
  if (!context.ordinary) return 'low'
  return path.length < 2 ? 'high' : 'medium'
}

/** Whether and how a running service gets to a place. */
import { spanOf } from '../../check/place.ts'
import type { Step } from '../../check/rule.ts'
import type { Context, ContextKind, Place, Project } from '../../model/project.ts'
import type { FunctionId } from '../../model/type.ts'

/** Where someone waits for the answer, or nobody else will notice. */
const SERVING: ReadonlySet<ContextKind> = new Set<ContextKind>([
  'loop-request',
  'loop-websocket',
  'loop-background',
  'loop-worker',
  'loop-startup',
  'thread',
  'worker-process',
])

interface Placed {
  readonly at: Place
  readonly within: FunctionId
}

/** The way by which a running service gets to the function around a place; undefined if none is known. */
export const servingContext = (project: Project, { within }: Placed): Context | undefined =>
  within < 0 ? undefined : project.contextsOf(within).find(({ kind }) => SERVING.has(kind))

/** As a reader names the way: "POST /orders", or the function if none is known. */
export const entryOf = (project: Project, fact: Placed): string => {
  const context = servingContext(project, fact)
  if (context !== undefined) return context.entry.label
  return fact.within < 0 ? 'when the module is imported' : `in \`${project.evaluation.function(fact.within).name}\``
}

/** From the entry point to the function around the place. */
export const wayTo = (project: Project, fact: Placed): readonly Step[] => {
  const context = servingContext(project, fact)
  if (context === undefined) return []
  return [
    { at: spanOf(project, context.entry.at), label: context.entry.label },
    ...context.path.map((edge) => ({ at: spanOf(project, edge.at), label: `calls \`${project.evaluation.function(edge.to).name}\`` })),
  ]
}

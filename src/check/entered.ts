/** Whether and how a running service gets to a function. */
import type { Context, ContextKind, Project } from '../model/project.ts'
import type { FunctionId } from '../model/type.ts'
import { nameOf } from './trail.ts'

/** Most telling first: where a client waits, then where nobody but a log would notice. */
const SERVING: readonly ContextKind[] = [
  'loop-request',
  'loop-websocket',
  'thread',
  'loop-background',
  'loop-worker',
  'worker-process',
  'loop-startup',
  'loop-shutdown',
]

/** The way by which a running service gets to a function; null if none is known. */
export const servedBy = (project: Project, within: FunctionId): Context | null => {
  if (within < 0) return null
  const contexts = project.contextsOf(within)
  for (const kind of SERVING) {
    const context = contexts.find((each) => each.kind === kind)
    if (context !== undefined) return context
  }
  return null
}

/** As a reader names the way: "POST /orders", or the function if none is known. */
export const entered = (project: Project, within: FunctionId, context: Context | null): string => {
  if (context !== null) return context.entry.label
  return within < 0 ? 'when the module is imported' : `in \`${nameOf(project, within)}\``
}

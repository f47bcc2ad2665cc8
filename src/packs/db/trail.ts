/** How a loop with a query in it reads, and how much it matters. */
import { nameOf } from '../../check/trail.ts'
import type { Severity } from '../../model/finding.ts'
import type { Context, ContextKind, Project } from '../../model/project.ts'
import type { FunctionId } from '../../model/type.ts'

export { elementOf, lineOf } from '../../check/loop.ts'

/** The entry point a reader knows the code by. */
export const entryOf = (project: Project, context: Context | null, within: FunctionId): string =>
  context === null || context.kind === 'unknown' ? `\`${nameOf(project, within)}\`` : context.entry.label

/** Waited for by a client. */
const SERVING: ReadonlySet<ContextKind> = new Set<ContextKind>(['loop-request', 'loop-websocket', 'thread'])
/** Run by hand, or once. */
const RARE: ReadonlySet<ContextKind> = new Set<ContextKind>(['cli', 'loop-script', 'import', 'loop-startup', 'loop-shutdown', 'test'])

/** How much the place of a repeated read matters: declared severity on a request, less where nobody waits. */
export const severityOf = (context: Context | null): Severity => {
  if (context === null) return 'major'
  if (SERVING.has(context.kind)) return isWaitedFor(context) ? 'blocker' : 'major'
  return RARE.has(context.kind) ? 'minor' : 'major'
}

/** A thread may also be one that a lifespan starts, and a task that runs after the answer holds nobody up. */
const isWaitedFor = ({ entry, path }: Context): boolean =>
  SERVING.has(entry.kind) && !path.some(({ runs }) => runs === 'thread-if-sync' || runs === 'loop-task')

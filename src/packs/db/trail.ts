/** How a loop with a query in it reads, and how much it matters. */
import { positionOf, spanOf } from '../../check/place.ts'
import { nameOf } from '../../check/trail.ts'
import type { Severity } from '../../model/finding.ts'
import type { Context, ContextKind, Place, Project } from '../../model/project.ts'
import { Op } from '../../model/summary.ts'
import type { Value } from '../../model/summary.ts'
import type { FunctionId } from '../../model/type.ts'

/** The entry point a reader knows the code by. */
export const entryOf = (project: Project, context: Context | null, within: FunctionId): string =>
  context === null || context.kind === 'unknown' ? `\`${nameOf(project, within)}\`` : context.entry.label

export const lineOf = (project: Project, place: Place): string => String(positionOf(project, spanOf(project, place)).line)

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

/** The name a loop gives its element: `order`, or the words it can be told by. */
export const elementOf = (project: Project, loop: Place): string => {
  const { summary } = project.evaluation.file(loop.file)
  const names = bindingsOf(project, loop).map((bind) => `\`${summary.strings[summary.values.a[bind]]}\``)
  return names.length === 0 ? 'element' : names.slice(0, 2).join(', ')
}

const bindingsOf = (project: Project, { file, value }: Place): readonly Value[] => {
  const { values } = project.evaluation.file(file).summary
  return project.evaluation.users(file, value).flatMap((user) => {
    if ((values.op[user] as Op) === Op.Bind) return [user]
    if ((values.op[user] as Op) !== Op.Unpack) return []
    return project.evaluation.users(file, user).filter((inner) => (values.op[inner] as Op) === Op.Bind)
  })
}

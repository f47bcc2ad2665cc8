/** Who waits for what a function does. */
import { servedBy } from '../../check/entered.ts'
import { sparedByRole } from '../../check/role.ts'
import type { Severity } from '../../model/finding.ts'
import type { Context, ContextKind, Place, Project } from '../../model/project.ts'
import type { FunctionId } from '../../model/type.ts'

const STARTING: ReadonlySet<ContextKind> = new Set<ContextKind>(['loop-startup', 'loop-shutdown'])
const ASKED: ReadonlySet<ContextKind> = new Set<ContextKind>(['loop-request', 'loop-websocket', 'thread'])

/** Nobody waits: scripts, what runs once at startup, or what nothing is seen to call. Rules about requests declare the ids; test code is not asked about. */
export const unwaited = (project: Project, at: Place, context: Context | null): 'script' | 'startup' | 'unserved' | null => {
  if (sparedByRole(project, at.file) !== null) return 'script'
  if (context === null) return 'unserved'
  return STARTING.has(context.kind) ? 'startup' : null
}

/** What a service starts for itself and nobody asks for, however long it runs. */
export const isOwnWork = ({ entry }: Context): boolean => STARTING.has(entry.kind) || entry.kind === 'loop-script' || entry.kind === 'cli'

/** The way by which a running service gets to a function. */
export const wayTo = (project: Project, within: FunctionId): Context | null => servedBy(project, within)

/** A client waits for the answer: neither a task that runs after it, nor a thread that a lifespan starts. */
export const isAsked = ({ kind, entry, path }: Context): boolean =>
  ASKED.has(kind) && ASKED.has(entry.kind) && !path.some(({ runs }) => runs === 'thread-if-sync' || runs === 'loop-task')

/** Declared severity where a client waits, a step less in jobs and background tasks. */
export const severityFor = (context: Context, asked: Severity, unasked: Severity): Severity => (isAsked(context) ? asked : unasked)

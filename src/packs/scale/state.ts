/** What the rules about the memory of a process have in common. */
import { servedBy } from '../../check/entered.ts'
import { spanOf } from '../../check/place.ts'
import type { Step } from '../../check/rule.ts'
import type { Context, ContextKind, Project } from '../../model/project.ts'
import type { ProcessStateFact, StateUse } from '../../model/state.ts'

const ASKED: ReadonlySet<ContextKind> = new Set<ContextKind>(['loop-request', 'loop-websocket', 'thread'])

/** A use that a request leads to, with the way. */
export interface AskedUse {
  readonly use: StateUse
  readonly context: Context
}

export const askedUses = (project: Project, fact: ProcessStateFact, is: StateUse['is']): readonly AskedUse[] =>
  fact.uses.flatMap((use) => {
    if (use.is !== is) return []
    const context = servedBy(project, use.within)
    // A task that a request has started counts as the request, one of the startup does not.
    return context !== null && ASKED.has(context.entry.kind) ? [{ use, context }] : []
  })

export const stepOf = (project: Project, { use, context }: AskedUse, does: string): Step => ({
  at: spanOf(project, use.at),
  label: `${does} by ${context.entry.label}`,
})

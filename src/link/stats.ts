/** How much of the project's calls is understood, and how many functions of the loop are free of blocking calls. */
import type { ContextKind, Project } from '../model/project.ts'
import type { Stats } from '../model/report.ts'
import { Op } from '../model/summary.ts'
import type { FunctionId } from '../model/type.ts'
import { isLoop } from './contexts.ts'
import { isOutside } from './entries/entries.ts'

export type LinkStats = Omit<Stats, 'files' | 'lines'>

/** Entries that only an application, a worker or a scheduler has. */
const SERVES: ReadonlySet<ContextKind> = new Set<ContextKind>([
  'loop-request',
  'loop-websocket',
  'loop-worker',
  'loop-startup',
  'thread',
  'worker-process',
])

/** Whether there is an application of a known framework, and how many of its files were read. */
export function applicationOf(project: Project): { readonly found: boolean; readonly files: number } {
  return {
    found: project.entries.some(({ kind }) => SERVES.has(kind)),
    files: project.evaluation.files.filter(({ id, origin }) => origin === 'project' && project.role(id) === 'app').length,
  }
}

export function linkStats(project: Project): LinkStats {
  const { evaluation } = project
  const counts = { calls: 0, resolvedCalls: 0, reachedCalls: 0, resolvedReachedCalls: 0 }
  const unresolved = new Map<string, number>()
  for (const { id: file, summary, origin } of evaluation.files) {
    if (origin === 'library' || isOutside(project.role(file))) continue
    const { op, count } = summary.values
    for (let value = 0; value < count; value++) {
      if (op[value] !== Op.Call) continue
      const within = evaluation.functionOfScope(file, evaluation.scopeOf(file, value))
      const reached = within >= 0 && project.contextsOf(within).length > 0
      const { targets, why } = evaluation.calleeOf(file, value)
      counts.calls++
      if (reached) counts.reachedCalls++
      if (targets.length > 0) {
        counts.resolvedCalls++
        if (reached) counts.resolvedReachedCalls++
      } else {
        const reason = why ?? 'unsupported'
        unresolved.set(reason, (unresolved.get(reason) ?? 0) + 1)
      }
    }
  }
  return { ...counts, unresolved: Object.fromEntries([...unresolved].toSorted(([x], [y]) => (x < y ? -1 : 1))), ...loopStats(project) }
}

/** Functions of the application that the loop runs, and those of them from which no blocking call was found. */
function loopStats(project: Project): Pick<Stats, 'loopFunctions' | 'cleanLoopFunctions'> {
  const blocked = new Set<FunctionId>()
  for (const fact of project.facts('blocking')) if (fact.spared === null) blocked.add(fact.within)
  let loopFunctions = 0
  let cleanLoopFunctions = 0
  for (const info of project.evaluation.functions) {
    if (!info.async || !project.contextsOf(info.id).some((context) => isLoop(context.kind))) continue
    loopFunctions++
    if (!blocked.has(info.id)) cleanLoopFunctions++
  }
  return { loopFunctions, cleanLoopFunctions }
}

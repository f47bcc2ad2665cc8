/** Edges of the call graph, picked and turned round. */
import type { Edge } from '../model/project.ts'
import type { FunctionId } from '../model/type.ts'

/** Runs in the task of its source, awaited or called. */
export function isSameTask(edge: Edge): boolean {
  return edge.runs === undefined || edge.runs === 'caller' || edge.runs === 'greenlet'
}

/** Edges by the function that they lead to. */
export function reversed(edges: readonly Edge[]): ReadonlyMap<FunctionId, readonly Edge[]> {
  const incoming = new Map<FunctionId, Edge[]>()
  for (const edge of edges) {
    const list = incoming.get(edge.to)
    if (list === undefined) incoming.set(edge.to, [edge])
    else list.push(edge)
  }
  return incoming
}

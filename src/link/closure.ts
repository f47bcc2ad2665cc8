/** What functions do, with everything they call: one bit per kind of effect, closed bottom-up over the call graph. */
import type { Does } from '../model/knowledge.ts'
import type { Edge } from '../model/project.ts'
import type { FunctionId } from '../model/type.ts'

export const DOES: readonly Does[] = [
  'sql-read',
  'sql-write',
  'commit',
  'flush',
  'http',
  'redis',
  'file',
  'raises-4xx',
  'spawns',
  'sleeps',
  'audit',
  'publishes',
  'cache-get',
  'cache-set',
]

export function bitOf(does: Does): number {
  return 1 << DOES.indexOf(does)
}

/** The graph to close over; `follows` leaves out edges. */
export interface ClosureInput {
  readonly functions: readonly FunctionId[]
  readonly most: number
  readonly own: (id: FunctionId) => number
  readonly edgesFrom: (id: FunctionId) => readonly Edge[]
  readonly follows: (edge: Edge) => boolean
}

/** Bits of every function, its callees' included. Strongly connected functions share theirs (Tarjan, without recursion). */
export function closeOver({ functions, most, own, edgesFrom, follows }: ClosureInput): Int32Array {
  const bits = new Int32Array(most)
  const index = new Int32Array(most).fill(-1)
  const low = new Int32Array(most)
  const onStack = new Uint8Array(most)
  const stack: FunctionId[] = []
  const path: { readonly id: FunctionId; readonly targets: readonly FunctionId[]; next: number }[] = []
  let count = 0

  const open = (id: FunctionId): void => {
    index[id] = low[id] = count++
    onStack[id] = 1
    stack.push(id)
    bits[id] = own(id)
    const targets = edgesFrom(id).filter((edge) => follows(edge) && edge.to < most)
    path.push({ id, targets: targets.map((edge) => edge.to), next: 0 })
  }

  for (const root of functions) {
    if (index[root] >= 0) continue
    open(root)
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      if (top.next < top.targets.length) {
        const target = top.targets[top.next++]
        if (index[target] < 0) open(target)
        else if (onStack[target] === 1) low[top.id] = Math.min(low[top.id], index[target])
        else bits[top.id] |= bits[target]
        continue
      }
      path.pop()
      if (low[top.id] === index[top.id]) closeComponent(top.id)
      const parent = path.at(-1)
      if (parent !== undefined) {
        low[parent.id] = Math.min(low[parent.id], low[top.id])
        bits[parent.id] |= bits[top.id]
      }
    }
  }
  return bits

  /** Members of a finished component stand above its head on the stack; together they do what any of them does. */
  function closeComponent(head: FunctionId): void {
    const members: FunctionId[] = []
    let all = 0
    for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
      members.push(id)
      onStack[id] = 0
      all |= bits[id]
      if (id === head) break
    }
    for (const id of members) bits[id] = all
  }
}

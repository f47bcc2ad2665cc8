/** Where every function comes to run, each with the shortest way it gets there. */
import type { Context, ContextKind, Edge, Entry } from '../model/project.ts'
import type { FunctionId } from '../model/type.ts'

/** Most severe first. */
export const CONTEXT_KINDS: readonly ContextKind[] = [
  'loop-request',
  'loop-websocket',
  'loop-background',
  'loop-worker',
  'unknown',
  'loop-startup',
  'loop-shutdown',
  'loop-script',
  'thread',
  'worker-process',
  'cli',
  'import',
  'test',
]
const NUMBER = new Map(CONTEXT_KINDS.map((kind, index) => [kind, index]))
const LOOP: ReadonlySet<ContextKind> = new Set(CONTEXT_KINDS.filter((kind) => kind.startsWith('loop-') || kind === 'unknown'))

export interface Contexts {
  of(id: FunctionId): readonly Context[]
  /** True if the function itself is run by the loop: a coroutine, a callback, a handler the framework calls directly. */
  startsOnLoop(id: FunctionId): boolean
  has(id: FunctionId): boolean
}

export interface Graph {
  edgesFrom(id: FunctionId): readonly Edge[]
  isAsync(id: FunctionId): boolean
  /** Whether an ordinary way to a function goes on by an edge out of it. `by`: the edge into it, null for an entry. */
  isOrdinary(by: Edge | null, edge: Edge): boolean
  readonly functions: number
}

export function isLoop(kind: ContextKind): boolean {
  return LOOP.has(kind)
}

/** Context of the target of an edge, given the context of its source; null if the edge does not make it run. */
export function contextAfter(kind: ContextKind, edge: Edge, isAsync: boolean): ContextKind | null {
  if (edge.kind === 'reference') return null
  if (kind === 'test') return 'test'
  switch (edge.runs ?? 'caller') {
    case 'caller':
    case 'greenlet':
      // A coroutine made outside a loop runs who knows where.
      return !isAsync || isLoop(kind) ? kind : null
    case 'thread':
      return isAsync ? null : 'thread'
    case 'process':
    case 'worker-process':
      return isAsync ? null : 'worker-process'
    case 'thread-if-sync':
      // The framework that was given the function calls it on its own loop.
      if (!isAsync) return 'thread'
      return isLoop(kind) ? taskContext(kind) : 'loop-background'
    case 'loop-callback':
      return taskContext(kind)
    case 'loop-task':
      return isAsync ? taskContext(kind) : null
    case 'loop-worker':
      return isAsync ? 'loop-worker' : 'worker-process'
    case 'new-loop':
      return isAsync ? 'loop-script' : null
  }
}

/** A task runs beside its creator, on the same loop. */
function taskContext(kind: ContextKind): ContextKind {
  switch (kind) {
    case 'loop-worker':
    case 'unknown':
    case 'loop-script':
      return kind
    case 'cli':
    case 'import':
    case 'worker-process':
      return 'loop-script'
    default:
      return 'loop-background'
  }
}

/**
 * Breadth first from all entries at once, along ordinary ways first: a way that takes a doubtful branch counts only where no
 * other leads, and the fewer such branches the better. Entries come in the order of their places and edges in the order of the file,
 * so of two equally short ways the first one written wins, whoever asks first.
 *
 * `strays` names entries for what nothing has reached; it is asked once, with what has been reached so far.
 */
export function propagate(
  graph: Graph,
  entries: readonly Entry[],
  strays: (reached: (id: FunctionId) => boolean) => readonly Entry[],
): Contexts {
  const width = CONTEXT_KINDS.length
  const records = new Int32Array(graph.functions * width).fill(-1)
  const recordEntry: Entry[] = []
  const recordFunction: FunctionId[] = []
  const recordKind: number[] = []
  const recordParent: number[] = []
  const recordEdge: (Edge | null)[] = []
  const recordDoubts: number[] = []
  const reachedAny = new Uint8Array(graph.functions)
  const direct = new Set<FunctionId>()

  function arrive(id: FunctionId, kind: ContextKind, entry: Entry, parent: number, edge: Edge | null, doubts: number): void {
    if (id < 0 || id >= graph.functions) return
    const number = NUMBER.get(kind)!
    if (isLoop(kind) && (edge === null || edge.runs === 'loop-callback')) direct.add(id)
    if (records[id * width + number] >= 0) return
    records[id * width + number] = recordEntry.length
    reachedAny[id] = 1
    recordEntry.push(entry)
    recordFunction.push(id)
    recordKind.push(number)
    recordParent.push(parent)
    recordEdge.push(edge)
    recordDoubts.push(doubts)
  }

  let done = 0
  /** Doubtful steps, by the number of doubts on the way they end. */
  const later: { readonly edge: Edge; readonly kind: ContextKind; readonly from: number }[][] = []

  function advance(): void {
    for (; done < recordFunction.length; done++) {
      const kind = CONTEXT_KINDS[recordKind[done]]
      for (const edge of graph.edgesFrom(recordFunction[done])) {
        const next = contextAfter(kind, edge, graph.isAsync(edge.to))
        if (next === null) continue
        if (isLoop(kind) && !graph.isOrdinary(recordEdge[done], edge))
          (later[recordDoubts[done] + 1] ??= []).push({ edge, kind: next, from: done })
        else arrive(edge.to, next, recordEntry[done], done, edge, recordDoubts[done])
      }
    }
  }

  function drain(): void {
    advance()
    for (let doubts = 1; doubts < later.length; doubts++) {
      for (const { edge, kind, from } of later[doubts] ?? []) arrive(edge.to, kind, recordEntry[from], from, edge, doubts)
      later[doubts] = []
      advance()
    }
    later.length = 0
  }

  for (const entry of entries) arrive(entry.function, entry.kind, entry, -1, null, 0)
  drain()
  for (const entry of strays((id) => reachedAny[id] === 1)) arrive(entry.function, entry.kind, entry, -1, null, 0)
  drain()

  function contextAt(record: number): Context {
    const path: Edge[] = []
    for (let at = record; recordParent[at] >= 0; at = recordParent[at]) path.push(recordEdge[at]!)
    return {
      kind: CONTEXT_KINDS[recordKind[record]],
      entry: recordEntry[record],
      path: path.toReversed(),
      ordinary: recordDoubts[record] === 0,
    }
  }

  const answers = new Map<FunctionId, readonly Context[]>()
  function of(id: FunctionId): readonly Context[] {
    const known = answers.get(id)
    if (known !== undefined) return known
    const contexts: Context[] = []
    if (id >= 0 && id < graph.functions) {
      for (let number = 0; number < width; number++)
        if (records[id * width + number] >= 0) contexts.push(contextAt(records[id * width + number]))
    }
    answers.set(id, contexts)
    return contexts
  }

  return {
    of,
    startsOnLoop: (id) => (graph.isAsync(id) ? of(id).some((context) => isLoop(context.kind)) : direct.has(id)),
    has: (id) => id >= 0 && id < graph.functions && reachedAny[id] === 1,
  }
}

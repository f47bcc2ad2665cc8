/** Blocking calls below a synchronous function, nearest first, with the way down to each. */
import type { BlockKind } from '../model/knowledge.ts'
import type { Confidence } from '../model/finding.ts'
import type { Edge, EffectSite, Place } from '../model/project.ts'
import type { FunctionId } from '../model/type.ts'
import type { Contexts } from './contexts.ts'
import type { Parts } from './draft.ts'
import { parametersOf } from './parameters.ts'
import type { Scanner } from './scan.ts'

export interface Below {
  readonly site: EffectSite
  /** From the function asked about down to the one that holds the site. */
  readonly path: readonly Edge[]
  readonly once: boolean
  /** The one time has passed before the first request: it ran on import or at startup. */
  readonly paid: boolean
  readonly confidence: Confidence
  /** The way down takes no doubtful branch. */
  readonly ordinary: boolean
}

export interface Search {
  /** How often what stands at a place runs: each time, once per process, or once and before the first request. */
  repetition(at: Place): Repetition
  below(id: FunctionId): readonly Below[]
  /** The same below the last of some calls, over no branch that these exclude by what they pass. */
  belowCalls(calls: readonly Edge[]): readonly Below[]
  /** Runs synchronously, in the task and thread of its source. */
  isSynchronous(edge: Edge): boolean
}

/** Hops beyond which a path proves little. */
const LONGEST = 14

type Repetition = 'always' | 'once' | 'paid'

interface Node {
  readonly function: FunctionId
  readonly parent: Node | null
  readonly edge: Edge | null
  readonly depth: number
  readonly repetition: Repetition
  readonly certain: boolean
  readonly ordinary: boolean
}

/** `candidates`: the functions whose edges may be followed, all that loop code reaches. */
export function createSearch(parts: Parts, scanner: Scanner, contexts: Contexts, candidates: readonly FunctionId[]): Search {
  const { evaluation } = parts
  const reported = (site: EffectSite): boolean => site.effect.blocks !== undefined && site.effect.blocks.severity !== 'suggestion'
  const answers = new Map<FunctionId, readonly Below[]>()
  let leads: ReadonlySet<FunctionId> | null = null

  function isSynchronous(edge: Edge): boolean {
    if (edge.runs !== undefined && edge.runs !== 'caller' && edge.runs !== 'greenlet') return false
    if (edge.kind === 'schedule' || edge.kind === 'offload' || edge.kind === 'reference') return false
    return !evaluation.function(edge.to).async
  }

  /** Functions from which some reported site can be reached. */
  function leading(): ReadonlySet<FunctionId> {
    const callers = new Map<FunctionId, FunctionId[]>()
    const found = new Set<FunctionId>()
    const work: FunctionId[] = []
    for (const id of candidates) {
      const scan = scanner.ofFunction(id)
      for (const edge of scan.edges) {
        if (!isSynchronous(edge)) continue
        const list = callers.get(edge.to)
        if (list === undefined) callers.set(edge.to, [id])
        else list.push(id)
      }
      if (scan.sites.some(reported) && !found.has(id)) {
        found.add(id)
        work.push(id)
      }
    }
    for (let id = work.pop(); id !== undefined; id = work.pop()) {
      for (const caller of callers.get(id) ?? []) {
        if (found.has(caller)) continue
        found.add(caller)
        work.push(caller)
      }
    }
    return found
  }

  function below(id: FunctionId): readonly Below[] {
    const known = answers.get(id)
    if (known !== undefined) return known
    leads ??= leading()
    const found: Below[] = []
    if (leads.has(id)) walk(id, leads, found, [])
    answers.set(id, found)
    return found
  }

  function belowCalls(calls: readonly Edge[]): readonly Below[] {
    const found: Below[] = []
    leads ??= leading()
    walk(calls[calls.length - 1].to, leads, found, calls)
    return found
  }

  /** Along ordinary ways first, so that each function is met by one if there is any; nearest first among these. */
  function walk(start: FunctionId, useful: ReadonlySet<FunctionId>, found: Below[], calls: readonly Edge[]): void {
    const seen = new Set<FunctionId>([start])
    const queue: Node[] = [nodeOf(start, null, null, true)]
    const later: { readonly node: Node; readonly edge: Edge }[] = []
    for (let at = 0, next = 0; ; at++) {
      for (; at === queue.length && next < later.length; next++) {
        const { node, edge } = later[next]
        if (!seen.has(edge.to)) enter(node, edge, false)
      }
      if (at === queue.length) return
      visit(queue[at])
    }

    function enter(node: Node, edge: Edge, ordinary: boolean): void {
      seen.add(edge.to)
      queue.push(nodeOf(edge.to, node, edge, ordinary && node.ordinary))
    }

    function isExcluded(node: Node, at: Place): boolean {
      return (node.edge !== null || calls.length > 0) && parts.flags.contradicts([...calls, ...pathOf(node)], at)
    }

    function visit(node: Node): void {
      const scan = scanner.ofFunction(node.function)
      for (const site of scan.sites) {
        if (!reported(site) || isGuarded(site.at) || isExcluded(node, site.at)) continue
        const often = rarer(node.repetition, repetition(site.at))
        found.push({
          site,
          path: pathOf(node),
          once: often !== 'always',
          paid: often === 'paid',
          confidence: node.certain ? site.confidence : 'medium',
          ordinary: node.ordinary && (node.edge === null || isOrdinary(node, site.at)),
        })
      }
      if (node.depth >= LONGEST) return
      for (const edge of scan.edges) {
        if (
          !useful.has(edge.to) ||
          seen.has(edge.to) ||
          !isSynchronous(edge) ||
          edge.runs === 'greenlet' ||
          isGuarded(edge.at) ||
          isExcluded(node, edge.at)
        )
          continue
        // The branches of the function asked about are judged with the call that leads to it.
        if (node.edge !== null && !parts.ordinary.leadsOn(pathOf(node), edge)) later.push({ node, edge })
        else enter(node, edge, true)
      }
    }
  }

  function isOrdinary(node: Node, at: Place): boolean {
    return parts.ordinary.isOrdinary(pathOf(node), at)
  }

  function isGuarded(at: Place): boolean {
    return parts.guards.noRunningLoop(at.file, at.value) || parts.guards.neverRuns(at.file, at.value)
  }

  function nodeOf(id: FunctionId, parent: Node | null, edge: Edge | null, ordinary: boolean): Node {
    const decoration = parts.decorations.of(id)
    return {
      function: id,
      parent,
      edge,
      depth: parent === null ? 0 : parent.depth + 1,
      repetition: rarer(rarer(parent?.repetition ?? 'always', memoised(id)), edge === null ? 'always' : repetition(edge.at)),
      ordinary,
      certain: decoration.known && edge?.confidence !== 'several' && (parent?.certain ?? true),
    }
  }

  /** A memoised function without arguments has been computed when something before the first request has called it. */
  function memoised(id: FunctionId): Repetition {
    if (!parts.decorations.of(id).once) return 'always'
    return parametersOf(evaluation, id).length === 0 && ranBefore(id) ? 'paid' : 'once'
  }

  function repetition(at: Place): Repetition {
    const filled = parts.guards.filledOnce(at.file, at.value)
    if (filled === null) return 'always'
    return filled === 'global' && ranBefore(evaluation.functionOfScope(at.file, evaluation.scopeOf(at.file, at.value))) ? 'paid' : 'once'
  }

  function ranBefore(id: FunctionId): boolean {
    return contexts.of(id).some((context) => context.kind === 'import' || context.kind === 'loop-startup')
  }

  return { below, belowCalls, isSynchronous, repetition }
}

const RARITY = { always: 0, once: 1, paid: 2 }

function rarer(x: Repetition, y: Repetition): Repetition {
  return RARITY[x] >= RARITY[y] ? x : y
}

function pathOf(node: Node): readonly Edge[] {
  const path: Edge[] = []
  for (let at: Node | null = node; at !== null && at.edge !== null; at = at.parent) path.push(at.edge)
  return path.toReversed()
}

const GROUPS: Readonly<Record<BlockKind, string>> = {
  sleep: 'direct',
  subprocess: 'direct',
  socket: 'direct',
  dns: 'direct',
  input: 'direct',
  http: 'http',
  db: 'db',
  cache: 'store',
  queue: 'store',
  llm: 'remote',
  vector: 'remote',
  cloud: 'remote',
  cpu: 'cpu',
  file: 'file',
  wait: 'wait',
  loop: 'loop',
}

/** Kinds that one rule owns share a group: one place gets one fact per group. */
export function groupOf(kind: BlockKind): string {
  return GROUPS[kind]
}

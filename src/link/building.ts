/** How often code builds a thing that is meant to be shared: an engine, a client. */
import type { Building } from '../model/engine.ts'
import type { Context, ContextKind, Place } from '../model/project.ts'
import type { Value } from '../model/summary.ts'
import { Op } from '../model/summary.ts'
import type { FunctionId } from '../model/type.ts'
import type { Parts } from './draft.ts'
import { listOf } from './read.ts'

const REQUEST: ReadonlySet<ContextKind> = new Set<ContextKind>(['loop-request', 'loop-websocket', 'thread', 'loop-background'])
const STARTING: ReadonlySet<ContextKind> = new Set<ContextKind>(['import', 'loop-startup'])

export interface Built {
  readonly building: Building
  /** Where a request comes to build it, for `per-request`. */
  readonly context: Context | null
}

/** `within` is the function around the place; null in a module or class body. */
export function createBuilding(
  { evaluation, guards, decorations, origins }: Parts,
  contextsOf: (id: FunctionId) => readonly Context[],
): (at: Place, within: FunctionId | null) => Built {
  return (at, within) => {
    if (within === null || isKept(at, within)) return { building: 'once', context: null }
    const contexts = contextsOf(within)
    const serving = contexts.find(
      ({ kind, path, entry }) =>
        REQUEST.has(kind) && !decorations.of(entry.function).once && !path.some((edge) => isKept(edge.at, edge.to)),
    )
    if (serving !== undefined) return { building: 'per-request', context: serving }
    if (contexts.some(({ kind }) => STARTING.has(kind)) || contexts.some(({ kind }) => REQUEST.has(kind)))
      return { building: 'once', context: null }
    return { building: contexts.every(({ kind }) => kind === 'unknown') ? 'unknown' : 'elsewhere', context: null }
  }

  /** Runs at most once per process or key: behind `if _engine is None`, in a function that remembers its result, or put into a collection. */
  function isKept(place: Place, id: FunctionId): boolean {
    return guards.filledOnce(place.file, place.value) !== null || decorations.of(id).once || isCollected(place) || isRefreshed(place)
  }

  /**
   * Becomes an attribute under a test of that attribute (`if self._session is None or self._session.closed: self._session = …`), or of one
   * that is set with it: `if self.voice != voice: self.model = …; self.voice = voice`.
   */
  function isRefreshed({ file, value }: Place): boolean {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    const { first, end } = summary.regions
    const inner = evaluation.regionOf(file, value)
    const region = summary.scopes.region[evaluation.scopeOf(file, value)]
    for (let at = value; at < end[region]; at++) {
      if (op[at] !== Op.SetAttr) continue
      const [stored, name] = listOf(summary, b[at])
      if (!origins.of(file, stored).includes(value)) continue
      const set = [name, ...namesSet(first[inner], end[inner])]
      return evaluation.guards(file, at).some(({ test }) => set.some((each) => mentions(test, each)))
    }
    return false

    function namesSet(from: Value, to: Value): readonly number[] {
      const names: number[] = []
      for (let at = from; at < to; at++) if (op[at] === Op.SetAttr) names.push([...listOf(summary, b[at])][1])
      return names
    }

    function mentions(test: Value, name: number, depth = 0): boolean {
      if (test < 0 || depth > 6) return false
      const go = (one: Value): boolean => mentions(one, name, depth + 1)
      switch (op[test]) {
        case Op.Attr:
          return b[test] === name || go(a[test])
        case Op.Bool:
          return go(a[test]) || go(b[test])
        case Op.Compare:
          return [...listOf(summary, b[test])].some(go)
        case Op.Unary:
        case Op.Load:
          return go(a[test])
        case Op.Bind:
          return go(b[test])
        case Op.Call:
          return go(a[test]) || [...listOf(summary, b[test])].some(go)
        default:
          return false
      }
    }
  }

  /** What the call makes becomes an item of a collection that outlives the function: `engines[tenant] = engine`. */
  function isCollected({ file, value }: Place): boolean {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    const region = summary.scopes.region[evaluation.scopeOf(file, value)]
    for (let at = value; at < summary.regions.end[region]; at++) {
      if (op[at] !== Op.SetItem || (op[a[at]] !== Op.Free && op[a[at]] !== Op.Attr)) continue
      if (origins.of(file, listOf(summary, b[at])[0]).includes(value)) return true
    }
    return false
  }
}

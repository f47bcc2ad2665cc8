/** By what findings belong together: the same call, engine, column, function, way from an entry point, file, service. */
import type { Concern } from '../check/concern.ts'
import type { Subject } from '../check/rule.ts'
import type { JoinKey } from '../model/compound.ts'
import type { Finding } from '../model/finding.ts'
import type { Entry, Place, Project } from '../model/project.ts'
import { ScopeFlag, ScopeKind } from '../model/summary.ts'
import type { FunctionId } from '../model/type.ts'

/** A finding with what it is about. */
export interface Joined {
  readonly finding: Finding
  readonly concern: Concern
}

export interface Joins {
  /** Whether two findings belong together by the first of the keys that both know; not if they know none in common. */
  belong(x: Joined, y: Joined, by: readonly JoinKey[]): boolean
  /** The function a finding stands in; null at module or class level. */
  functionOf(joined: Joined): FunctionId | null
  /** The function around a place; null at module or class level. */
  functionAt(place: Place): FunctionId | null
  /** Entry points from which a finding's function can come to run. */
  entriesTo(joined: Joined): readonly Entry[]
}

/** Answers for the findings of one project; each is worked out once. */
export const createJoins = (project: Project): Joins => {
  const reachable = new Map<FunctionId, readonly Entry[]>()
  const known = new Map<string, ReadonlySet<string>>()

  const functionOf = ({ concern }: Joined): FunctionId | null => functionAround(project, concern.about[0].place)
  const entriesTo = (joined: Joined): readonly Entry[] => {
    const { is, place } = joined.concern.about[0]
    // A route is an entry itself: what is said of it stands at its registration, outside of any function.
    if (is === 'route')
      return project.entries.filter(({ kind, at }) => SERVES.has(kind) && at.file === place.file && at.value === place.value)
    const within = functionOf(joined)
    if (within === null) return []
    const found = reachable.get(within) ?? entriesReaching(project, within)
    reachable.set(within, found)
    return found
  }
  const keysOf = (joined: Joined, key: JoinKey): ReadonlySet<string> => {
    const memo = `${key} ${joined.finding.id}`
    const found = known.get(memo) ?? new Set(compute(joined, key))
    known.set(memo, found)
    return found
  }
  const compute = (joined: Joined, key: JoinKey): readonly string[] => {
    const { about, at } = joined.concern
    switch (key) {
      case 'function': {
        const within = functionOf(joined)
        return within === null ? [] : [String(within)]
      }
      case 'path':
        return entriesTo(joined).map(({ kind, label, at: { file, value } }) => `${kind} ${label} ${file} ${value}`)
      case 'file':
        return [String(at.file)]
      case 'service':
        // Without services the whole project is one.
        return joined.finding.services.length === 0 ? [''] : joined.finding.services
      case 'call':
      case 'input':
      case 'resource':
      case 'column':
      case 'model':
        return about.filter(({ is }) => is === key).map(subjectKey)
    }
  }
  return {
    functionOf,
    functionAt: (place) => functionAround(project, place),
    entriesTo,
    belong: (x, y, by) => {
      const key = by.find((each) => keysOf(x, each).size > 0 && keysOf(y, each).size > 0)
      return key !== undefined && intersect(keysOf(x, key), keysOf(y, key))
    },
  }
}

/** A subject as one word; places are identities, wherever code moves them. */
export const subjectKey = ({ is, place }: Subject): string => `${is} ${place.file} ${place.value}`

const intersect = (xs: ReadonlySet<string>, ys: ReadonlySet<string>): boolean => {
  const [few, many] = xs.size < ys.size ? [xs, ys] : [ys, xs]
  for (const each of few) if (many.has(each)) return true
  return false
}

const functionAround = ({ evaluation }: Project, { file, value }: Place): FunctionId | null => {
  if (file < 0) return null
  const { flags, parent } = evaluation.file(file).summary.scopes
  for (let scope = evaluation.scopeOf(file, value); scope > 0; scope = parent[scope]) {
    const kind: ScopeKind = flags[scope] & ScopeFlag.Kind
    if (kind === ScopeKind.Function || kind === ScopeKind.Lambda) return evaluation.functionOfScope(file, scope)
  }
  return null
}

/** Against the edges, by which a function comes to run; a name passed on runs nothing. Entries in the project's order. */
const entriesReaching = (project: Project, target: FunctionId): readonly Entry[] => {
  const seen = new Set<FunctionId>([target])
  const queue: FunctionId[] = [target]
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const { from, kind } of project.edgesTo(id)) {
      if (kind === 'reference' || seen.has(from)) continue
      seen.add(from)
      queue.push(from)
    }
  }
  return project.entries.filter((entry) => SERVES.has(entry.kind) && seen.has(entry.function))
}

/** Entries by which users or queues come in; what runs on import or in tests is on nobody's way. */
const SERVES: ReadonlySet<Entry['kind']> = new Set<Entry['kind']>([
  'loop-request',
  'loop-websocket',
  'loop-background',
  'loop-worker',
  'thread',
  'worker-process',
])

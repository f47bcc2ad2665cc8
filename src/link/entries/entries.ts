/** Where the outside world calls in: one file per kind of entry, and what a module's own body calls. */
import type { ContextKind, Edge, Entry, Role } from '../../model/project.ts'
import type { FileId, FunctionId } from '../../model/type.ts'
import type { CandidateIndex } from '../candidates.ts'
import { contextAfter } from '../contexts.ts'
import type { Parts } from '../draft.ts'
import { MODULE_BODY } from '../draft.ts'
import { isMain } from '../main-guard.ts'
import type { Scanner } from '../scan.ts'
import { addCommands } from './commands.ts'
import { addDependencies } from './dependencies.ts'
import { addLifecycle } from './lifecycle.ts'
import { addMiddleware } from './middleware.ts'
import type { Registry } from './registry.ts'
import { nameOfFunction } from './registry.ts'
import { addResolvers } from './resolvers.ts'
import { addRoutes } from './routes.ts'
import { addStreams } from './streams.ts'
import { addTasks } from './tasks.ts'
import { addValidators } from './validators.ts'

/** Code that nothing outside a developer's machine runs. */
const OUTSIDE: ReadonlySet<Role> = new Set<Role>(['vendored', 'stub', 'test', 'docs', 'notebook'])

export function isOutside(role: Role): boolean {
  return OUTSIDE.has(role)
}

/** Entries in the order of their places: by path, then by position. */
export function findEntries(parts: Parts, candidates: CandidateIndex, scanner: Scanner, role: (file: FileId) => Role): readonly Entry[] {
  const { evaluation } = parts
  const entries: Entry[] = []
  const known = new Set<string>()
  const registry: Registry = {
    parts,
    candidates,
    add(kind, id, at, label, receives) {
      const key = `${at.file}:${at.value}:${id}:${kind}`
      if (known.has(key) || isOutside(role(at.file))) return
      known.add(key)
      entries.push(receives === undefined ? { kind, function: id, at, label } : { kind, function: id, at, label, receives })
    },
  }
  const handlers = addRoutes(registry)
  addDependencies(registry)
  addMiddleware(registry)
  addLifecycle(registry)
  addTasks(registry)
  addCommands(registry)
  addStreams(registry)
  addResolvers(registry)
  addValidators(registry, handlers)
  for (const { id, origin } of evaluation.files) if (origin === 'project' && !isOutside(role(id))) addModule(id)
  return sortEntries(parts, entries)

  /** What runs on import, and under `if __name__ == "__main__"`. */
  function addModule(file: FileId): void {
    for (const edge of scanner.ofModule(file).edges) {
      const body: ContextKind = isMain(evaluation, edge.at) ? 'cli' : 'import'
      const kind = contextAfter(body, edge, evaluation.function(edge.to).async)
      if (kind === null) continue
      const label = body === 'cli' ? `main ${nameOfFunction(registry, edge.to)}` : `import of ${evaluation.file(file).module}`
      registry.add(kind, edge.to, edge.at, label)
    }
  }
}

/** Coroutines that nothing found reaches: a public interface, a script's steps, or tests, by the role of their file. */
export function strayEntries(
  parts: Parts,
  functions: readonly FunctionId[],
  role: (file: FileId) => Role,
  reached: (id: FunctionId) => boolean,
): readonly Entry[] {
  const entries: Entry[] = []
  for (const id of functions) {
    const info = parts.evaluation.function(id)
    if (reached(id)) continue
    const own = role(info.file)
    const runs = isOutside(own) ? undefined : decoratedRuns(parts, id)
    const kind = runs === undefined ? strayKind(own, info.async) : contextAfter('thread', runs, info.async)
    if (kind === null) continue
    const value = parts.evaluation.file(info.file).summary.scopes.definedBy[info.scope]
    entries.push({ kind, function: id, at: { file: info.file, value }, label: runs === undefined ? info.name : `task ${info.name}` })
  }
  return sortEntries(parts, entries)
}

/** A library decorator that runs its function somewhere, as an edge would. */
function decoratedRuns(parts: Parts, id: FunctionId): Edge | undefined {
  for (const { at, effect } of parts.decorations.of(id).effects) {
    const runs = effect.runs?.find((one) => one.argument === 'decorated')
    if (runs !== undefined) return { kind: 'offload', from: MODULE_BODY, at, to: id, runs: runs.in, confidence: 'exact' }
  }
  return undefined
}

function strayKind(role: Role, isAsync: boolean): ContextKind | null {
  switch (role) {
    case 'test':
      return 'test'
    case 'app':
    case 'unreached':
    case 'generated':
      return isAsync ? 'unknown' : null
    case 'cli':
    case 'script':
    case 'migration':
      return isAsync ? 'loop-script' : null
    default:
      return null
  }
}

function sortEntries(parts: Parts, entries: Entry[]): readonly Entry[] {
  const { evaluation } = parts
  const pathOf = (entry: Entry): string => evaluation.file(entry.at.file).summary.path
  return entries.toSorted((x, y) => {
    const [left, right] = [pathOf(x), pathOf(y)]
    if (left !== right) return left < right ? -1 : 1
    return x.at.value - y.at.value || x.function - y.function
  })
}

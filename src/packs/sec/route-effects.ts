/** What answering a route changes, by what its handler does and what it calls. */
import type { Does } from '../../model/knowledge.ts'
import type { EffectSite, Project } from '../../model/project.ts'
import type { RouteFact } from '../../model/route.ts'
import type { FunctionId } from '../../model/type.ts'

export type RouteEffect = 'runs a command' | 'writes to the database' | 'queues a job' | 'changes files'

const COMMAND =
  /^(?:os\.(?:system|popen|posix_spawn|spawn\w+)|subprocess\.(?:run|call|check_call|check_output|Popen|getoutput|getstatusoutput)|asyncio\.(?:subprocess\.)?create_subprocess_\w+)(?:\(\))?$/
/** Files that are kept: what a request deletes or replaces. A POST may only clean up its own temporary file. */
const REMOVES =
  /^(?:os\.(?:remove|unlink|rename|replace|rmdir|removedirs)|shutil\.(?:rmtree|move)|pathlib\.Path\.(?:unlink|rmdir|rename|replace))(?:\(\))?$/
const WRITES: readonly Does[] = ['sql-write', 'commit', 'flush']
/** Calls down from the handler. What lies deeper is mostly made or filled once: a store that is opened, a table that is laid out. */
const DEEPEST = 3
const MOST = 400

const known = new WeakMap<Project, Map<FunctionId, RouteEffect | null>>()

/** The gravest effect; null if none is seen. */
export function effectOf(project: Project, { handler, methods }: RouteFact): RouteEffect | null {
  let byHandler = known.get(project)
  if (byHandler === undefined) known.set(project, (byHandler = new Map<FunctionId, RouteEffect | null>()))
  const answer = byHandler.get(handler)
  if (answer !== undefined) return answer
  const found = gravest(sitesBelow(project, handler), methods)
  byHandler.set(handler, found)
  return found
}

function gravest(sites: readonly EffectSite[], methods: readonly string[]): RouteEffect | null {
  const does = (what: Does): boolean => sites.some(({ effect }) => effect.does?.includes(what) === true)
  if (sites.some(({ callee }) => COMMAND.test(callee))) return 'runs a command'
  if (WRITES.some(does)) return 'writes to the database'
  if (does('publishes')) return 'queues a job'
  return !methods.includes('POST') && sites.some(({ callee }) => REMOVES.test(callee)) ? 'changes files' : null
}

/** Calls of library functions in the handler and in what it calls, in the order of the edges. */
function sitesBelow(project: Project, handler: FunctionId): readonly EffectSite[] {
  const depths = new Map<FunctionId, number>([[handler, 0]])
  for (const [id, depth] of depths) {
    if (depth === DEEPEST) continue
    for (const { to } of project.edgesFrom(id)) if (!depths.has(to) && depths.size < MOST) depths.set(to, depth + 1)
  }
  return [...depths.keys()].flatMap((id) => project.effectsIn(id))
}

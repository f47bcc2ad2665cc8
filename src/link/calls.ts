/** What one call expression adds to the graph: an edge into project code, or the effect of a library callable. */
import type { Effect } from '../model/knowledge.ts'
import type { Callee, CallTarget } from '../model/project.ts'
import type { Value } from '../model/summary.ts'
import { Op } from '../model/summary.ts'
import type { ClassId, FileId, FunctionId } from '../model/type.ts'
import { isAwaiting } from './awaiting.ts'
import { bitOf } from './closure.ts'
import type { Draft, Parts } from './draft.ts'
import { addEdge, siteOf } from './draft.ts'
import type { LibraryCall } from './effects.ts'
import { addHandovers, handArguments } from './handovers.ts'
import { isGeneratedQuery } from './loader/query-sites.ts'
import { methodOfClass } from './methods.ts'
import { functionOf } from './parameters.ts'
import { listOf, nameOf, textOf } from './read.ts'
import type { Use } from './uses.ts'
import { isAwaitedDirectly, usesOf } from './uses.ts'

const INITIALISERS = ['__new__', '__post_init__']
const ENTERING = new Set(['enter_context', 'enter_async_context'])

/** What calling one of a callee's targets runs of the project's own code. */
interface Started {
  readonly target: CallTarget
  /** The project function that runs first; null if it is the library's. */
  readonly function: FunctionId | null
  /** What runs besides `__init__` when a project class is called. */
  readonly initialisers: readonly FunctionId[]
}

/** What matters of a callee, whoever calls it. */
export interface Callable {
  readonly started: readonly Started[]
  readonly hasEffects: boolean
  readonly isQuery: boolean
}

const DULL: Callable = { started: [], hasEffects: false, isQuery: false }

/** Reads callees; one answer per callee, because the same few are called over and over. */
export function createCallableReader(parts: Parts): (callee: Callee) => Callable {
  const known = new Map<Callee, Callable>()
  return (callee) => {
    let answer = known.get(callee)
    if (answer === undefined) known.set(callee, (answer = callableOf(parts, callee)))
    return answer
  }
}

function callableOf(parts: Parts, { targets }: Callee): Callable {
  const started: Started[] = []
  for (const target of targets) {
    const id = functionOf(target)
    const own = id !== null && parts.isProject(id) ? id : null
    const initialisers = target.is === 'construct' ? initialisersOf(parts, target.class) : []
    if (own !== null || initialisers.length > 0) started.push({ target, function: own, initialisers })
  }
  const hasEffects = targets.some((target) => (parts.effects.ofTarget(target)?.effects.length ?? 0) > 0)
  const isQuery = targets.some(isGeneratedQuery)
  return started.length === 0 && !hasEffects && !isQuery ? DULL : { started, hasEffects, isQuery }
}

/** `read` is what `createCallableReader` has made. */
export function addCall(parts: Parts, read: (callee: Callee) => Callable, draft: Draft, call: Value): void {
  const callee = parts.evaluation.calleeOf(draft.file, call)
  const callable = read(callee)
  // Most calls do nothing worth knowing.
  if (callable === DULL) return
  const { targets } = callee
  const several = targets.length > 1
  for (const { target, function: id, initialisers } of callable.started) {
    if (id !== null) addProjectCall(parts, draft, call, target, id, several)
    for (const initialiser of initialisers) addEdge(draft, 'construct', call, initialiser, several)
  }
  if (callable.isQuery) draft.does |= bitOf('sql-read')
  if (!callable.hasEffects) return
  const library = parts.effects.callsOf(draft.file, call)
  const blocking = library.filter((known) => known.effects.some((effect) => effect.blocks !== undefined))
  for (const known of library) {
    if (known.effects.length === 0) continue
    // Several receivers are one certain block only if all of them block.
    addEffects(parts, draft, known, !several || blocking.length === targets.length)
    addHandovers(parts, draft, known, several)
    addDoes(parts, draft, known)
  }
}

function addProjectCall(parts: Parts, draft: Draft, call: Value, target: CallTarget, id: FunctionId, several: boolean): void {
  const info = parts.evaluation.function(id)
  const decoration = parts.decorations.of(id)
  if (decoration.runs !== null && decoration.runs !== 'caller') {
    addEdge(draft, 'offload', call, id, several, decoration.runs)
    return
  }
  // Which of two functions a dispatching decorator runs in asynchronous code is its decision: most likely the other one.
  if (decoration.chosen && draft.from >= 0 && parts.evaluation.function(draft.from).async) return
  if (info.async) addCoroutine(parts, draft, call, id, several)
  else if (info.generator) addGenerator(parts, draft, call, id, several)
  else if (!isAwaitedDirectly(parts.evaluation, draft.file, call) || givesAwaitable(parts, draft.file, call, id)) {
    addEdge(draft, target.is === 'construct' ? 'construct' : 'call', call, id, several)
  }
  handArguments(parts, draft, call, target, several)
}

/**
 * A plain function whose result is awaited takes a way through its body that ends in an awaitable. Unless that is all it
 * returns, the synchronous ways through it are not taken here.
 */
function givesAwaitable(parts: Parts, file: FileId, call: Value, id: FunctionId): boolean {
  if (isOverloaded(parts, id)) return false
  const type = parts.evaluation.typeOf(file, call)
  return type.is === 'coroutine' || type.is === 'task' || type.is === 'future' || parts.evaluation.methodOf(type, '__await__') !== null
}

/** Defined more than once under its name: `@overload`, or an alternative. */
function isOverloaded(parts: Parts, id: FunctionId): boolean {
  const { file, scope, name } = parts.evaluation.function(id)
  const { summary } = parts.evaluation.file(file)
  const { bindingStart, bindingName, bindingValues, parent } = summary.scopes
  const around = parent[scope]
  for (let row = bindingStart[around]; row < bindingStart[around + 1]; row++) {
    if (textOf(summary, bindingName[row]) === name) return listOf(summary, bindingValues[row]).length > 1
  }
  return false
}

/** An `async def` runs where its coroutine is awaited; an asynchronous generator where it is walked or entered. */
function addCoroutine(parts: Parts, draft: Draft, call: Value, id: FunctionId, several: boolean): void {
  const { evaluation } = parts
  const kind = evaluation.function(id).generator ? (parts.decorations.of(id).context ? 'enter' : 'iterate') : 'await'
  if (isAwaitedDirectly(evaluation, draft.file, call)) {
    addEdge(draft, kind, call, id, several)
    return
  }
  let handed = false
  for (const use of usesOf(evaluation, draft.file, call)) {
    if (use.is === 'awaited' || use.is === 'iterated' || use.is === 'entered') {
      addEdge(draft, kind, call, id, several)
      return
    }
    if (use.is === 'argument') {
      if (awaits(parts, draft.file, use.at)) {
        addEdge(draft, kind, call, id, several)
        return
      }
      handed ||= isHandled(parts, draft.file, use)
    }
  }
  if (!handed) addEdge(draft, 'call', call, id, several)
}

/** `asyncio.gather(f())` and its kin wait for what they are given; a scheduler's own edge is made where it is called. */
function awaits(parts: Parts, file: FileId, call: Value): boolean {
  return parts.effects
    .callsOf(file, call)
    .some((known) => isAwaiting(known.name) && !known.effects.some((effect) => effect.runs !== undefined))
}

function isHandled(parts: Parts, file: FileId, use: Use): boolean {
  return parts.effects.callsOf(file, use.at).some((known) => known.effects.some((effect) => effect.runs !== undefined))
}

/** The body of a generator runs where it is walked, not where it is called. */
function addGenerator(parts: Parts, draft: Draft, call: Value, id: FunctionId, several: boolean): void {
  const { evaluation } = parts
  if (parts.decorations.of(id).context) {
    const { summary } = evaluation.file(draft.file)
    const entered = usesOf(evaluation, draft.file, call).some(
      (use) => use.is === 'entered' || (use.is === 'argument' && ENTERING.has(nameOf(summary, summary.values.a[use.at]))),
    )
    if (entered) addEdge(draft, 'enter', call, id, several)
  } else if (parts.predicates.isConsumed(draft.file, call)) addEdge(draft, 'iterate', call, id, several)
}

function initialisersOf(parts: Parts, of: ClassId): readonly FunctionId[] {
  return INITIALISERS.flatMap((name) => {
    const id = parts.defined.methods.has(name) ? methodOfClass(parts.evaluation, of, name) : null
    return id !== null && parts.isProject(id) ? [id] : []
  })
}

function addDoes(parts: Parts, draft: Draft, known: LibraryCall): void {
  for (const effect of known.effects) {
    if (effect.does === undefined || (effect.when !== undefined && !parts.predicates.holds(effect.when, known))) continue
    for (const does of effect.does) draft.does |= bitOf(does)
  }
}

function addEffects(parts: Parts, draft: Draft, known: LibraryCall, certain: boolean): void {
  const blocking = blockingEffect(parts, known)
  if (blocking === null) return
  const site = siteOf(draft, known.call, known.name, blocking.effect, certain)
  if (blocking.because !== null) draft.spared.push({ site, because: blocking.because })
  else if (mayBeAwaited(parts, draft, site.effect) && isAwaited(parts, draft.file, known.call))
    draft.spared.push({ site, because: 'awaited' })
  else draft.sites.push(site)
}

/** The most severe effect whose condition holds; else one that would have blocked, with what spares it. */
function blockingEffect(
  parts: Parts,
  known: LibraryCall,
): {
  readonly effect: Effect
  readonly because: null | 'harmless' | 'condition-not-met' | 'generator-not-consumed' | 'guarded-loop'
} | null {
  const blocking = known.effects.filter((effect) => effect.blocks !== undefined && !isOfDecorated(effect))
  if (blocking.length === 0) return null
  const harmless = known.effects.some(
    (effect) => effect.harmless === true && (effect.when === undefined || parts.predicates.holds(effect.when, known)),
  )
  if (harmless) return { effect: blocking[0], because: 'harmless' }
  const met = blocking.filter((effect) => effect.when === undefined || parts.predicates.holds(effect.when, known))
  if (met.length === 0) {
    const because =
      blocking[0].blocks?.kind === 'loop' && parts.guards.noRunningLoop(known.file, known.call) ? 'guarded-loop' : 'condition-not-met'
    const generator = JSON.stringify(blocking[0].when).includes('"consumed"')
    return { effect: blocking[0], because: generator ? 'generator-not-consumed' : because }
  }
  return { effect: met.reduce((worst, effect) => (rank(effect) < rank(worst) ? effect : worst)), because: null }
}

const RANK = { blocker: 0, major: 1, minor: 2, suggestion: 3 }

function rank(effect: Effect): number {
  return effect.blocks === undefined ? 4 : RANK[effect.blocks.severity]
}

/** A decorator's effect happens when the function is called, not where the decorator is built. */
export function isOfDecorated(effect: Effect): boolean {
  return effect.runs?.some((runs) => runs.argument === 'decorated') ?? false
}

/** Only asynchronous code awaits, and a file that schedules names asyncio: most calls need no look at their uses. */
function mayBeAwaited({ evaluation }: Parts, draft: Draft, effect: Effect): boolean {
  if (effect.blocks?.severity === 'suggestion') return false
  if (draft.from >= 0 && evaluation.function(draft.from).async) return true
  return evaluation.file(draft.file).summary.strings.includes('asyncio')
}

/** Awaited, scheduled, or the head of `async with` and `async for`. */
function isAwaited(parts: Parts, file: FileId, call: Value): boolean {
  if (isAwaitedDirectly(parts.evaluation, file, call)) return true
  const { op, b } = parts.evaluation.file(file).summary.values
  return usesOf(parts.evaluation, file, call).some((use) => {
    if (use.is === 'awaited') return true
    if (use.is === 'entered' || use.is === 'iterated') return (op[use.at] === Op.Enter || op[use.at] === Op.Iterate) && b[use.at] === 1
    return use.is === 'argument' && parts.effects.callsOf(file, use.at).some((known) => isAwaiting(known.name))
  })
}

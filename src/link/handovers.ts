/** Functions given to somebody else: to a thread, a task, a callback, or to a project function that calls them. */
import type { RunsIn } from '../model/knowledge.ts'
import type { CallTarget, EdgeKind } from '../model/project.ts'
import type { FileSummary, Value } from '../model/summary.ts'
import { Op } from '../model/summary.ts'
import type { Handed } from './callables.ts'
import type { Draft, Parts } from './draft.ts'
import { addEdge, siteOf } from './draft.ts'
import type { LibraryCall } from './effects.ts'
import type { Fate } from './fates.ts'
import { functionOf, parameterFor } from './parameters.ts'
import { carried, nameOf } from './read.ts'

/** Declarations, not hand-overs: what they name runs because of where they stand (see `entries/`). */
const DECLARES = /^(fastapi|starlette|sse_starlette)\.(.*\.)?(Depends|Security|StreamingResponse|EventSourceResponse)$/

/** Effects' `runs`: the callee's argument runs somewhere. */
export function addHandovers(parts: Parts, draft: Draft, known: LibraryCall, several: boolean): void {
  for (const effect of known.effects) {
    if (effect.runs === undefined || DECLARES.test(known.name)) continue
    for (const runs of effect.runs) {
      if (runs.argument === 'decorated') continue
      if (effect.when !== undefined && !parts.predicates.holds(effect.when, known)) continue
      const argument = parts.effects.argument(known, runs.argument)
      if (argument < 0) continue
      for (const handed of parts.callables.of(draft.file, argument)) addHanded(parts, draft, known.call, handed, runs.in, several)
    }
  }
}

/** Arguments of a project function that calls or hands on what it is given. */
export function handArguments(parts: Parts, draft: Draft, call: Value, target: CallTarget, several: boolean): void {
  const { summary } = parts.evaluation.file(draft.file)
  const id = functionOf(target)
  if (id === null) return
  const { b, lists } = summary.values
  const end = b[call] + (b[call] < 0 ? 0 : lists[b[call]])
  for (let i = b[call] + 1; i <= end; i++) {
    const argument = carried(summary, lists[i])
    if (!mayBeFunction(parts, summary, argument)) continue
    const index = parameterFor(parts.evaluation, draft.file, call, target, argument)
    if (index < 0 || !parts.takers.mayTake(id, index)) continue
    // What the function does with it is asked first: most parameters are read and never run.
    const ways = parts.fates.ofParameter(id, index)
    const given = ways.some((fate) => runsOf(fate) !== null) ? parts.callables.plainly(draft.file, argument) : []
    for (const fate of given.length === 0 ? [] : ways) {
      const runs = runsOf(fate)
      if (runs !== null) for (const handed of given) addHanded(parts, draft, call, handed, runs, several)
    }
  }
}

/** Most arguments are data; a look at what is written spares asking for their types. */
function mayBeFunction(parts: Parts, summary: FileSummary, argument: Value): boolean {
  const { op, a, b } = summary.values
  switch (op[argument]) {
    case Op.Lambda:
    case Op.Call:
      return true
    case Op.Free:
      return parts.defined.functions.has(nameOf(summary, argument))
    case Op.Attr:
      return parts.defined.functions.has(nameOf(summary, argument)) || isImported(summary, a[argument])
    case Op.Load: {
      const definition = a[argument]
      if (op[definition] !== Op.Bind) return op[definition] === Op.Param || op[definition] === Op.Phi
      const kind: Op = b[definition] < 0 ? Op.Const : op[b[definition]]
      return (
        kind !== Op.Const &&
        kind !== Op.Text &&
        kind !== Op.Format &&
        kind !== Op.Dict &&
        kind !== Op.List &&
        kind !== Op.Await &&
        kind !== Op.Iterate
      )
    }
    default:
      return false
  }
}

/** A name that an import binds in the same scope or in one around it, as far as the row tells. */
function isImported(summary: FileSummary, object: Value): boolean {
  const { op, a, b } = summary.values
  if (op[object] === Op.Free) return true
  if (op[object] !== Op.Load || op[a[object]] !== Op.Bind) return false
  const bound: Op = op[b[a[object]]]
  return bound === Op.Import || bound === Op.ImportFrom
}

function runsOf(fate: Fate): RunsIn | null {
  if (fate.is === 'called') return 'caller'
  return fate.is === 'handed' ? fate.runs : null
}

function addHanded(parts: Parts, draft: Draft, call: Value, handed: Handed, runs: RunsIn, several: boolean): void {
  const info = parts.evaluation.function(handed.function)
  if (parts.evaluation.file(info.file).origin === 'library') {
    if (!handed.begun) addLibrary(parts, draft, call, handed, runs)
    return
  }
  // A coroutine cannot run in a thread: what was begun stays where its maker's loop is.
  if (handed.begun && (runs === 'thread' || runs === 'process')) return
  if (info.generator && !info.async && runs === 'caller') return
  const kind = kindOf(runs, info.async)
  if (kind === 'call' && info.async) addEdge(draft, 'await', call, handed.function, several)
  else addEdge(draft, kind, call, handed.function, several, runs)
}

function kindOf(runs: RunsIn, isAsync: boolean): EdgeKind {
  switch (runs) {
    case 'caller':
    case 'greenlet':
      return 'call'
    case 'thread':
    case 'process':
    case 'worker-process':
      return 'offload'
    case 'thread-if-sync':
      return isAsync ? 'schedule' : 'offload'
    case 'loop-callback':
    case 'loop-task':
    case 'loop-worker':
    case 'new-loop':
      return 'schedule'
  }
}

/** A library function handed over: blocking where it is called at once or on the loop, fine where it runs elsewhere. */
function addLibrary(parts: Parts, draft: Draft, call: Value, handed: Handed, runs: RunsIn): void {
  const known = parts.effects.ofFunction(handed.function, handed.receiver)
  const effect = known?.effects.find((one) => one.blocks !== undefined && one.when === undefined)
  if (known === null || effect === undefined || known.effects.some((one) => one.harmless === true)) return
  const site = siteOf(draft, call, known.name, effect, true)
  if (runs === 'caller' || runs === 'loop-callback') draft.sites.push(site)
  else draft.spared.push({ site, because: runs === 'greenlet' ? 'greenlet' : 'offloaded' })
}

/** Whether what is put into a container is made by requests, or the same in every process because code, files or settings give it. */
import type { ContextKind, Edge, Entry } from '../../model/project.ts'
import type { Value } from '../../model/summary.ts'
import { Op, ScopeKind } from '../../model/summary.ts'
import type { FileId, FunctionId } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import { createCallers } from '../loader/callers.ts'
import { eachOperand } from '../loader/operands.ts'
import { functionOf, parametersOf } from '../parameters.ts'
import { scopeKind } from '../read.ts'

interface Input {
  readonly parts: Parts
  readonly isInside: (file: FileId) => boolean
  readonly entries: readonly Entry[]
  readonly edgesTo: (id: FunctionId) => readonly Edge[]
}

/** Gives something that no other process has. */
const FRESH = /^(uuid\.uuid[147]|secrets\.(token_(hex|urlsafe|bytes)|randbelow))$/
const SERVES: ReadonlySet<ContextKind> = new Set<ContextKind>(['loop-request', 'loop-websocket', 'thread'])
/** Calls that a value is followed back through. */
const DEEPEST = 6
/** Operands that are looked at for one value. */
const MOST = 400

export interface Made {
  /** Any of the values comes in with a request or is made up for one. */
  byRequest(file: FileId, values: readonly Value[]): boolean
}

/** `isFound`: whether a row looks its value up elsewhere, so that there are only as many as are kept there; it is not looked behind. */
export function createMade({ parts, isInside, entries, edgesTo }: Input, isFound: (file: FileId, value: Value) => boolean = no): Made {
  const { evaluation, effects, origins } = parts
  const callers = createCallers(parts, (file) => !isInside(file))
  // A generator that answers is given what its handler has.
  const isAsked = ({ kind, receives }: Entry): boolean => SERVES.has(kind) && (isFound === no || receives === 'request')
  const asked = new Set(entries.filter(isAsked).map((entry) => entry.function))
  const known = new Map<string, boolean>()

  function depends(file: FileId, values: readonly Value[], depth: number): boolean {
    const { summary } = evaluation.file(file)
    const { op } = summary.values
    const seen = new Set<Value>()
    const work = values.filter((value) => value >= 0)
    for (let at = work.pop(); at !== undefined && seen.size < MOST; at = work.pop()) {
      if (seen.has(at)) continue
      seen.add(at)
      if (isFound(file, at)) continue
      if (op[at] === Op.Param && isFilled(file, at, depth)) return true
      if (op[at] === Op.Call && effects.callsOf(file, at).some(({ name }) => FRESH.test(name))) return true
      if (op[at] === Op.Free) for (const bind of origins.bindings(file, at)) if (isLocal(file, bind)) work.push(bind)
      eachOperand(summary, at, (operand) => work.push(operand))
    }
    return false
  }

  /** Of an enclosing function: a module's own names are the same in every process. */
  function isLocal(file: FileId, bind: Value): boolean {
    return scopeKind(evaluation.file(file).summary, evaluation.scopeOf(file, bind)) >= ScopeKind.Function
  }

  /** The parameter of an entry point, or one that some call fills with what a request brings. */
  function isFilled(file: FileId, parameter: Value, depth: number): boolean {
    const { summary } = evaluation.file(file)
    const scope = evaluation.scopeOf(file, parameter)
    if (scopeKind(summary, scope) !== ScopeKind.Function || depth > DEEPEST) return false
    const id = evaluation.functionOfScope(file, scope)
    const index = parametersOf(evaluation, id).indexOf(parameter)
    if (index === 0 && evaluation.function(id).owner !== null) return false
    if (asked.has(id)) return true
    const key = `${id}:${index}`
    const answer = known.get(key)
    if (answer !== undefined) return answer
    known.set(key, false)
    const filled = edgesTo(id).some((edge) => isGiven(edge, id, index, depth))
    known.set(key, filled)
    return filled
  }

  function isGiven({ at: { file, value } }: Edge, id: FunctionId, index: number, depth: number): boolean {
    if (evaluation.file(file).summary.values.op[value] !== Op.Call) return false
    const target = evaluation.calleeOf(file, value).targets.find((each) => functionOf(each) === id)
    // Handed over with its arguments: `add_task(run, job)`.
    if (target === undefined) return depends(file, [value], depth + 1)
    const given = callers.given({ file, call: value, target }, id, index)
    return given !== null && depends(given.file, [given.value], depth + 1)
  }

  return { byRequest: (file, values) => depends(file, values, 0) }
}

function no(): boolean {
  return false
}

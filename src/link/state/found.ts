/** Values that are looked up: there are only as many of them as a table, another service or a cache holds. */
import type { Does } from '../../model/knowledge.ts'
import type { Value } from '../../model/summary.ts'
import { Op } from '../../model/summary.ts'
import type { FileId, FunctionId } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import { calleesOf } from '../handlers/callees.ts'
import { eachOperand } from '../loader/operands.ts'
import { functionOf, parametersOf } from '../parameters.ts'
import { listOf } from '../read.ts'

interface Input {
  readonly parts: Parts
  readonly does: (id: FunctionId, what: Does) => boolean
}

const LOOKS_UP: readonly Does[] = ['sql-read', 'http', 'redis']
/** `await request.json()`: what is awaited comes with the request. */
const BODIES = /^(starlette|fastapi)\.(requests\.)?(Request|datastructures\.UploadFile)\.|\.requests\.Request\./
/** Rows of a function that are looked through. */
const MOST = 200
/** Project functions that call each other. */
const DEEPEST = 3

/** Whether a row is awaited, asks outside the process, or is a call of which nobody knows that it gives what it is given. */
export function createFound({ parts, does }: Input): (file: FileId, value: Value) => boolean {
  const { evaluation, effects } = parts
  const passing = new Map<FunctionId, boolean>()
  return (file, value) => isFound(file, value, 0)

  function isFound(file: FileId, value: Value, depth: number): boolean {
    const { op, a } = evaluation.file(file).summary.values
    if (op[value] === Op.Await) return op[a[value]] !== Op.Call || !isOfRequest(file, a[value])
    if (op[value] !== Op.Call || isOfRequest(file, value)) return false
    if (effects.callsOf(file, value).some((known) => known.effects.some((each) => asks(each.does ?? [])))) return true
    const { targets } = evaluation.calleeOf(file, value)
    return targets.length === 0 || targets.some((target) => target.is === 'external' || !passesOn(functionOf(target), depth))
  }

  function isOfRequest(file: FileId, call: Value): boolean {
    return calleesOf(parts, file, call).some((name) => name !== null && BODIES.test(name))
  }

  function asks(what: readonly Does[]): boolean {
    return what.some((each) => LOOKS_UP.includes(each))
  }

  /** A library function, an object made of its arguments, or a project function that makes what it returns of its parameters. */
  function passesOn(id: FunctionId | null, depth: number): boolean {
    if (id === null || !parts.isProject(id)) return true
    if (depth > DEEPEST || evaluation.function(id).async || LOOKS_UP.some((what) => does(id, what))) return false
    const known = passing.get(id)
    if (known !== undefined) return known
    passing.set(id, false)
    const answer = evaluation.function(id).name === '__init__' || returnsGiven(id, depth)
    passing.set(id, answer)
    return answer
  }

  /** What it returns is made of all that it is given: of a part, the rest may only say where to look. */
  function returnsGiven(id: FunctionId, depth: number): boolean {
    const { file, scope, owner } = evaluation.function(id)
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    const work = Array.from(listOf(summary, summary.scopes.exits[scope]), (exit) => a[exit]).filter((value) => value >= 0)
    const seen = new Set<Value>()
    for (let at = work.pop(); at !== undefined && seen.size < MOST; at = work.pop()) {
      if (seen.has(at)) continue
      seen.add(at)
      if (op[at] !== Op.Param && !isFound(file, at, depth + 1)) eachOperand(summary, at, (operand) => work.push(operand))
    }
    const given = [...parametersOf(evaluation, id)].slice(owner === null ? 0 : 1)
    return given.length > 0 && given.every((parameter) => seen.has(parameter))
  }
}

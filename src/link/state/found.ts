/** Values that are looked up: there are only as many of them as a table, another service or a cache holds. */
import type { Does } from '../../model/knowledge.ts'
import type { Value } from '../../model/summary.ts'
import { Op } from '../../model/summary.ts'
import type { FileId, FunctionId } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import { functionOf } from '../parameters.ts'

interface Input {
  readonly parts: Parts
  readonly does: (id: FunctionId, what: Does) => boolean
}

const LOOKS_UP: readonly Does[] = ['sql-read', 'http', 'redis']

/** Whether a row is awaited, or a call that asks outside the process. */
export function createFound({ parts: { evaluation, effects }, does }: Input): (file: FileId, value: Value) => boolean {
  return (file, value) => {
    const { op } = evaluation.file(file).summary.values
    if (op[value] === Op.Await) return true
    if (op[value] !== Op.Call) return false
    const isLibrary = effects.callsOf(file, value).some((known) => known.effects.some((each) => asks(each.does ?? [])))
    return isLibrary || evaluation.calleeOf(file, value).targets.some((target) => asksItself(functionOf(target)))
  }

  function asks(what: readonly Does[]): boolean {
    return what.some((each) => LOOKS_UP.includes(each))
  }

  function asksItself(id: FunctionId | null): boolean {
    return id !== null && LOOKS_UP.some((what) => does(id, what))
  }
}

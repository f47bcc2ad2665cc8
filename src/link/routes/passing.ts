/** What calls pass: arguments by name and position, through `**kwargs`, and what parameters then stand for. */
import type { Evaluation } from '../../model/evaluation.ts'
import { Op, ParamKind } from '../../model/summary.ts'
import type { FunctionId } from '../../model/type.ts'
import { parametersOf } from '../parameters.ts'
import { argumentAt, listOf, nameOf } from '../read.ts'
import type { Bound, Env, Found, Resolver } from './resolve.ts'

export const NO_ENV: Env = new Map()

export function createPassing(
  evaluation: Evaluation,
  of: (at: Bound) => Found,
  text: (at: Bound) => string,
): Pick<Resolver, 'argument' | 'bind'> {
  /** What `**x` passes: a dictionary, or the call that filled a `**kwargs` parameter. */
  function spread(at: Bound): Found {
    const { op, a } = evaluation.file(at.file).summary.values
    const parameter = op[at.value] === Op.Load ? a[at.value] : -1
    const call = parameter >= 0 && op[parameter] === Op.Param ? at.env.get(`${at.file}:${parameter}`) : undefined
    return call === undefined ? of(at) : { places: [call], complete: true }
  }

  function bind(call: Bound, id: FunctionId, bound: number): Env {
    const callee = evaluation.function(id)
    const { summary } = evaluation.file(callee.file)
    const env = new Map<string, Bound>()
    parametersOf(evaluation, id).forEach((parameter, index) => {
      if (index < bound) return
      const kind: ParamKind = listOf(summary, summary.values.b[parameter])[3]
      const key = `${callee.file}:${parameter}`
      if (kind === ParamKind.KeywordRest) env.set(key, call)
      else if (kind !== ParamKind.Rest) {
        const passed = argument(call, nameOf(summary, parameter), kind === ParamKind.KeywordOnly ? undefined : index - bound)
        const fallback = listOf(summary, summary.values.b[parameter])[1]
        if (passed !== null && passed !== undefined) env.set(key, passed)
        else if (passed === null && fallback >= 0) env.set(key, { file: callee.file, value: fallback, env: NO_ENV })
      }
    })
    return env
  }

  function argument(call: Bound, name: string, position?: number, depth = 0): Bound | null | undefined {
    const { summary } = evaluation.file(call.file)
    const { op, a, b } = summary.values
    const named = argumentAt(summary, call.value, name)
    if (named >= 0) return { ...call, value: named }
    const placed = position === undefined ? -1 : argumentAt(summary, call.value, position)
    if (placed >= 0) return { ...call, value: placed }
    let known = true
    for (const item of listOf(summary, b[call.value])) {
      if (op[item] !== Op.DoubleStar || depth > 6) continue
      const found = spread({ ...call, value: a[item] })
      for (const place of found.places) {
        const held = evaluation.file(place.file).summary
        if (held.values.op[place.value] === Op.Dict) {
          const pair = [...listOf(held, held.values.b[place.value])].find(
            (row) => held.values.op[row] === Op.Pair && text({ ...place, value: held.values.a[row] }) === name,
          )
          if (pair !== undefined) return { ...place, value: held.values.b[pair] }
        } else if (held.values.op[place.value] === Op.Call && place.value !== call.value) {
          const passed = argument(place, name, undefined, depth + 1)
          if (passed !== null) return passed
        } else known = false
      }
      if (found.places.length === 0) known = false
    }
    return known ? null : undefined
  }

  return { argument: (call, name, position) => argument(call, name, position), bind }
}

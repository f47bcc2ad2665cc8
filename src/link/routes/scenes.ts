/** Under which bindings a call runs: once per caller of the function around it, once per turn of the loops around it. */
import type { Edge, Place } from '../../model/project.ts'
import { Op } from '../../model/summary.ts'
import type { FunctionId } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import { boundParameters, functionOf, parametersOf } from '../parameters.ts'
import type { Bound, Env, Resolver } from './resolve.ts'
import { NO_ENV } from './passing.ts'

export interface Scene {
  readonly env: Env
  /** The turn of each loop around, outermost first. */
  readonly turns: readonly number[]
  readonly conditional: boolean
}
export interface Scenes {
  /** @returns the scenes, and whether there can be others. */
  of(place: Place): { readonly scenes: readonly Scene[]; readonly complete: boolean }
}

const DEEPEST = 4
const MOST = 400

export function createScenes(parts: Parts, resolver: Resolver, callersOf: (id: FunctionId) => readonly Edge[]): Scenes {
  const { evaluation } = parts
  const byFunction = new Map<FunctionId, readonly Env[]>()

  function envsOf(id: FunctionId, depth: number): readonly Env[] {
    const known = byFunction.get(id)
    if (known !== undefined) return known
    if (depth > DEEPEST || parametersOf(evaluation, id).length === 0) return [NO_ENV]
    byFunction.set(id, [NO_ENV])
    const envs: Env[] = []
    for (const edge of callersOf(id)) {
      const { summary } = evaluation.file(edge.at.file)
      if (summary.values.op[edge.at.value] !== Op.Call) continue
      const target = evaluation.calleeOf(edge.at.file, edge.at.value).targets.find((one) => functionOf(one) === id)
      if (target === undefined) continue
      const around = evaluation.functionOfScope(edge.at.file, evaluation.scopeOf(edge.at.file, edge.at.value))
      for (const env of around < 0 ? [NO_ENV] : envsOf(around, depth + 1)) {
        const call: Bound = { ...edge.at, env }
        envs.push(resolver.bind(call, id, boundParameters(evaluation, target)))
      }
    }
    const answer = envs.length === 0 ? [NO_ENV] : envs.slice(0, 16)
    byFunction.set(id, answer)
    return answer
  }

  return {
    of(place) {
      const { file, value } = place
      const { regions } = evaluation.file(file).summary
      const around = evaluation.functionOfScope(file, evaluation.scopeOf(file, value))
      let scenes: Scene[] = (around < 0 ? [NO_ENV] : envsOf(around, 0)).map((env) => ({ env, turns: [], conditional: false }))
      let complete = true
      for (const loop of evaluation.repeats(file, value).toReversed()) {
        const turn = regions.subject[loop]
        const { op, a } = evaluation.file(file).summary.values
        if (turn < 0 || op[turn] !== Op.Iterate) continue
        scenes = scenes.flatMap((scene) => {
          const found = resolver.items({ file, value: a[turn], env: scene.env })
          complete &&= found.complete
          return found.items.map((item, index) => ({
            env: new Map([...scene.env, [`${file}:${turn}`, item.at]]),
            turns: [...scene.turns, index],
            conditional: scene.conditional || item.conditional,
          }))
        })
      }
      const reached = scenes.slice(0, MOST).flatMap((scene): readonly Scene[] => {
        const certain = resolver.isReached({ file, value, env: scene.env })
        return certain === false ? [] : [{ ...scene, conditional: scene.conditional || certain === null }]
      })
      return { scenes: reached, complete: complete && scenes.length <= MOST }
    },
  }
}

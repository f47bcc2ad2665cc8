/**
 * What a function does with a function it is given: calls it, hands it to a thread, wraps it.
 *
 * This is how a project's own decorators and helpers are understood by their shape, never by their names.
 */
import { reserve } from '../evaluate/table.ts'
import type { Evaluation } from '../model/evaluation.ts'
import type { RunsIn } from '../model/knowledge.ts'
import type { Scope, Value } from '../model/summary.ts'
import { Op, ScopeKind } from '../model/summary.ts'
import type { FileId, FunctionId } from '../model/type.ts'
import { isAwaiting } from './awaiting.ts'
import type { Effects } from './effects.ts'
import { functionOf, parameterFor, parametersOf } from './parameters.ts'
import { argumentAt, nameOf, scopeKind } from './read.ts'
import type { Use } from './uses.ts'
import { usesOf } from './uses.ts'

export type Fate =
  /** Called before the function returns (or while it is awaited). */
  | { readonly is: 'called' }
  | { readonly is: 'handed'; readonly runs: RunsIn }
  /** Called by a nested function that is given back: a decorator's wrapper. */
  | { readonly is: 'wrapped'; readonly by: FunctionId }
  /** A wrapper decides at run time whether to call it or something else. */
  | { readonly is: 'chosen' }
  | { readonly is: 'returned' }

export interface Fates {
  /** Fates of the parameter at an index, the receiver counted. */
  ofParameter(id: FunctionId, index: number): readonly Fate[]
}

const DEEPEST = 3
const NONE: readonly Fate[] = []

function isSameFate(x: Fate, y: Fate): boolean {
  if (x.is === 'handed') return y.is === 'handed' && x.runs === y.runs
  return x.is === 'wrapped' ? y.is === 'wrapped' && x.by === y.by : x.is === y.is
}

export function createFates(evaluation: Evaluation, effects: Effects): Fates {
  /** By function, then by index and depth. */
  const known: (Map<number, readonly Fate[]> | undefined)[] = []

  function ofParameter(id: FunctionId, index: number, depth: number): readonly Fate[] {
    if (depth > DEEPEST) return NONE
    reserve(known, id)
    const ofFunction = (known[id] ??= new Map<number, readonly Fate[]>())
    const key = index * (DEEPEST + 1) + depth
    const answer = ofFunction.get(key)
    if (answer !== undefined) return answer
    ofFunction.set(key, NONE)
    const fates = fatesOf(id, parametersOf(evaluation, id)[index], depth)
    ofFunction.set(key, fates)
    return fates
  }

  function fatesOf(id: FunctionId, parameter: Value, depth: number): readonly Fate[] {
    const { file, scope } = evaluation.function(id)
    const fates: Fate[] = []
    for (const read of readsOf(file, scope, parameter)) {
      for (const use of usesOf(evaluation, file, read)) {
        for (const fate of fatesOfUse(file, scope, use, depth)) if (!fates.some((other) => isSameFate(other, fate))) fates.push(fate)
      }
    }
    return fates
  }

  /** The parameter, and its reads in nested functions. */
  function readsOf(file: FileId, scope: Scope, parameter: Value): readonly Value[] {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    const name = nameOf(summary, parameter)
    const region = summary.scopes.region[scope]
    const reads: Value[] = [parameter]
    for (let at = summary.regions.first[region]; at < summary.regions.end[region]; at++) {
      if (op[at] === Op.Free && summary.strings[a[at]] === name && bindingScope(file, b[at], a[at]) === scope) reads.push(at)
    }
    return reads
  }

  function bindingScope(file: FileId, from: Scope, name: number): Scope {
    const { parent, bindingStart, bindingName } = evaluation.file(file).summary.scopes
    for (let scope = from; scope >= 0; scope = parent[scope]) {
      for (let row = bindingStart[scope]; row < bindingStart[scope + 1]; row++) if (bindingName[row] === name) return scope
    }
    return -1
  }

  function fatesOfUse(file: FileId, scope: Scope, use: Use, depth: number): readonly Fate[] {
    const inside = evaluation.scopeOf(file, use.at)
    switch (use.is) {
      case 'awaited':
        return inside === scope ? [{ is: 'called' }] : []
      case 'called': {
        if (inside === scope) return [{ is: 'called' }]
        const nested = fatesOfNested(file, scope, inside, depth + 1)
        return use.chosen && nested.some((fate) => fate.is === 'wrapped') ? [{ is: 'chosen' }] : nested
      }
      case 'argument':
        return fatesOfArgument(file, scope, use.at, use.key, depth)
      case 'returned':
        return inside === scope ? [{ is: 'returned' }] : []
      default:
        return []
    }
  }

  /** Fate of a nested function that calls the parameter. */
  function fatesOfNested(file: FileId, scope: Scope, nested: Scope, depth: number): readonly Fate[] {
    const { summary } = evaluation.file(file)
    const made = summary.scopes.definedBy[nested]
    if (depth > DEEPEST || made < 0 || scopeKind(summary, nested) === ScopeKind.Class) return []
    const parent = summary.scopes.parent[nested]
    const fates: Fate[] = []
    for (const use of usesOf(evaluation, file, made)) {
      if (use.is === 'returned') fates.push({ is: 'wrapped', by: evaluation.functionOfScope(file, nested) })
      else if (use.is === 'called')
        fates.push(...(parent === scope ? [{ is: 'called' } as const] : fatesOfNested(file, scope, parent, depth + 1)))
      else if (use.is === 'argument') {
        const handed = fatesOfArgument(file, scope, use.at, use.key, depth + 1)
        // `return wraps(f)(wrapper)` and the like: handed to something that gives it back.
        if (handed.length === 0 && isReturned(file, use.at)) fates.push({ is: 'wrapped', by: evaluation.functionOfScope(file, nested) })
        else fates.push(...handed)
      }
    }
    return fates
  }

  function isReturned(file: FileId, call: Value): boolean {
    return usesOf(evaluation, file, call).some((use) => use.is === 'returned')
  }

  function fatesOfArgument(file: FileId, scope: Scope, call: Value, key: number | string, depth: number): readonly Fate[] {
    if (depth > DEEPEST) return []
    const given = argumentAt(evaluation.file(file).summary, call, key)
    const fates: Fate[] = []
    for (const known of effects.callsOf(file, call)) {
      if (isAwaiting(known.name) && !known.effects.some((effect) => effect.runs !== undefined)) fates.push({ is: 'called' })
      if (known.name === 'functools.partial') {
        for (const use of usesOf(evaluation, file, call)) fates.push(...fatesOfUse(file, scope, use, depth + 1))
      }
      for (const effect of known.effects) {
        for (const runs of effect.runs ?? []) {
          if (runs.argument === 'decorated') continue
          const argument = effects.argument(known, runs.argument)
          if (argument >= 0 && argument === given) fates.push(runs.in === 'caller' ? { is: 'called' } : { is: 'handed', runs: runs.in })
        }
      }
    }
    for (const target of evaluation.calleeOf(file, call).targets) {
      const id = functionOf(target)
      if (id === null || evaluation.file(evaluation.function(id).file).origin !== 'project') continue
      const index = parameterFor(evaluation, file, call, target, given)
      if (index < 0) continue
      for (const fate of ofParameter(id, index, depth + 1)) if (fate.is === 'called' || fate.is === 'handed') fates.push(fate)
    }
    return fates
  }

  return { ofParameter: (id, index) => ofParameter(id, index, 0) }
}

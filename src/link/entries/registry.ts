/** What the entry finders share: candidates, the functions behind them, and the list they add to. */
import type { CandidateIndex } from '../candidates.ts'
import type { CandidateFact, ContextKind, Entry, Place } from '../../model/project.ts'
import type { Value } from '../../model/summary.ts'
import { Op } from '../../model/summary.ts'
import type { ClassId, FileId, FunctionId } from '../../model/type.ts'
import type { Parts } from '../draft.ts'

export interface Registry {
  readonly parts: Parts
  readonly candidates: CandidateIndex
  add(kind: ContextKind, id: FunctionId, at: Place, label: string, receives?: Entry['receives']): void
}

/** Library names a call or decorator leads to, parentheses of stub-less paths taken out. */
export function namesOf(registry: Registry, file: FileId, value: Value): readonly string[] {
  const { evaluation, effects } = registry.parts
  if (value < 0) return []
  const { values } = evaluation.file(file).summary
  if (values.op[value] === Op.Call) return effects.callsOf(file, value).map((call) => call.name.replaceAll('()', ''))
  const type = evaluation.typeOf(file, value)
  if (type.is === 'external') return [type.path.replaceAll('()', '')]
  const known =
    type.is === 'function'
      ? effects.ofTarget({ is: 'function', function: type.of, ...(type.self === undefined ? {} : { self: type.self }) })
      : type.is === 'class'
        ? effects.ofTarget({ is: 'construct', class: type.of, initializer: null })
        : null
  return known === null ? [] : [known.name]
}

export function placeOf(candidate: CandidateFact, capture: string): Place {
  return { file: candidate.file, value: candidate.captures[capture]?.value ?? -1 }
}

/** The function a captured definition makes; null if the capture is none. */
export function definedFunction(registry: Registry, place: Place): FunctionId | null {
  const made = definitionAt(registry, place, Op.Function)
  return made < 0 ? null : registry.parts.evaluation.functionOfScope(place.file, made)
}

export function definedClass(registry: Registry, place: Place): ClassId | null {
  const made = definitionAt(registry, place, Op.Class)
  return made < 0 ? null : registry.parts.evaluation.classOfScope(place.file, made)
}

/** Scope of the definition a captured value is, or binds. */
function definitionAt(registry: Registry, place: Place, wanted: Op): number {
  const { op, a, b } = registry.parts.evaluation.file(place.file).summary.values
  let value = place.value
  if (value >= 0 && op[value] === Op.Bind) value = b[value]
  return value >= 0 && op[value] === wanted ? a[value] : -1
}

/** Project functions that a value stands for. */
export function handlersOf(registry: Registry, file: FileId, value: Value): readonly FunctionId[] {
  return registry.parts.callables
    .of(file, value)
    .map((handed) => handed.function)
    .filter((id) => registry.parts.isProject(id))
}

export function nameOfFunction(registry: Registry, id: FunctionId): string {
  const { evaluation } = registry.parts
  const { name, owner } = evaluation.function(id)
  return owner === null ? name : `${evaluation.class(owner).name}.${name}`
}

/** Where the framework runs a handler: coroutines on the loop, plain functions in the threadpool. */
export function handlerKind(registry: Registry, id: FunctionId, onLoop: ContextKind): ContextKind {
  return registry.parts.evaluation.function(id).async ? onLoop : 'thread'
}

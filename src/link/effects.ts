/** What a call does, by the knowledge of the library callable it leads to. */
import { reserve } from '../evaluate/table.ts'
import type { Evaluation } from '../model/evaluation.ts'
import type { Effect } from '../model/knowledge.ts'
import type { CallTarget } from '../model/project.ts'
import type { Value } from '../model/summary.ts'
import type { ClassId, FileId, FunctionId, Type } from '../model/type.ts'
import { boundParameters, functionOf, parametersOf } from './parameters.ts'
import { argumentAt, nameOf } from './read.ts'

/** What link asks of the bundled library knowledge. */
export interface Knowledge {
  /** Effects of a stub function or class, by its defining qualified name. */
  effectsOf(qualifiedName: string): readonly Effect[]
  /** Effects of a dotted path into a library without a stub. */
  externalEffects(path: string): readonly Effect[]
  /** The name users import it by. */
  spelling(qualifiedName: string): string
}

/** A library callable with what it does. */
export interface Known {
  /** As users spell it: `asyncio.to_thread`. */
  readonly name: string
  readonly effects: readonly Effect[]
}

/** A call of something no project file defines. */
export interface LibraryCall extends Known {
  readonly file: FileId
  readonly call: Value
  readonly target: CallTarget
}

export interface Effects {
  /** The library members of a call's targets, those that do nothing worth knowing included. */
  callsOf(file: FileId, call: Value): readonly LibraryCall[]
  ofTarget(target: CallTarget): Known | null
  /** Effects of a library function, as if called on that class. */
  ofFunction(id: FunctionId, receiver: ClassId | null): Known | null
  /** What the library says of an attribute of a type, or of the type's own instances: the nearest class that has an entry. */
  ofAttribute(type: Type, name: string): readonly Effect[]
  ofInstance(of: ClassId): readonly Effect[]
  /** Argument by position or by name, whichever way the call writes it. */
  argument(call: LibraryCall, key: number | string): Value
}

const NOTHING: readonly LibraryCall[] = []
const NO_EFFECTS: readonly Effect[] = []

export function createEffects(evaluation: Evaluation, knowledge: Knowledge): Effects {
  /** By function, then by receiver + 1: a pair in one number is no small integer. */
  const functions: (Map<number, Known> | undefined)[] = []
  const paths = new Map<string, Known>()
  const instances: (readonly Effect[] | undefined)[] = []
  const constructions = new Map<ClassId, Known | null>()

  const isLibrary = (file: FileId): boolean => evaluation.file(file).origin === 'library'

  function ofFunction(id: FunctionId, receiver: ClassId | null): Known | null {
    if (!isLibrary(evaluation.function(id).file)) return null
    reserve(functions, id)
    const byReceiver = (functions[id] ??= new Map<number, Known>())
    const key = receiver === null ? 0 : receiver + 1
    const known = byReceiver.get(key)
    if (known !== undefined) return known
    const info = evaluation.function(id)
    let effects: readonly Effect[] = []
    let name = knowledge.spelling(info.qualifiedName)
    if (receiver !== null) {
      for (const base of evaluation.mro(receiver)) {
        const owner = evaluation.class(base)
        if (!isLibrary(owner.file)) continue
        const spelled = `${owner.qualifiedName}.${info.name}`
        effects = knowledge.effectsOf(spelled)
        if (effects.length > 0) {
          name = knowledge.spelling(spelled)
          break
        }
      }
    }
    if (effects.length === 0) effects = knowledge.effectsOf(info.qualifiedName)
    const answer = { name, effects }
    byReceiver.set(key, answer)
    return answer
  }

  function ofConstruction(of: ClassId, initializer: FunctionId | null): Known | null {
    const known = constructions.get(of)
    if (known !== undefined) return known
    let answer: Known | null = null
    const runsOwn = initializer !== null && !isLibrary(evaluation.function(initializer).file)
    if (!runsOwn) {
      for (const base of evaluation.mro(of)) {
        const info = evaluation.class(base)
        if (!isLibrary(info.file)) continue
        answer ??= { name: knowledge.spelling(info.qualifiedName), effects: [] }
        const effects = knowledge.effectsOf(info.qualifiedName)
        if (effects.length === 0) continue
        answer = { name: knowledge.spelling(info.qualifiedName), effects }
        break
      }
      if (answer !== null && answer.effects.length === 0 && initializer !== null) answer = ofFunction(initializer, of)
    }
    constructions.set(of, answer)
    return answer
  }

  function ofTarget(target: CallTarget): Known | null {
    switch (target.is) {
      case 'function':
        return ofFunction(target.function, target.self?.is === 'instance' || target.self?.is === 'class' ? target.self.of : null)
      case 'construct':
        return ofConstruction(target.class, target.initializer)
      case 'external':
        return ofPath(target.path)
    }
  }

  function ofPath(path: string): Known {
    let known = paths.get(path)
    if (known === undefined) paths.set(path, (known = { name: path, effects: knowledge.externalEffects(path) }))
    return known
  }

  function callsOf(file: FileId, call: Value): readonly LibraryCall[] {
    const { targets } = evaluation.calleeOf(file, call)
    if (targets.length === 0) return NOTHING
    const calls: LibraryCall[] = []
    for (const target of targets) {
      const known = ofTarget(target)
      if (known !== null) calls.push({ file, call, target, name: known.name, effects: known.effects })
    }
    return calls
  }

  /** Parameter names of the stub behind a call, the receiver left out. */
  function namesOf(target: CallTarget): readonly string[] {
    const id = functionOf(target)
    if (id === null) return []
    const { summary } = evaluation.file(evaluation.function(id).file)
    const names = Array.from(parametersOf(evaluation, id), (parameter) => nameOf(summary, parameter))
    return names.slice(boundParameters(evaluation, target))
  }

  function argument(call: LibraryCall, key: number | string): Value {
    const { summary } = evaluation.file(call.file)
    const written = argumentAt(summary, call.call, key)
    if (written >= 0) return written
    const names = namesOf(call.target)
    if (typeof key === 'number') return key < names.length ? argumentAt(summary, call.call, names[key]) : -1
    const position = names.indexOf(key)
    return position < 0 ? -1 : argumentAt(summary, call.call, position)
  }

  function ofAttribute(type: Type, name: string): readonly Effect[] {
    if (type.is === 'external') return knowledge.externalEffects(`${type.path}.${name}`)
    if (type.is !== 'instance' && type.is !== 'class') return NO_EFFECTS
    for (const base of evaluation.mro(type.of)) {
      const info = evaluation.class(base)
      const effects = isLibrary(info.file) ? knowledge.effectsOf(`${info.qualifiedName}.${name}`) : NO_EFFECTS
      if (effects.length > 0) return effects
    }
    return NO_EFFECTS
  }

  function ofInstance(of: ClassId): readonly Effect[] {
    let known = instances[of]
    if (known !== undefined) return known
    known = NO_EFFECTS
    for (const base of evaluation.mro(of)) {
      const info = evaluation.class(base)
      if (!isLibrary(info.file)) continue
      const effects = knowledge.effectsOf(info.qualifiedName).filter((effect) => effect.gives !== undefined)
      if (effects.length === 0) continue
      known = effects
      break
    }
    instances[of] = known
    return known
  }

  return { callsOf, ofTarget, ofFunction, ofAttribute, ofInstance, argument }
}

/** The functions a value stands for: named, bound, partial, lambda, or the coroutine or generator a call has made. */
import type { Evaluation } from '../model/evaluation.ts'
import type { Value } from '../model/summary.ts'
import { Op } from '../model/summary.ts'
import type { ClassId, FileId, FunctionId, Type } from '../model/type.ts'
import type { Origins } from './origins.ts'
import { carried, listOf } from './read.ts'

export interface Handed {
  readonly function: FunctionId
  /** Class of the receiver it is bound to, for library methods. */
  readonly receiver: ClassId | null
  /** A coroutine or generator object was handed over: the function has been called, its body has not begun. */
  readonly begun: boolean
}

export interface Callables {
  of(file: FileId, value: Value): readonly Handed[]
  /** Only what is plainly a function, a coroutine or a generator: for arguments that are mostly none of these. */
  plainly(file: FileId, value: Value): readonly Handed[]
}

const NONE: readonly Handed[] = []

const DEEPEST = 8

export function createCallables(evaluation: Evaluation, origins: Origins): Callables {
  function ofType(type: Type, depth = 0): readonly Handed[] {
    if (depth > DEEPEST) return []
    switch (type.is) {
      case 'function': {
        const self = type.self
        return [{ function: type.of, receiver: self?.is === 'instance' || self?.is === 'class' ? self.of : null, begun: false }]
      }
      case 'partial':
        return ofType(type.of, depth + 1)
      case 'oneOf':
        return type.of.flatMap((member) => ofType(member, depth + 1))
      case 'class': {
        const initializer = evaluation.methodOf(type, '__init__')
        return initializer === null ? [] : [{ function: initializer, receiver: type.of, begun: false }]
      }
      case 'instance': {
        const call = evaluation.methodOf(type, '__call__')
        return call === null ? [] : [{ function: call, receiver: type.of, begun: false }]
      }
      default:
        return []
    }
  }

  /** The coroutine or generator that a call makes. */
  function begunBy(file: FileId, call: Value): readonly Handed[] {
    const begun: Handed[] = []
    for (const target of evaluation.calleeOf(file, call).targets) {
      if (target.is !== 'function') continue
      const info = evaluation.function(target.function)
      if (info.async || info.generator) begun.push({ function: target.function, receiver: null, begun: true })
    }
    return begun
  }

  function of(file: FileId, value: Value, depth = 0): readonly Handed[] {
    if (value < 0 || depth > DEEPEST) return []
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    switch (op[value]) {
      case Op.Lambda:
        return [{ function: evaluation.functionOfScope(file, a[value]), receiver: null, begun: false }]
      case Op.Call: {
        const begun = begunBy(file, value)
        return begun.length > 0 ? begun : ofType(evaluation.typeOf(file, value))
      }
      case Op.List:
      case Op.Tuple:
      case Op.Set:
        return Array.from(listOf(summary, b[value])).flatMap((item) => of(file, item, depth + 1))
      case Op.Star:
      case Op.Keyword:
        return of(file, carried(summary, value), depth + 1)
      case Op.Comprehension:
        return of(file, a[value], depth + 1)
      case Op.Conditional:
        return Array.from(listOf(summary, b[value])).flatMap((item) => of(file, item, depth + 1))
      default: {
        const typed = ofType(evaluation.typeOf(file, value))
        if (typed.length > 0) return typed
        return origins.of(file, value).flatMap((origin) => (origin === value ? [] : of(file, origin, depth + 1)))
      }
    }
  }

  function plainly(file: FileId, value: Value): readonly Handed[] {
    const { op } = evaluation.file(file).summary.values
    switch (op[value]) {
      case Op.Lambda:
        return of(file, value)
      case Op.Call: {
        const begun = begunBy(file, value)
        if (begun.length > 0) return begun
        const type = evaluation.typeOf(file, value)
        return type.is === 'function' || type.is === 'partial' ? ofType(type) : NONE
      }
      case Op.Load:
      case Op.Free:
      case Op.Attr: {
        const type = evaluation.typeOf(file, value)
        return type.is === 'function' || type.is === 'partial' || type.is === 'class' ? ofType(type) : NONE
      }
      default:
        return NONE
    }
  }

  return { of, plainly }
}

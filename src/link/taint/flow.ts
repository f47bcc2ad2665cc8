/** What one value's content is made of. The same description computes a content and finds the way back to its origin. */
import type { CallTarget, Place } from '../../model/project.ts'
import type { Value } from '../../model/summary.ts'
import type { FileId, FunctionId } from '../../model/type.ts'
import { CONSTANT } from './content.ts'

/** A value's content, or the content of the keys of the mapping it is. */
export interface Operand extends Place {
  readonly keys: boolean
}

/** What a call of a project function gives back. */
export interface Returned {
  readonly function: FunctionId
  /** Position in the tuple it gives back, where that is taken apart; null for all of it. */
  readonly item: number | null
  readonly call: Place
  readonly target: CallTarget
}

export interface Flow {
  /** Rank that the value has by itself. */
  readonly own: number
  /** How a reader names that origin; empty where it has none. */
  readonly source: string
  readonly from: readonly Operand[]
  readonly calls: readonly Returned[]
  /** It is this parameter. */
  readonly isParameter: boolean
  /** Whatever it is made of, it is no worse than this rank. */
  readonly cap: number | null
}

const NOTHING: readonly never[] = []

export const constant: Flow = { own: CONSTANT, source: '', from: NOTHING, calls: NOTHING, isParameter: false, cap: null }
export const parameter: Flow = { ...constant, isParameter: true }

export const origin = (own: number, source: string): Flow => ({ ...constant, own, source })
export const from = (operands: readonly Operand[]): Flow => (operands.length === 0 ? constant : { ...constant, from: operands })
export const contentOf = (file: FileId, value: Value): Operand => ({ file, value, keys: false })
export const keysOf = (file: FileId, value: Value): Operand => ({ file, value, keys: true })

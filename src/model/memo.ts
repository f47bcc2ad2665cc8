/** The noun of functions whose results a decorator of `functools` keeps. Filled by `link/memo/`. */
import type { Place } from './project.ts'
import type { FunctionId } from './type.ts'

/** An argument that is part of the key and stays in memory with it. */
export interface HeldArgument {
  readonly name: string
  /** As users spell its class: `sqlalchemy.orm.Session`. */
  readonly type: string
}

/** Why an object is no bad key. value: it compares by what it holds. shared: the process has one of it. few: no request is seen to make one. */
export type ReceiverKind = 'object' | 'value' | 'shared' | 'few'

export interface MemoisedFact {
  readonly is: 'memoised'
  /** The decorator. */
  readonly at: Place
  readonly function: FunctionId
  /** `functools.lru_cache`. */
  readonly decorator: string
  /** How many results are kept; null for all of them, undefined where it is not known. */
  readonly keeps: number | null | undefined
  /** The object a method is called on; null for functions, class and static methods. */
  readonly receiver: ReceiverKind | null
  /** Objects of one request among the parameters, in order. */
  readonly held: readonly HeldArgument[]
}

/**
 * Types of values, as the evaluator answers them. Interned: equal types are the same object.
 *
 * Never a union by inference, never a common base: two assignments that disagree are `unknown(disagree)`.
 */

/** Index into the program's file table; a module is its file. Manifests are counted down from -1. */
export type FileId = number
/** Index into the program's class table. */
export type ClassId = number
/** Index into the program's function table (functions, methods and lambdas). */
export type FunctionId = number

/** Why a value's type, or the callee of a call, is not known. Closed list: `--show-unresolved` groups by it. */
export type Why =
  | 'untyped-parameter'
  | 'disagree'
  | 'dynamic-attribute'
  | 'unknown-library'
  | 'unknown-name'
  | 'unknown-member'
  | 'unsupported'
  | 'budget'
  | 'broken-syntax'

export type Type =
  | { readonly is: 'never' }
  | { readonly is: 'unknown'; readonly why: Why }
  | { readonly is: 'none' }
  | { readonly is: 'module'; readonly module: FileId }
  /** The class object itself. */
  | { readonly is: 'class'; readonly of: ClassId; readonly args: readonly Type[] }
  | { readonly is: 'instance'; readonly of: ClassId; readonly args: readonly Type[]; readonly maybeNone?: true }
  /** `self` is the receiver of a bound method. */
  | { readonly is: 'function'; readonly of: FunctionId; readonly self?: Type }
  | { readonly is: 'partial'; readonly of: Type; readonly bound: number }
  | { readonly is: 'coroutine' | 'task' | 'future' | 'iterator' | 'asyncIterator' | 'context' | 'asyncContext'; readonly of: Type }
  | { readonly is: 'tuple'; readonly items: readonly Type[] }
  /** 2..3 members, only from a written annotation. */
  | { readonly is: 'oneOf'; readonly of: readonly Type[]; readonly maybeNone?: true }
  /** A dotted path into a library without a stub; a call appends "()": `openai.OpenAI().chat.completions.create`. */
  | { readonly is: 'external'; readonly path: string }
  /** An unsubstituted type parameter, seen only inside generic definitions. */
  | { readonly is: 'variable'; readonly owner: ClassId; readonly name: string }

/** What `link/` and the rules may ask of the evaluator. Implemented by `evaluate/`. */
import type { Callee, ClassInfo, FunctionInfo, Place } from './project.ts'
import type { FileSummary, Region, Scope, Value } from './summary.ts'
import type { ClassId, FileId, FunctionId, Type } from './type.ts'

/** A folded constant, or undefined where it is not one. `undefined` inside a sequence is an unknown item. */
export type Constant =
  | { readonly is: 'none' }
  | { readonly is: 'bool'; readonly value: boolean }
  | { readonly is: 'number'; readonly value: number }
  | { readonly is: 'text'; readonly value: string }
  | { readonly is: 'bytes' }
  /** Text with unknown holes: parts joined around them. */
  | { readonly is: 'template'; readonly parts: readonly (string | null)[] }
  | { readonly is: 'sequence'; readonly items: readonly (Constant | undefined)[] }

/** A test known to hold (or not) where something stands. */
export interface Guard {
  readonly test: Value
  readonly holds: boolean
  /** What makes it known: the arm or loop around, or an arm before that all others left by a `raise`, or also otherwise. */
  readonly by: 'branch' | 'case' | 'loop' | 'raise' | 'return'
}

export interface SourceFile {
  readonly id: FileId
  readonly summary: FileSummary
  /** Dotted module path under the root it is imported from: `app.api.users`. */
  readonly module: string
  /** `project` is analysed; `library` is a bundled stub. */
  readonly origin: 'project' | 'library'
}

export interface Evaluation {
  readonly files: readonly SourceFile[]
  /** Project functions and classes first, in file order; library ones join as they are first asked for. */
  readonly functions: readonly FunctionInfo[]
  readonly classes: readonly ClassInfo[]
  file(id: FileId): SourceFile
  function(id: FunctionId): FunctionInfo
  class(id: ClassId): ClassInfo
  functionOfScope(file: FileId, scope: Scope): FunctionId
  classOfScope(file: FileId, scope: Scope): ClassId

  /** Type of a value. */
  typeOf(file: FileId, value: Value): Type
  constantOf(file: FileId, value: Value): Constant | undefined
  /** The type that an annotation stands for: an instance for the name of a class; `unknown(dynamic-attribute)` for `Any`. */
  annotated(file: FileId, value: Value): Type
  /** An instance of a class. */
  instanceOf(id: ClassId): Type
  /** What a Call value calls. */
  calleeOf(file: FileId, call: Value): Callee
  /** Type of an attribute read on a type; `never` is never returned. */
  memberOf(type: Type, name: string): Type
  /** The function a dotted method name leads to on a type (`__enter__`, a property's getter): project or library. */
  methodOf(type: Type, name: string): FunctionId | null
  /** The getter when the attribute is a property or cached property on that type. */
  propertyOf(type: Type, name: string): FunctionId | null
  /** C3 order, the class itself first; external bases are left out and said by `hasUnknownBase`. */
  mro(id: ClassId): readonly ClassId[]
  hasUnknownBase(id: ClassId): boolean
  isSubclass(id: ClassId, qualifiedName: string): boolean
  /** Project subclasses, transitively. */
  subclasses(id: ClassId): readonly ClassId[]
  /** What a dotted name means: `fastapi.FastAPI`, `requests.get`; through the library's re-exports. */
  resolve(dotted: string): Type
  /** The project file that a dotted module name, its leading dots kept, means to an importing file; null for a library. */
  moduleOf(importer: FileId, dotted: string): FileId | null
  /** Decorator values of a function or class, outermost first. */
  decorators(of: Place): readonly Value[]

  // ---- regions and uses (annex 2), all O(depth)
  regionOf(file: FileId, value: Value): Region
  scopeOf(file: FileId, value: Value): Scope
  dominates(file: FileId, x: Value, y: Value): boolean
  /** Tests known to hold (or not) at a value: Then/Else/Case ancestors and earlier guards that do not fall through. */
  guards(file: FileId, value: Value): readonly Guard[]
  /** Behind a `raise` or `return` that always comes first. */
  isBehindExit(file: FileId, value: Value): boolean
  /** Caught values of the handlers around a value. */
  protectedBy(file: FileId, value: Value): readonly Value[]
  /** Enter values of the `with` blocks around a value. */
  held(file: FileId, value: Value): readonly Value[]
  /** Innermost first: the loops of the same scope around a value (their Iterate or test; -1 for `while` without). */
  repeats(file: FileId, value: Value): readonly Region[]
  /** Values that use a value as an operand, through Loads and Binds. */
  users(file: FileId, value: Value): readonly Value[]

  readonly evaluations: number
}

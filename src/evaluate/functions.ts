/** What decorators make of a function, its overloads, and the result of calling it on a receiver. */
import { BindFlag, BindKind, Op } from '../model/summary.ts'
import type { FunctionId } from '../model/type.ts'
import { derivesFrom } from './classes.ts'
import { argsAs, classSolution, instanceOfClass, keepVariable, type Solution, substitute } from './generics.ts'
import { isLive } from './liveness.ts'
import { decoratorsOf, encodeTraits, type Program, qualifiedName, returnType, traitsOf, typeOf, unitOfFunction } from './program.ts'
import { reserve } from './table.ts'
import { isUnknown, Kind, type TypeId, UNSUPPORTED } from './types.ts'
import { bindingsOf, listOf, type Unit } from './unit.ts'

export const enum Trait {
  Static = 1,
  ClassMethod = 2,
  Property = 4,
  /** Computed once per instance; always with Property. */
  Cached = 8,
  Overload = 16,
  Context = 32,
  AsyncContext = 64,
  Abstract = 128,
  /** Setter or deleter of a property of the same name. */
  Accessor = 256,
  /** Has a decorator of no known meaning. */
  Decorated = 512,
}

const MEANING = new Map<string, number>([
  ['builtins.staticmethod', Trait.Static],
  ['builtins.classmethod', Trait.ClassMethod],
  ['builtins.property', Trait.Property],
  ['abc.abstractproperty', Trait.Property | Trait.Abstract],
  ['enum.property', Trait.Property],
  ['types.DynamicClassAttribute', Trait.Property],
  ['functools.cached_property', Trait.Property | Trait.Cached],
  ['sqlalchemy.ext.hybrid.hybrid_property', Trait.Property],
  ['typing.overload', Trait.Overload],
  ['typing_extensions.overload', Trait.Overload],
  ['contextlib.contextmanager', Trait.Context],
  ['contextlib.asynccontextmanager', Trait.AsyncContext],
  ['abc.abstractmethod', Trait.Abstract],
  ['abc.abstractclassmethod', Trait.Abstract | Trait.ClassMethod],
  ['abc.abstractstaticmethod', Trait.Abstract | Trait.Static],
  // Change nothing that a type shows.
  ['functools.lru_cache', 0],
  ['functools.cache', 0],
  ['functools.wraps', 0],
  ['typing.final', 0],
  ['typing.override', 0],
  ['typing.no_type_check', 0],
  ['typing_extensions.final', 0],
  ['typing_extensions.override', 0],
  ['typing_extensions.deprecated', 0],
  ['warnings.deprecated', 0],
  ['typing.type_check_only', 0],
  ['pydantic.computed_field', 0],
  ['pydantic.fields.computed_field', 0],
])

const ACCESSORS = new Set(['setter', 'deleter', 'getter', 'expression', 'inplace', 'update_expression'])
const IMPLICIT_CLASS_METHODS = new Set(['__init_subclass__', '__class_getitem__'])

export function computeTraits(p: Program, of: FunctionId): number {
  const unit = unitOfFunction(p, of)
  const { scope, owner, name } = p.functions[of]
  let bits = 0
  if (owner !== null) {
    if (IMPLICIT_CLASS_METHODS.has(name)) bits |= Trait.ClassMethod
    else if (name === '__new__') bits |= Trait.Static
  }
  for (const decorator of decoratorsOf(unit, scope)) {
    if (isAccessor(p, unit, decorator)) {
      bits |= Trait.Accessor
      continue
    }
    const callee = unit.op[decorator] === Op.Call ? unit.a[decorator] : decorator
    const type = typeOf(p, unit, callee)
    const meaning = MEANING.get(qualifiedName(p, type))
    if (meaning !== undefined) bits |= meaning
    else if (p.types.kind(type) === Kind.Class && isPropertyClass(p, type)) bits |= Trait.Property
    else bits |= Trait.Decorated
  }
  return encodeTraits(bits)
}

const isPropertyClass = (p: Program, type: TypeId): boolean =>
  derivesFrom(p, p.types.of(type), 'builtins.property') || derivesFrom(p, p.types.of(type), 'functools.cached_property')

function isAccessor(p: Program, unit: Unit, decorator: number): boolean {
  if (unit.op[decorator] !== Op.Attr || !ACCESSORS.has(unit.strings[unit.b[decorator]])) return false
  const object = typeOf(p, unit, unit.a[decorator])
  return p.types.kind(object) === Kind.Function && (traitsOf(p, p.types.of(object)) & (Trait.Property | Trait.Accessor)) !== 0
}

/** Function that a `def`'s Bind defines, or -1. */
export function functionOfBind(unit: Unit, bind: number): FunctionId {
  if (unit.op[bind] !== Op.Bind || (unit.aux[bind] & BindFlag.Kind) !== BindKind.Def) return -1
  const value = unit.b[bind]
  return value >= 0 && unit.op[value] === Op.Function ? unit.scopeIds[unit.a[value]] : -1
}

const NO_OVERLOADS: readonly FunctionId[] = []

/** The list of bindings that a function's name has beside its own; -1 if it has none. */
function namesakesOf(p: Program, unit: Unit, of: FunctionId): number {
  const { scope, name, lambda } = p.functions[of]
  const cell = lambda ? undefined : bindingsOf(unit, unit.summary.scopes.parent[scope]).get(name)
  return cell === undefined || unit.lists[cell] < 2 ? -1 : cell
}

/** The `@overload` signatures of a function in order; empty if it has none. */
export function overloadsOf(p: Program, of: FunctionId): readonly FunctionId[] {
  reserve(p.namesakes, of)
  const known = p.namesakes[of]
  if (known === -1) return NO_OVERLOADS
  const unit = unitOfFunction(p, of)
  const cell = known ?? (p.namesakes[of] = namesakesOf(p, unit, of))
  if (cell < 0) return NO_OVERLOADS
  const out: FunctionId[] = []
  for (const bind of listOf(unit, cell)) {
    const id = functionOfBind(unit, bind)
    if (id >= 0 && isLive(unit, bind) && (traitsOf(p, id) & Trait.Overload) !== 0) out.push(id)
  }
  return out
}

const SOURCES = new Set([
  'typing.Generator',
  'typing.AsyncGenerator',
  'typing.Iterable',
  'typing.AsyncIterable',
  'typing.Iterator',
  'typing.AsyncIterator',
])

/** What a generator of that declared type yields. */
export function yieldOf(p: Program, type: TypeId): TypeId {
  const { types } = p
  const kind = types.kind(type)
  if (kind === Kind.Iterator || kind === Kind.AsyncIterator) return types.of(type)
  if (kind === Kind.Coroutine) return yieldOf(p, types.of(type))
  if (kind === Kind.Instance && SOURCES.has(p.classes[types.of(type)].qualifiedName)) return types.args(type)[0] ?? UNSUPPORTED
  return isUnknown(type) ? type : UNSUPPORTED
}

/** `Self` of a receiver. */
export const selfVariable = (p: Program): TypeId => p.types.make(Kind.Variable, 0, 0, [], 'Self')

/** What a receiver says about the type variables of a method and its class. */
export function receiverSolution(p: Program, of: FunctionId, receiver: TypeId): Solution {
  const { types } = p
  const owner = p.functions[of].owner
  const kind = types.kind(receiver)
  const instance = kind === Kind.Class || kind === Kind.TypeOf ? instanceOfClass(p, receiver) : types.withoutNone(receiver)
  let solution: Solution = { variables: [], values: [] }
  if (owner !== null && types.kind(instance) === Kind.Instance && types.args(instance).length > 0) {
    const args = argsAs(p, types.of(instance), types.args(instance), owner)
    if (args !== null) solution = classSolution(p, owner, args)
  } else if (owner !== null && types.kind(instance) === Kind.Instance && types.of(instance) !== owner) {
    const args = argsAs(p, types.of(instance), [], owner)
    if (args !== null && args.length > 0) solution = classSolution(p, owner, args)
  }
  solution.variables.push(selfVariable(p))
  solution.values.push(instance)
  return solution
}

/** Result of calling a method that takes nothing but its receiver: properties, `__enter__`, `__iter__`. */
export function resultFor(p: Program, of: FunctionId, receiver: TypeId): TypeId {
  const result = returnType(p, of)
  if (!p.types.open(result)) return result
  return substitute(p, result, receiverSolution(p, of, receiver), isOwn(p, receiver) ? keepVariable : undefined)
}

/** A receiver seen from inside its own generic class: variables stay variables. */
const isOwn = (p: Program, receiver: TypeId): boolean => p.types.open(receiver)

/** The result of a call. */
import { Op, type Value } from '../model/summary.ts'
import type { ClassId, FunctionId } from '../model/type.ts'
import {
  annotationOfParameter,
  type Argument,
  argumentsOf,
  Fit,
  fitOf,
  hasRest,
  matchArguments,
  type Matching,
  typeOfArgument,
} from './arguments.ts'
import { instanceOf, plainAnnotation } from './annotations.ts'
import { methodOwner, parametersOfScope } from './fields.ts'
import { overloadsOf, receiverSolution, Trait } from './functions.ts'
import { argsAs, classOfInstance, classSolution, keepVariable, type Solution, substitute, unify } from './generics.ts'
import { member, methodBehind, view } from './members.ts'
import { annotationType, orderOf, parametersOf, type Program, returnType, traitsOf, typeOf, unitOfFunction } from './program.ts'
import { iterated } from './protocols.ts'
import { DYNAMIC, isUnknown, Kind, NEVER, type TypeId, UNKNOWN_LIBRARY, UNKNOWN_MEMBER, UNSUPPORTED } from './types.ts'
import type { Unit } from './unit.ts'
import { scopeOf } from './unit.ts'

/** Type of a Call value. */
export function callValue(p: Program, unit: Unit, call: Value): TypeId {
  const callee = typeOf(p, unit, unit.a[call])
  const { types } = p
  const kind = types.kind(callee)
  if (kind === Kind.Special) return callForm(p, unit, call, types.text(callee))
  if (kind === Kind.Class) {
    const special = callBuiltinClass(p, unit, call, p.classes[types.of(callee)].qualifiedName)
    if (special !== 0) return special
  } else if (kind === Kind.Function && types.extra(callee) === 0) {
    const name = p.functions[types.of(callee)].qualifiedName
    if (name === 'builtins.getattr') return attributeByName(p, unit, call)
    if (name === 'typing.NewType' || name === 'typing.cast') return callForm(p, unit, call, name.slice(7))
  }
  return result(p, callee, () => argumentsOf(unit, call))
}

/** `super()`, `type(x)`, `partial(f, …)`: what no signature can say. 0 for every other class. */
function callBuiltinClass(p: Program, unit: Unit, call: Value, name: string): TypeId {
  if (name === 'builtins.super') return superOf(p, unit, call)
  if (name === 'typing.TypeVar' || name === 'typing_extensions.TypeVar') return callForm(p, unit, call, 'TypeVar')
  if (name === 'typing.NewType') return callForm(p, unit, call, 'NewType')
  if (name === 'builtins.type') {
    const [only, second] = argumentsOf(unit, call)
    return only !== undefined && second === undefined && only.name === '' ? classOfInstance(p, typeOfArgument(p, only)) : UNSUPPORTED
  }
  if (name === 'functools.partial') {
    const list = argumentsOf(unit, call)
    const target = list[0]
    if (target === undefined || target.name !== '') return UNSUPPORTED
    const type = typeOfArgument(p, target)
    return isUnknown(type) || type === NEVER ? type : p.types.make(Kind.Partial, type, list.filter((each) => each.name === '').length - 1)
  }
  return 0
}

function callForm(p: Program, unit: Unit, call: Value, name: string): TypeId {
  const list = argumentsOf(unit, call)
  switch (name) {
    case 'TypeVar': {
      const text = list[0]?.unit === unit && unit.op[list[0].value] === Op.Text ? unit.strings[unit.a[list[0].value]] : ''
      return p.types.make(Kind.Variable, unit.id, call + 1, [], text)
    }
    case 'NewType':
      return list[1] === undefined ? UNSUPPORTED : classOfInstance(p, plainAnnotation(p, unit, list[1].value))
    case 'cast':
      return list[0] === undefined ? UNSUPPORTED : plainAnnotation(p, unit, list[0].value)
    case 'assert_type':
      return list[0] === undefined ? UNSUPPORTED : typeOfArgument(p, list[0])
    default:
      return UNSUPPORTED
  }
}

function attributeByName(p: Program, unit: Unit, call: Value): TypeId {
  const [object, name] = argumentsOf(unit, call)
  if (object === undefined || name === undefined) return UNSUPPORTED
  const text = p.constants.of(unit, name.value)
  return text?.is === 'text' ? member(p, typeOfArgument(p, object), text.value) : DYNAMIC
}

/** `super()` of the method around, `super(C, self)`. */
function superOf(p: Program, unit: Unit, call: Value): TypeId {
  const [start, receiver] = argumentsOf(unit, call)
  if (start !== undefined && receiver !== undefined) {
    const of = typeOfArgument(p, start)
    return p.types.kind(of) === Kind.Class ? p.types.make(Kind.Super, p.types.of(of), typeOfArgument(p, receiver)) : UNSUPPORTED
  }
  let scope = scopeOf(unit, call)
  const { parent } = unit.summary.scopes
  while (scope > 0 && methodOwner(unit, scope) < 0) scope = parent[scope]!
  if (scope <= 0) return UNSUPPORTED
  const self = parametersOfScope(unit, scope)[0]
  if (self === undefined) return UNSUPPORTED
  return p.types.make(Kind.Super, unit.scopeIds[methodOwner(unit, scope)], typeOf(p, unit, self))
}

/** Result of calling a type. */
export function result(p: Program, callee: TypeId, list: () => readonly Argument[]): TypeId {
  const { types } = p
  switch (types.kind(callee)) {
    case Kind.Function:
      return callFunction(p, types.of(callee), types.extra(callee), list)
    case Kind.Class:
      return construct(p, callee, list)
    case Kind.TypeOf:
      return types.of(callee)
    case Kind.Instance: {
      const method = methodBehind(p, callee, '__call__')
      if (method >= 0) return callFunction(p, method, types.withoutNone(callee), list)
      return orderOf(p, types.of(callee)).unknownBase ? UNKNOWN_LIBRARY : UNKNOWN_MEMBER
    }
    case Kind.Partial:
      return result(p, types.of(callee), () => [])
    case Kind.Callable:
      return types.of(callee)
    case Kind.External:
      return types.make(Kind.External, 0, 0, [], `${types.text(callee)}()`)
    case Kind.Namespace:
      return UNKNOWN_LIBRARY
    case Kind.OneOf:
      return types.union(types.args(callee).map((each) => result(p, each, list)))
    case Kind.Unknown:
    case Kind.Never:
      return callee
    default:
      return UNSUPPORTED
  }
}

export function callFunction(p: Program, of: FunctionId, receiver: TypeId, list: () => readonly Argument[]): TypeId {
  const overloads = overloadsOf(p, of)
  if (overloads.length === 0) {
    const declared = returnType(p, of)
    return p.types.open(declared) ? solved(p, of, receiver, list(), declared) : declared
  }
  const given = list()
  // In a cycle the choice waits for the arguments: a choice made too early could hold itself up.
  if (given.some((argument) => typeOfArgument(p, argument) === NEVER)) return NEVER
  let joined = NEVER
  for (const [overload] of fitting(p, overloads, receiver > 0 ? 1 : 0, given)) {
    joined = p.types.join(joined, solved(p, overload, receiver, given, returnType(p, overload)))
  }
  return joined === NEVER ? UNSUPPORTED : joined
}

/**
 * Overloads that a call may mean: the first certain one, or all possible ones up to it. An argument of unknown type leaves a
 * later overload possible only if that one declares another type for it. Where none takes the types, stubs being partial, the
 * number and names of the arguments decide alone.
 */
function fitting(p: Program, overloads: readonly FunctionId[], skip: number, list: readonly Argument[]): [FunctionId, Matching][] {
  let candidates = overloads
  if (list.some((each) => each.name === '*')) {
    const open = overloads.filter((each) => hasRest(p, each))
    if (open.length > 0) candidates = open
  }
  const out: [FunctionId, Matching][] = []
  const byArity: [FunctionId, Matching][] = []
  let doubted: ReadonlyMap<number, TypeId> | null = null
  for (const overload of candidates) {
    const isStatic = (traitsOf(p, overload) & Trait.Static) !== 0 && p.functions[overload].name !== '__new__'
    const matching = matchArguments(p, overload, isStatic ? 0 : skip, list)
    if (matching === null) continue
    byArity.push([overload, matching])
    const doubts = new Map<number, TypeId>()
    const fit = fitOf(p, overload, matching, list, doubts)
    if (fit === Fit.No) continue
    if (doubted === null || !isDecided(p, overload, matching, doubted)) out.push([overload, matching])
    if (fit === Fit.Yes) break
    doubted ??= doubts
  }
  return out.length > 0 ? out : byArity
}

/** Every argument in doubt has the type here that the first possible overload declares for it. */
function isDecided(p: Program, of: FunctionId, matching: Matching, doubted: ReadonlyMap<number, TypeId>): boolean {
  const unit = unitOfFunction(p, of)
  for (const [i, declared] of doubted) {
    const parameter = matching[i]
    const annotation = parameter < 0 ? -1 : annotationOfParameter(unit, parameter)
    if (annotation < 0 || annotationType(p, unit, annotation) !== declared) return false
  }
  return true
}

/** A result with its type variables replaced by what receiver and arguments say. */
function solved(p: Program, of: FunctionId, receiver: TypeId, list: readonly Argument[], declared: TypeId): TypeId {
  if (!p.types.open(declared)) return declared
  const solution: Solution = receiver > 0 ? receiverSolution(p, of, receiver) : { variables: [], values: [] }
  solveArguments(p, of, receiver, list, solution)
  return substitute(p, declared, solution, receiver > 0 && p.types.open(receiver) ? keepVariable : undefined)
}

function solveArguments(p: Program, of: FunctionId, receiver: TypeId, list: readonly Argument[], solution: Solution): void {
  const unit = unitOfFunction(p, of)
  const look = (type: TypeId): TypeId => view(p, type)
  if (receiver > 0) {
    const self = parametersOfScope(unit, p.functions[of].scope)[0]
    const annotation = self === undefined ? -1 : annotationOfParameter(unit, self)
    if (annotation >= 0) unify(p, plainAnnotation(p, unit, annotation), receiver, solution, look)
  }
  const matching = matchArguments(p, of, receiver > 0 ? 1 : 0, list)
  if (matching === null) return
  for (let i = 0; i < list.length; i++) {
    const parameter = matching[i]
    const annotation = parameter < 0 ? -1 : annotationOfParameter(unit, parameter)
    if (annotation < 0) continue
    const declared = plainAnnotation(p, unit, annotation)
    if (!p.types.open(declared)) continue
    const type = typeOfArgument(p, list[i])
    const given = list[i].name === '*' ? iterated(p, type, false) : type
    if (p.types.kind(declared) === Kind.Callable) unifyCallable(p, declared, given, solution)
    else unify(p, declared, given, solution, look)
  }
}

/** `Callable[..., R]`: R is what the argument returns. */
function unifyCallable(p: Program, declared: TypeId, given: TypeId, solution: Solution): void {
  const returned = result(p, given, () => [])
  unify(p, p.types.of(declared), returned, solution, (type) => view(p, type))
}

/** An instance of a class, its generic arguments read from the constructor's. */
export function construct(p: Program, type: TypeId, list: () => readonly Argument[]): TypeId {
  const { types } = p
  const of = types.of(type)
  const written = types.args(type)
  const variables = parametersOf(p, of)
  if (variables.length === 0 || written.length > 0) return instanceOf(p, of, written)
  const method = initializerOf(p, of)
  if (method < 0) return instanceOf(p, of, [])
  const given = list()
  const overloads = overloadsOf(p, method)
  const chosen = overloads.length === 0 ? method : (fitting(p, overloads, 1, given)[0]?.[0] ?? -1)
  if (chosen < 0) return instanceOf(p, of, [])
  const own = types.instance(of, variables)
  const owner = p.functions[chosen].owner!
  const solution: Solution = { variables: [], values: [] }
  solveArguments(p, chosen, 0, [{ name: '', unit: null, value: -1, type: DYNAMIC }, ...given], solution)
  const toOwn = owner === of ? null : classSolution(p, owner, argsAs(p, of, variables, owner) ?? [])
  const values = ownValues(p, chosen, own, solution, toOwn)
  if (p.functions[chosen].name === '__new__') {
    const returned = returnType(p, chosen)
    if (types.kind(returned) === Kind.Instance && types.of(returned) === of && types.open(returned))
      return substitute(p, returned, solution)
  }
  return instanceOf(p, of, values.every((value) => value === DYNAMIC) ? [] : values)
}

/** Values of a class's own variables: solved directly, through the base that owns the constructor, or by an annotated `self`. */
function ownValues(p: Program, method: FunctionId, own: TypeId, solution: Solution, toOwn: Solution | null): TypeId[] {
  const { types } = p
  const unit = unitOfFunction(p, method)
  const self = parametersOfScope(unit, p.functions[method].scope)[0]
  const annotation = self === undefined ? -1 : annotationOfParameter(unit, self)
  const declared = annotation < 0 ? 0 : plainAnnotation(p, unit, annotation)
  const bySelf = declared > 0 && types.kind(declared) === Kind.Instance && types.of(declared) === types.of(own) ? types.args(declared) : []
  return types.args(own).map((variable, i) => {
    const at = solution.variables.indexOf(variable)
    if (at >= 0 && toOwn === null) return solution.values[at]
    if (toOwn !== null) {
      const through = toOwn.values.indexOf(variable)
      const solvedAt = through < 0 ? -1 : solution.variables.indexOf(toOwn.variables[through])
      if (solvedAt >= 0) return solution.values[solvedAt]
    }
    return bySelf[i] === undefined ? DYNAMIC : substitute(p, bySelf[i], solution)
  })
}

/** `__init__`, else `__new__`, of a class or its bases; -1 where only `object` has one. */
export function initializerOf(p: Program, of: ClassId): FunctionId {
  const { ancestors } = orderOf(p, of)
  const type = p.types.make(Kind.Class, of)
  const rank = (method: FunctionId): number => {
    const owner = method < 0 ? null : p.functions[method].owner
    return owner === null || p.classes[owner].qualifiedName === 'builtins.object'
      ? Infinity
      : ancestors.findIndex((entry) => entry.of === owner)
  }
  const [init, create] = [methodBehind(p, type, '__init__'), methodBehind(p, type, '__new__')]
  const [x, y] = [rank(init), rank(create)]
  return x === Infinity && y === Infinity ? -1 : x <= y ? init : create
}

/** Attributes: of modules, classes, instances and everything that a library class stands behind. */
import { Op } from '../model/summary.ts'
import type { ClassId, FunctionId } from '../model/type.ts'
import { plainAnnotation, builtinInstance } from './annotations.ts'
import { derivesFrom, libraryClass } from './classes.ts'
import { fieldsOf, parametersOfScope } from './fields.ts'
import { overloadsOf, resultFor, Trait } from './functions.ts'
import { classSolution, instanceOfClass, keepVariable, substitute } from './generics.ts'
import {
  memberSlot,
  Origin,
  orderOf,
  type Program,
  rawMember,
  symbolType,
  traitsOf,
  typeOf,
  unitOfClass,
  unitOfFunction,
} from './program.ts'
import { boundType, declaredType, missingName } from './symbols.ts'
import {
  DISAGREE,
  DYNAMIC,
  isUnknown,
  Kind,
  MISSING,
  NEVER,
  NONE,
  type TypeId,
  UNKNOWN_LIBRARY,
  UNKNOWN_MEMBER,
  UNKNOWN_NAME,
  UNSUPPORTED,
} from './types.ts'
import { bindingsOf, listOf } from './unit.ts'

/** Type of an attribute in a class and its bases, in terms of the class's own type variables. */
export function computeMember(p: Program, slot: number): TypeId {
  const of = p.memberClass[slot]
  const name = p.memberName[slot]
  p.memberOrigin[slot] = Origin.None
  let joined = NEVER
  let hasBody = false
  let stored = false
  for (const ancestor of orderOf(p, of).ancestors) {
    const unit = unitOfClass(p, ancestor.of)
    const { scope } = p.classes[ancestor.of]
    const here = (type: TypeId): TypeId =>
      p.types.open(type) && ancestor.of !== of ? substitute(p, type, classSolution(p, ancestor.of, ancestor.args)) : type
    const cell = bindingsOf(unit, scope).get(name)
    if (cell !== undefined && !hasBody) {
      const declared = lastDeclared(p, unit, cell)
      const type = declared === MISSING ? boundType(p, unit, scope, cell) : declared
      if (type !== MISSING) {
        hasBody = true
        const isEnum = isEnumMember(p, ancestor.of, unit.module, name, type)
        if (declared !== MISSING || isEnum || (!stored && p.types.kind(type) === Kind.Function)) {
          p.memberOrigin[slot] = Origin.Body
          return isEnum ? p.types.instance(of) : here(type)
        }
        joined = p.types.join(joined, here(type))
      }
    }
    if (unit.origin === 'library') continue
    const stores = fieldsOf(unit, scope).get(name)
    if (stores === undefined) continue
    for (const store of stores) {
      const declared = declaredType(p, unit, store)
      if (declared !== MISSING && !isUnknown(declared)) {
        p.memberOrigin[slot] = Origin.Store
        return here(declared)
      }
    }
    for (const store of stores) {
      const value = unit.lists[unit.b[store] + 1]
      if (value < 0) continue
      stored = true
      joined = p.types.join(joined, here(typeOf(p, unit, value)))
    }
  }
  if (!hasBody && !stored) return MISSING
  p.memberOrigin[slot] = hasBody ? Origin.Body : Origin.Store
  return joined
}

function lastDeclared(p: Program, unit: ReturnType<typeof unitOfClass>, cell: number): TypeId {
  for (let i = cell + unit.lists[cell]; i > cell; i--) {
    const declared = declaredType(p, unit, unit.lists[i])
    if (declared !== MISSING && !isUnknown(declared)) return declared
  }
  return MISSING
}

/** Plain values in the body of an enumeration are its members. */
function isEnumMember(p: Program, of: ClassId, module: string, name: string, type: TypeId): boolean {
  if (module === 'enum' || name.startsWith('_')) return false
  const kind = p.types.kind(type)
  return kind !== Kind.Function && kind !== Kind.Class && kind !== Kind.Unknown && derivesFrom(p, of, 'enum.Enum')
}

/** The instance of a library class that a type of another kind behaves like; instances are themselves. */
export function view(p: Program, type: TypeId): TypeId {
  const { types } = p
  const kind = types.kind(type)
  if (kind === Kind.Instance) return types.withoutNone(type)
  const as = (module: string, name: string, args: readonly TypeId[]): TypeId => {
    const of = libraryClass(p, module, name)
    return of < 0 ? UNKNOWN_LIBRARY : types.instance(of, args)
  }
  switch (kind) {
    case Kind.Coroutine:
      return as('typing', 'Coroutine', [UNSUPPORTED, UNSUPPORTED, types.of(type)])
    case Kind.Task:
      return as('asyncio', 'Task', [types.of(type)])
    case Kind.Future:
      return as('asyncio', 'Future', [types.of(type)])
    case Kind.Iterator:
      return as('typing', 'Generator', [types.of(type), UNSUPPORTED, UNSUPPORTED])
    case Kind.AsyncIterator:
      return as('typing', 'AsyncGenerator', [types.of(type), UNSUPPORTED])
    case Kind.Context:
      return as('contextlib', 'AbstractContextManager', [types.of(type)])
    case Kind.AsyncContext:
      return as('contextlib', 'AbstractAsyncContextManager', [types.of(type)])
    case Kind.Tuple: {
      let item = NEVER
      for (const arg of types.args(type)) item = types.join(item, arg)
      return builtinInstance(p, 'tuple', item === NEVER ? [] : [item])
    }
    case Kind.Literal:
      return view(p, types.of(type))
    case Kind.None:
      return as('types', 'NoneType', [])
    case Kind.Module:
      return as('types', 'ModuleType', [])
    case Kind.Class:
      return as('builtins', 'type', [])
    case Kind.Partial:
      return as('functools', 'partial', [])
    case Kind.Function:
      return as('types', types.extra(type) > 0 ? 'MethodType' : 'FunctionType', [])
    default:
      return isUnknown(type) || type === NEVER ? type : UNSUPPORTED
  }
}

/** Type of `type.name`; an unknown, never MISSING. */
export function member(p: Program, type: TypeId, name: string): TypeId {
  const { types } = p
  switch (types.kind(type)) {
    case Kind.Unknown:
    case Kind.Never:
      return type
    case Kind.Module:
      return moduleMember(p, type, name)
    case Kind.Namespace: {
      const importer = p.units[types.of(type)]
      return moduleType(p, `${types.text(type)}.${name}`, importer)
    }
    case Kind.External:
      return types.make(Kind.External, 0, 0, [], `${types.text(type)}.${name}`)
    case Kind.Special:
      return types.make(Kind.External, 0, 0, [], `typing.${types.text(type)}.${name}`)
    case Kind.Instance:
      return instanceMember(p, types.of(type), types.args(type), name, types.withoutNone(type))
    case Kind.Class:
      return classMember(p, type, name)
    case Kind.TypeOf:
      return member(p, boundOf(p, types.of(type), true), name)
    case Kind.Variable:
      return member(p, boundOf(p, type, false), name)
    case Kind.OneOf:
      return oneOfMember(p, type, name)
    case Kind.Super:
      return superMember(p, type, name)
    default: {
      const instance = view(p, type)
      return types.kind(instance) === Kind.Instance ? instanceMember(p, types.of(instance), types.args(instance), name, instance) : instance
    }
  }
}

/** A module by dotted name, a package directory, or a name outside everything known. */
export function moduleType(p: Program, dotted: string, importer: Parameters<typeof declaredType>[1]): TypeId {
  const unit = p.modules.find(dotted, importer)
  if (unit !== null) return p.types.make(Kind.Module, unit.id)
  if (p.modules.isNamespace(dotted, importer)) return p.types.make(Kind.Namespace, importer.id, 0, [], dotted)
  return dotted.startsWith('.') ? UNKNOWN_NAME : p.types.make(Kind.External, 0, 0, [], dotted)
}

function moduleMember(p: Program, type: TypeId, name: string): TypeId {
  const unit = p.units[p.types.of(type)]
  const found = symbolType(p, unit, name)
  if (found !== MISSING) return found
  return unit.origin === 'library' ? p.types.make(Kind.External, 0, 0, [], `${unit.module}.${name}`) : missingName(p, unit, true)
}

function oneOfMember(p: Program, type: TypeId, name: string): TypeId {
  const found = p.types.args(type).map((each) => member(p, each, name))
  return p.types.union(found)
}

/** What a type variable is known to be: its bound. */
function boundOf(p: Program, variable: TypeId, asClass: boolean): TypeId {
  const unit = p.units[p.types.of(variable)]
  const at = p.types.extra(variable) - 1
  if (unit === undefined || at < 0) return UNSUPPORTED
  let bound = -1
  if (unit.op[at] === Op.TypeParam) bound = unit.b[at]!
  else
    for (const argument of listOf(unit, unit.b[at]))
      if (unit.op[argument] === Op.Keyword && unit.strings[unit.a[argument]] === 'bound') bound = unit.b[argument]!
  if (bound < 0) return UNSUPPORTED
  const type = plainAnnotation(p, unit, bound)
  if (p.types.open(type)) return UNSUPPORTED
  return asClass && p.types.kind(type) === Kind.Instance ? p.types.make(Kind.Class, p.types.of(type), 0, p.types.args(type)) : type
}

function instanceMember(p: Program, of: ClassId, args: readonly TypeId[], name: string, receiver: TypeId): TypeId {
  const slot = memberSlot(p, of, name)
  const raw = rawMember(p, slot)
  if (raw !== MISSING) return bind(p, raw, p.memberOrigin[slot], of, args, receiver)
  return missingMember(p, of, name, receiver, '()')
}

function missingMember(p: Program, of: ClassId, name: string, receiver: TypeId, call: '()' | ''): TypeId {
  const order = orderOf(p, of)
  if (call === '()') {
    const dynamic = rawMember(p, memberSlot(p, of, '__getattr__'))
    if (p.types.kind(dynamic) === Kind.Function) {
      const result = resultFor(p, p.types.of(dynamic), receiver)
      return isUnknown(result) || result === NONE ? DYNAMIC : result
    }
  }
  if (order.external !== null) return p.types.make(Kind.External, 0, 0, [], `${order.external}${call}.${name}`)
  return order.unknownBase ? UNKNOWN_LIBRARY : belowMember(p, of, name, call === '')
}

/** A mixin reads what the classes it is mixed into have: known where they agree. */
function belowMember(p: Program, of: ClassId, name: string, onClass: boolean): TypeId {
  let found = UNKNOWN_MEMBER
  let first = MISSING
  for (const below of p.below.get(of) ?? []) {
    const slot = memberSlot(p, below, name)
    const raw = rawMember(p, slot)
    if (raw === MISSING) continue
    if (first !== MISSING && raw !== first) return DISAGREE
    if (first !== MISSING) continue
    first = raw
    found = bind(p, raw, p.memberOrigin[slot], below, [], p.types.make(onClass ? Kind.Class : Kind.Instance, below))
  }
  return found
}

function classMember(p: Program, type: TypeId, name: string): TypeId {
  const of = p.types.of(type)
  const slot = memberSlot(p, of, name)
  const raw = rawMember(p, slot)
  if (raw !== MISSING) return bind(p, raw, p.memberOrigin[slot], of, p.types.args(type), type)
  const meta = metaclassOf(p, of)
  if (meta >= 0) {
    const metaSlot = memberSlot(p, meta, name)
    const found = rawMember(p, metaSlot)
    if (found !== MISSING) return bind(p, found, p.memberOrigin[metaSlot], meta, [], p.types.instance(meta))
  }
  return missingMember(p, of, name, type, '')
}

function metaclassOf(p: Program, of: ClassId): ClassId {
  for (const ancestor of orderOf(p, of).ancestors) {
    const unit = unitOfClass(p, ancestor.of)
    for (const base of listOf(unit, unit.summary.scopes.returns[p.classes[ancestor.of].scope])) {
      if (unit.op[base] !== Op.Keyword || unit.strings[unit.a[base]] !== 'metaclass') continue
      const type = typeOf(p, unit, unit.b[base])
      if (p.types.kind(type) === Kind.Class) return p.types.of(type)
    }
  }
  return libraryClass(p, 'builtins', 'type')
}

function superMember(p: Program, type: TypeId, name: string): TypeId {
  const receiver = p.types.extra(type)
  const instance = p.types.kind(receiver) === Kind.Class ? instanceOfClass(p, receiver) : receiver
  if (p.types.kind(instance) !== Kind.Instance) return UNSUPPORTED
  const { ancestors, external, unknownBase } = orderOf(p, p.types.of(instance))
  const from = ancestors.findIndex((entry) => entry.of === p.types.of(type))
  for (const ancestor of ancestors.slice(from + 1)) {
    if (!bindingsOf(unitOfClass(p, ancestor.of), p.classes[ancestor.of].scope).has(name)) continue
    // `object` is everyone's last base: what a base without a stub defines comes before it.
    if (unknownBase && p.classes[ancestor.of].qualifiedName === 'builtins.object') break
    const slot = memberSlot(p, ancestor.of, name)
    const raw = rawMember(p, slot)
    if (raw !== MISSING) return bind(p, raw, p.memberOrigin[slot], ancestor.of, ancestor.args, receiver)
  }
  if (external !== null) return p.types.make(Kind.External, 0, 0, [], `${external}.${name}`)
  return unknownBase ? UNKNOWN_LIBRARY : UNKNOWN_MEMBER
}

/** Reads an attribute through a receiver: methods are bound, properties and descriptors read, type variables replaced. */
function bind(p: Program, raw: TypeId, origin: Origin, of: ClassId, args: readonly TypeId[], receiver: TypeId): TypeId {
  const { types } = p
  const onClass = types.kind(receiver) === Kind.Class
  if (types.kind(raw) === Kind.Function && origin === Origin.Body && types.extra(raw) === 0)
    return bindFunction(p, types.of(raw), receiver, onClass)
  const isInner = types.open(receiver)
  const type = types.open(raw) ? substitute(p, raw, instanceSolution(p, of, args, receiver), isInner ? keepVariable : undefined) : raw
  return origin === Origin.Body && types.kind(type) === Kind.Instance ? throughDescriptor(p, type, onClass) : type
}

function instanceSolution(p: Program, of: ClassId, args: readonly TypeId[], receiver: TypeId): ReturnType<typeof classSolution> {
  const solution = classSolution(p, of, args)
  solution.variables.push(p.types.make(Kind.Variable, 0, 0, [], 'Self'))
  solution.values.push(p.types.kind(receiver) === Kind.Class ? instanceOfClass(p, receiver) : receiver)
  return solution
}

function bindFunction(p: Program, of: FunctionId, receiver: TypeId, onClass: boolean): TypeId {
  const traits = traitsOf(p, of)
  if ((traits & Trait.Static) !== 0) return p.types.make(Kind.Function, of)
  if ((traits & Trait.ClassMethod) !== 0) {
    const isInstance = p.types.kind(receiver) === Kind.Instance
    return p.types.make(
      Kind.Function,
      of,
      isInstance ? p.types.make(Kind.Class, p.types.of(receiver), 0, p.types.args(receiver)) : receiver,
    )
  }
  if ((traits & Trait.Property) !== 0) return onClass ? UNSUPPORTED : resultFor(p, of, receiver)
  return onClass ? p.types.make(Kind.Function, of) : p.types.make(Kind.Function, of, receiver)
}

/** A class-level value with `__get__` gives what that returns; with overloads, the one for class or instance access. */
function throughDescriptor(p: Program, type: TypeId, onClass: boolean): TypeId {
  const slot = memberSlot(p, p.types.of(type), '__get__')
  const getter = rawMember(p, slot)
  if (p.types.kind(getter) !== Kind.Function) return type
  const overloads = overloadsOf(p, p.types.of(getter))
  if (overloads.length === 0) return resultFor(p, p.types.of(getter), type)
  for (const overload of overloads) {
    const unit = unitOfFunction(p, overload)
    const parameter = parametersOfScope(unit, p.functions[overload].scope)[1]
    if (parameter === undefined) continue
    const annotation = unit.lists[unit.b[parameter] + 1]
    const wantsClass = annotation >= 0 && plainAnnotation(p, unit, annotation) === NONE
    if (wantsClass === onClass) return resultFor(p, overload, type)
  }
  return type
}

/** Function that a method or property name leads to on a type, or -1. */
export function methodBehind(p: Program, type: TypeId, name: string): FunctionId {
  const { types } = p
  const kind = types.kind(type)
  const instance = kind === Kind.Class || kind === Kind.Instance ? type : view(p, type)
  if (types.kind(instance) !== Kind.Instance && types.kind(instance) !== Kind.Class) return -1
  const slot = memberSlot(p, types.of(instance), name)
  const raw = rawMember(p, slot)
  return types.kind(raw) === Kind.Function && p.memberOrigin[slot] === Origin.Body ? types.of(raw) : -1
}

/** Result of calling a method without arguments, UNKNOWN_MEMBER if there is none. */
export function callMethod(p: Program, type: TypeId, name: string): TypeId {
  const instance = view(p, type)
  if (p.types.kind(instance) !== Kind.Instance) return instance
  const method = methodBehind(p, instance, name)
  if (method >= 0) return resultFor(p, method, instance)
  const order = orderOf(p, p.types.of(instance))
  return order.unknownBase ? UNKNOWN_LIBRARY : UNKNOWN_MEMBER
}

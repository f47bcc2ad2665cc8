/** The type domain: type of each value from the types of its operands. */
import { BinaryOp, ConstKind, Op, ParamKind, UnaryOp, type Value } from '../model/summary.ts'
import { aliasOf, builtinInstance, instantiate, plainAnnotation } from './annotations.ts'
import { kindOfParameter } from './arguments.ts'
import { callValue } from './calls.ts'
import { dependencyType } from './dependencies.ts'
import { methodOwner } from './fields.ts'
import { Trait } from './functions.ts'
import { argsAs } from './generics.ts'
import { decoratedFunction } from './decorators.ts'
import { imported } from './imports.ts'
import { isLive } from './liveness.ts'
import { member } from './members.ts'
import { narrowed } from './narrowing.ts'
import { binaryResult, compareResult, unaryResult } from './operators.ts'
import { parametersOf, type Program, traitsOf, typeOf } from './program.ts'
import { awaited, entered, iterated, unpacked } from './protocols.ts'
import { indexed } from './subscripts.ts'
import { declaredType, formType, freeName } from './symbols.ts'
import { BROKEN, isUnknown, Kind, MISSING, NEVER, NONE, type TypeId, UNSUPPORTED, UNTYPED } from './types.ts'
import { bindingOf, definitionOf, listOf, scopeOf, type Unit } from './unit.ts'

/** Items of a display looked at before its element type is given up. */
const MAX_ITEMS = 64

type Rule = (p: Program, unit: Unit, value: Value) => TypeId

const text: Rule = (p, unit, value) => builtinInstance(p, unit.op[value] === Op.Text && unit.b[value] === 1 ? 'bytes' : 'str')
const operandA: Rule = (p, unit, value) => typeOf(p, unit, unit.a[value])

/** One rule per operation: a table, because one switch over all of them is compiled anew for every case it first meets. */
const rules: (Rule | undefined)[] = []
rules[Op.Const] = (p, unit, value) => constant(p, unit.a[value])
rules[Op.Text] = text
rules[Op.Format] = text
rules[Op.Load] = (p, unit, value) => narrowed(p, unit, value, typeOf(p, unit, definitionOf(unit, value)))
rules[Op.Free] = (p, unit, value) => narrowed(p, unit, value, freeName(p, unit, unit.a[value], unit.b[value], unit.aux[value] === 1))
rules[Op.Attr] = (p, unit, value) => narrowed(p, unit, value, member(p, typeOf(p, unit, unit.a[value]), unit.strings[unit.b[value]]))
rules[Op.Index] = indexed
rules[Op.Slice] = (p) => builtinInstance(p, 'slice')
rules[Op.Tuple] = (p, unit, value) => tuple(p, unit, listOf(unit, unit.b[value]))
rules[Op.List] = (p, unit, value) => display(p, 'list', elementOf(p, unit, listOf(unit, unit.b[value])))
rules[Op.Set] = (p, unit, value) => display(p, 'set', elementOf(p, unit, listOf(unit, unit.b[value])))
rules[Op.Dict] = (p, unit, value) => dict(p, unit, listOf(unit, unit.b[value]))
rules[Op.Call] = callValue
rules[Op.Keyword] = (p, unit, value) => typeOf(p, unit, unit.b[value])
rules[Op.Star] = operandA
rules[Op.DoubleStar] = operandA
rules[Op.Await] = (p, unit, value) => awaited(p, typeOf(p, unit, unit.a[value]))
rules[Op.YieldFrom] = (p, unit, value) => yieldedFrom(p, typeOf(p, unit, unit.a[value]))
rules[Op.Binary] = binaryResult
rules[Op.Augment] = (p, unit, value) => (unit.aux[value] === BinaryOp.Or ? typeOf(p, unit, unit.a[value]) : binaryResult(p, unit, value))
rules[Op.Compare] = compareResult
rules[Op.Unary] = (p, unit, value) => (unit.aux[value] === UnaryOp.Not ? builtinInstance(p, 'bool') : unaryResult(p, unit, value))
rules[Op.Bool] = bool
rules[Op.Conditional] = (p, unit, value) => joinAll(p, unit, unit.b[value])
rules[Op.Lambda] = (p, unit, value) => p.types.make(Kind.Function, unit.scopeIds[unit.a[value]])
rules[Op.Function] = (p, unit, value) => decoratedFunction(p, unit, unit.a[value])
rules[Op.Class] = (p, unit, value) => p.types.make(Kind.Class, unit.scopeIds[unit.a[value]])
rules[Op.Comprehension] = comprehension
rules[Op.Param] = parameter
rules[Op.Bind] = bound
rules[Op.Phi] = (p, unit, value) => joinAll(p, unit, unit.b[value])
rules[Op.Unpack] = (p, unit, value) => unpacked(p, typeOf(p, unit, unit.a[value]), unit.b[value])
rules[Op.Iterate] = (p, unit, value) => iterated(p, typeOf(p, unit, unit.a[value]), unit.b[value] === 1)
rules[Op.Enter] = (p, unit, value) => entered(p, typeOf(p, unit, unit.a[value]), unit.b[value] === 1)
rules[Op.Caught] = (p, unit, value) => (unit.a[value] < 0 ? UNSUPPORTED : caught(p, typeOf(p, unit, unit.a[value])))
rules[Op.Matched] = matched
rules[Op.Import] = imported
rules[Op.ImportFrom] = imported
rules[Op.TypeAlias] = (p, unit, value) => aliasOf(p, unit, unit.b[value])
rules[Op.TypeParam] = (p, unit, value) => p.types.make(Kind.Variable, unit.id, value + 1, [], unit.strings[unit.a[value]])
rules[Op.Broken] = () => BROKEN

export function computeType(p: Program, unit: Unit, value: Value): TypeId {
  const rule = rules[unit.op[value]]
  return rule === undefined ? UNSUPPORTED : rule(p, unit, value)
}

function constant(p: Program, kind: ConstKind): TypeId {
  switch (kind) {
    case ConstKind.None:
      return NONE
    case ConstKind.False:
    case ConstKind.True:
      return builtinInstance(p, 'bool')
    case ConstKind.Int:
      return builtinInstance(p, 'int')
    case ConstKind.Float:
      return builtinInstance(p, 'float')
    case ConstKind.Complex:
      return builtinInstance(p, 'complex')
    default:
      return UNSUPPORTED
  }
}

function joinAll(p: Program, unit: Unit, cell: number): TypeId {
  const { lists } = unit
  let joined = NEVER
  for (let i = cell + 1; i <= cell + lists[cell]; i++) {
    const value = lists[i]
    if (value >= 0) joined = p.types.join(joined, typeOf(p, unit, value))
    if (joined !== NEVER && isUnknown(joined)) break
  }
  return joined
}

function elementOf(p: Program, unit: Unit, values: Int32Array): TypeId {
  if (values.length > MAX_ITEMS) return UNSUPPORTED
  let joined = NEVER
  for (const value of values) {
    const type = unit.op[value] === Op.Star ? iterated(p, typeOf(p, unit, unit.a[value]), false) : typeOf(p, unit, value)
    joined = p.types.join(joined, type)
    if (isUnknown(joined)) break
  }
  return joined
}

function display(p: Program, name: string, element: TypeId): TypeId {
  return builtinInstance(p, name, element === NEVER ? [] : [element])
}

function tuple(p: Program, unit: Unit, values: Int32Array): TypeId {
  let starred = values.length > MAX_ITEMS
  for (const value of values) if (unit.op[value] === Op.Star) starred = true
  return starred
    ? display(p, 'tuple', elementOf(p, unit, values))
    : p.types.make(
        Kind.Tuple,
        0,
        0,
        Array.from(values, (value) => typeOf(p, unit, value)),
      )
}

function dict(p: Program, unit: Unit, values: Int32Array): TypeId {
  if (values.length > MAX_ITEMS) return builtinInstance(p, 'dict')
  let key = NEVER
  let item = NEVER
  for (const value of values) {
    const isPair = unit.op[value] === Op.Pair
    const spread = isPair ? NEVER : typeOf(p, unit, unit.a[value])
    if (isPair) {
      key = p.types.join(key, typeOf(p, unit, unit.a[value]))
      item = p.types.join(item, typeOf(p, unit, unit.b[value]))
    } else {
      const args = p.types.kind(spread) === Kind.Instance ? p.types.args(spread) : []
      key = p.types.join(key, args[0] ?? (spread === NEVER ? NEVER : UNSUPPORTED))
      item = p.types.join(item, args[1] ?? (spread === NEVER ? NEVER : UNSUPPORTED))
    }
    if (isUnknown(key) && isUnknown(item)) break
  }
  return builtinInstance(p, 'dict', key === NEVER && item === NEVER ? [] : [key, item])
}

function comprehension(p: Program, unit: Unit, value: Value): TypeId {
  const element = unit.a[value]
  if (unit.op[element] === Op.Pair) return builtinInstance(p, 'dict', [typeOf(p, unit, unit.a[element]), typeOf(p, unit, unit.b[element])])
  const type = typeOf(p, unit, element)
  switch (unit.aux[value]) {
    case 0:
      return builtinInstance(p, 'list', [type])
    case 1:
      return builtinInstance(p, 'set', [type])
    default:
      return p.types.make(Kind.Iterator, type)
  }
}

function yieldedFrom(p: Program, type: TypeId): TypeId {
  return p.types.kind(type) === Kind.Instance ? (p.types.args(type)[2] ?? UNSUPPORTED) : UNSUPPORTED
}

/** `a or b` is b or a that is not None; `a and b` has no one type unless both agree. */
function bool(p: Program, unit: Unit, value: Value): TypeId {
  const left = typeOf(p, unit, unit.a[value])
  const right = typeOf(p, unit, unit.b[value])
  if (unit.aux[value] === 1) return left === NONE ? right : p.types.join(p.types.withoutNone(left), right)
  return left === NONE ? NONE : p.types.join(left, right)
}

function caught(p: Program, type: TypeId): TypeId {
  const { types } = p
  if (types.kind(type) === Kind.Tuple) return types.union(types.args(type).map((each) => instantiate(p, each)))
  return types.kind(type) === Kind.Class || types.kind(type) === Kind.External ? instantiate(p, type) : isUnknown(type) ? type : UNSUPPORTED
}

/** A pattern that names exactly one class. */
function matched(p: Program, unit: Unit, value: Value): TypeId {
  let only = 0
  for (const named of listOf(unit, unit.b[value])) {
    const type = typeOf(p, unit, named)
    if (p.types.kind(type) !== Kind.Class) continue
    if (only !== 0 && only !== type) return UNSUPPORTED
    only = type
  }
  return only === 0 ? UNSUPPORTED : instantiate(p, only)
}

function bound(p: Program, unit: Unit, bind: Value): TypeId {
  if (!isLive(unit, bind)) return NEVER
  if (unit.origin === 'library') {
    const form = formType(p, unit.module, unit.strings[unit.a[bind]])
    if (form !== MISSING) return form
  }
  const value = unit.b[bind]
  const declared = declaredType(p, unit, bind)
  if (declared !== MISSING) {
    const given = value < 0 ? NEVER : typeOf(p, unit, value)
    if (isUnknown(declared)) return value < 0 ? declared : given
    return given !== NEVER && isNarrower(p, given, declared) ? given : declared
  }
  if (value < 0) return UNSUPPORTED
  const type = typeOf(p, unit, value)
  return isUnknown(type) && unit.summary.annotations.length > 0 ? declaredElsewhere(p, unit, bind, type) : type
}

/** An assignment to a name whose type another assignment of its scope declares. */
function declaredElsewhere(p: Program, unit: Unit, bind: Value, type: TypeId): TypeId {
  const cell = bindingOf(unit, scopeOf(unit, bind), unit.a[bind])
  if (cell < 0 || unit.lists[cell] < 2) return type
  for (const other of listOf(unit, cell)) {
    if (other === bind || unit.op[other] !== Op.Bind) continue
    const declared = declaredType(p, unit, other)
    if (declared !== MISSING && !isUnknown(declared)) return declared
  }
  return type
}

/** An assigned value says more than the declaration: a subclass, or one member of a union. */
function isNarrower(p: Program, given: TypeId, declared: TypeId): boolean {
  const { types } = p
  const kind = types.kind(declared)
  if (kind === Kind.OneOf) return types.args(declared).includes(types.withoutNone(given))
  if (kind !== Kind.Instance || types.kind(given) !== Kind.Instance || types.of(given) === types.of(declared)) return false
  return (
    argsAs(p, types.of(given), types.args(given), types.of(declared)) !== null &&
    types.args(given).length > 0 === types.args(declared).length > 0
  )
}

/** Key of a value in `Program.parameters`. */
export const placeKey = (unit: Unit, value: Value): number => unit.id * 0x2000000 + value

function parameter(p: Program, unit: Unit, value: Value): TypeId {
  const cell = unit.b[value]
  const annotation = unit.lists[cell + 1]
  const byDefault = unit.lists[cell + 2]
  const kind = kindOfParameter(unit, value)
  if (annotation >= 0) {
    const type = plainAnnotation(p, unit, annotation)
    if (!isUnknown(type)) return collected(p, kind, type)
    const provided = byDefault < 0 ? NEVER : dependencyType(p, unit, byDefault)
    return provided === NEVER ? collected(p, kind, type) : provided
  }
  const scope = scopeOf(unit, value)
  if (unit.a[value] === 0 && kind <= ParamKind.Normal) {
    const receiver = receiverOf(p, unit, scope)
    if (receiver !== 0) return receiver
  }
  const provided = byDefault < 0 ? NEVER : dependencyType(p, unit, byDefault)
  if (provided !== NEVER) return provided
  return collected(p, kind, p.parameters.get(placeKey(unit, value)) ?? UNTYPED)
}

/** `*args` and `**kwargs` hold many of what is declared. */
function collected(p: Program, kind: ParamKind, type: TypeId): TypeId {
  if (kind === ParamKind.Rest) return builtinInstance(p, 'tuple', [type])
  return kind === ParamKind.KeywordRest ? builtinInstance(p, 'dict', [builtinInstance(p, 'str'), type]) : type
}

/** Type of `self` or `cls`; 0 for a static method or a plain function. */
function receiverOf(p: Program, unit: Unit, scope: number): TypeId {
  const owner = methodOwner(unit, scope)
  if (owner < 0) return 0
  const of = unit.scopeIds[owner]
  const function_ = unit.scopeIds[scope]
  const traits = traitsOf(p, function_)
  const args = parametersOf(p, of)
  const isNew = p.functions[function_].name === '__new__'
  if ((traits & Trait.ClassMethod) !== 0 || isNew) return p.types.make(Kind.Class, of, 0, args)
  return (traits & Trait.Static) !== 0 ? 0 : p.types.instance(of, args)
}

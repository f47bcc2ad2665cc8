/** Operators: builtins by their own rules, everything else through its methods. */
import { BinaryOp, Op, UnaryOp, type Value } from '../model/summary.ts'
import { aliasOf, builtinInstance } from './annotations.ts'
import { callFunction } from './calls.ts'
import { callMethod, methodBehind, view } from './members.ts'
import { orderOf, type Program, typeOf } from './program.ts'
import { isUnknown, Kind, NEVER, NONE, type TypeId, UNKNOWN_LIBRARY, UNKNOWN_MEMBER, UNSUPPORTED } from './types.ts'
import { listOf, type Unit } from './unit.ts'

const BINARY = ['add', 'sub', 'mul', 'truediv', 'floordiv', 'mod', 'pow', 'matmul', 'and', 'or', 'xor', 'lshift', 'rshift']
const COMPARE = ['__eq__', '__ne__', '__lt__', '__le__', '__gt__', '__ge__']

export function binaryResult(p: Program, unit: Unit, value: Value): TypeId {
  const left = typeOf(p, unit, unit.a[value])
  if (unit.op[value] === Op.Binary && unit.aux[value] === BinaryOp.Or && isWrittenType(p, left)) return aliasOf(p, unit, value)
  // Formatting gives text whatever is put in.
  if (unit.aux[value] === BinaryOp.Mod && isText(p, left)) return left
  return p.types.kind(left) === Kind.OneOf
    ? p.types.union(p.types.args(left).map((each) => operated(p, unit, value, each)))
    : operated(p, unit, value, left)
}

const isText = (p: Program, type: TypeId): boolean => type === builtinInstance(p, 'str')

function isWrittenType(p: Program, type: TypeId): boolean {
  const kind = p.types.kind(type)
  return kind === Kind.Class || kind === Kind.Alias || kind === Kind.Special || kind === Kind.Variable || type === NONE
}

function operated(p: Program, unit: Unit, value: Value, left: TypeId): TypeId {
  const { types } = p
  if (isUnknown(left) || left === NEVER) return left
  if (types.kind(left) === Kind.External) return left
  const name = BINARY[unit.aux[value]]
  const object = view(p, left)
  if (types.kind(object) !== Kind.Instance) return object
  const right = unit.b[value]
  const method = methodBehind(p, object, `__${name}__`)
  if (method >= 0) {
    const found = callFunction(p, method, object, () => [{ name: '', unit, value: right, type: 0 }])
    if (!isUnknown(found) && found !== NEVER) return found
  }
  const other = typeOf(p, unit, right)
  if (types.kind(other) !== Kind.Instance) return isUnknown(other) || other === NEVER ? other : UNSUPPORTED
  const reflected = methodBehind(p, other, `__r${name}__`)
  if (reflected >= 0) return callFunction(p, reflected, other, () => [{ name: '', unit, value: unit.a[value], type: 0 }])
  return orderOf(p, types.of(object)).unknownBase ? UNKNOWN_LIBRARY : UNKNOWN_MEMBER
}

/** A comparison is a bool unless the left side's class says otherwise (columns, arrays). */
export function compareResult(p: Program, unit: Unit, value: Value): TypeId {
  const operands = listOf(unit, unit.b[value])
  const name = operands.length === 2 ? COMPARE[unit.lists[unit.a[value] + 1]] : undefined
  if (name !== undefined) {
    const left = typeOf(p, unit, operands[0])
    if (p.types.kind(left) === Kind.Instance) {
      const method = methodBehind(p, left, name)
      const owner = method < 0 ? null : p.functions[method].owner
      if (owner !== null && p.classes[owner].qualifiedName !== 'builtins.object') {
        const found = callFunction(p, method, left, () => [{ name: '', unit, value: operands[1], type: 0 }])
        if (!isUnknown(found)) return found
      }
    }
  }
  return builtinInstance(p, 'bool')
}

export function unaryResult(p: Program, unit: Unit, value: Value): TypeId {
  const operand = typeOf(p, unit, unit.a[value])
  const name = unit.aux[value] === UnaryOp.Minus ? '__neg__' : unit.aux[value] === UnaryOp.Plus ? '__pos__' : '__invert__'
  return callMethod(p, operand, name)
}

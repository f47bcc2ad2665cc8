/** What the tests around a read say about its type: `isinstance(x, C)`, `match` classes, `x is None`. */
import { CompareOp, ConstKind, Op, type Value } from '../model/summary.ts'
import { instantiate } from './annotations.ts'
import { argsAs } from './generics.ts'
import { type Program, qualifiedName, typeOf } from './program.ts'
import { guards } from './regions.ts'
import { rootName, testedNames } from './tested.ts'
import { isUnknown, Kind, type TypeId, UNSUPPORTED } from './types.ts'
import { definitionOf, listOf, type Unit } from './unit.ts'

/** False where no test can say more of a read than its definition does. */
function mayNarrow(p: Program, unit: Unit, read: Value, type: TypeId): boolean {
  const kind = p.types.kind(type)
  if (kind === Kind.OneOf) return true
  if (kind !== Kind.Unknown && kind !== Kind.Instance) return false
  const names = testedNames(unit)
  return names.size > 0 && names.has(rootName(unit, read))
}

/** The type of a read, narrowed where it is unknown, one of several, or a base of what was tested for. */
export function narrowed(p: Program, unit: Unit, read: Value, type: TypeId): TypeId {
  if (!mayNarrow(p, unit, read, type)) return type
  let out = type
  const known = guards(unit, read)
  for (let i = known.length - 1; i >= 0; i--) out = applyGuard(p, unit, read, out, known[i].test, known[i].holds)
  return out
}

function applyGuard(p: Program, unit: Unit, read: Value, type: TypeId, test: Value, holds: boolean): TypeId {
  switch (unit.op[test] as Op) {
    case Op.Call: {
      const callee = unit.a[test]
      if (unit.op[callee] !== Op.Free || unit.strings[unit.a[callee]] !== 'isinstance') return type
      const [subject, classes] = listOf(unit, unit.b[test])
      if (classes === undefined || !isSame(unit, subject, read, 4)) return type
      if (qualifiedName(p, typeOf(p, unit, callee)) !== 'builtins.isinstance') return type
      return restrict(p, type, tested(p, typeOf(p, unit, classes)), holds)
    }
    case Op.Compare: {
      const operands = listOf(unit, unit.b[test])
      const operator: CompareOp = unit.lists[unit.a[test] + 1]
      if (operands.length !== 2 || (operator !== CompareOp.Is && operator !== CompareOp.IsNot)) return type
      if (unit.op[operands[1]] !== Op.Const || unit.a[operands[1]] !== ConstKind.None || !isSame(unit, operands[0], read, 4)) return type
      return (operator === CompareOp.IsNot) === holds ? p.types.withoutNone(type) : type
    }
    case Op.Matched:
      return holds && isSame(unit, unit.a[test], read, 4) ? restrict(p, type, tested(p, onlyClass(p, unit, test)), true) : type
    case Op.Load:
      return holds && isSame(unit, test, read, 4) ? p.types.withoutNone(type) : type
    default:
      return type
  }
}

function onlyClass(p: Program, unit: Unit, matched: Value): TypeId {
  const named = [...listOf(unit, unit.b[matched])]
    .map((value) => typeOf(p, unit, value))
    .filter((type) => p.types.kind(type) === Kind.Class)
  return named.length === 1 ? named[0] : UNSUPPORTED
}

/** Instances that an `isinstance` test lets through. */
function tested(p: Program, classes: TypeId): TypeId {
  const { types } = p
  switch (types.kind(classes)) {
    case Kind.Tuple:
      return types.union(types.args(classes).map((each) => tested(p, each)))
    case Kind.Class:
    case Kind.External:
      return instantiate(p, classes)
    case Kind.Alias:
      return types.of(classes)
    default:
      return UNSUPPORTED
  }
}

function restrict(p: Program, type: TypeId, wanted: TypeId, holds: boolean): TypeId {
  const { types } = p
  if (isUnknown(wanted)) return type
  const fits = (member: TypeId): boolean => types.members(wanted).some((each) => isBelow(p, member, each))
  if (types.kind(type) === Kind.OneOf) {
    const kept = types.args(type).filter((member) => fits(member) === holds)
    return kept.length > 0 ? types.union(kept) : holds ? wanted : type
  }
  if (!holds) return type
  if (isUnknown(type)) return wanted
  // Of a known class only a subclass says more.
  const plain = types.withoutNone(type)
  return types
    .members(wanted)
    .every((each) => types.kind(each) === Kind.Instance && types.of(each) !== types.of(plain) && isBelow(p, each, plain))
    ? wanted
    : plain
}

function isBelow(p: Program, member: TypeId, base: TypeId): boolean {
  const { types } = p
  if (types.kind(member) !== Kind.Instance || types.kind(base) !== Kind.Instance) return member === base
  return argsAs(p, types.of(member), types.args(member), types.of(base)) !== null
}

/** Two reads of one thing: the same definition, or the same attribute of it. */
function isSame(unit: Unit, x: Value, y: Value, depth: number): boolean {
  if (x === undefined || depth === 0) return false
  const [left, right] = [definitionOf(unit, x), definitionOf(unit, y)]
  if (left === right) return left >= 0
  if (left < 0 || right < 0 || unit.op[left] !== unit.op[right]) return false
  if (unit.op[left] === Op.Attr) return unit.b[left] === unit.b[right] && isSame(unit, unit.a[left], unit.a[right], depth - 1)
  return unit.op[left] === Op.Free && unit.a[left] === unit.a[right]
}

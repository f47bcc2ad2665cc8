/** `object[key]`: generics, enumerations, items. */
import type { Value } from '../model/summary.ts'
import { aliasOf, plainAnnotation } from './annotations.ts'
import { callFunction } from './calls.ts'
import { derivesFrom, keysOf } from './classes.ts'
import { member, methodBehind, view } from './members.ts'
import { memberSlot, orderOf, type Program, rawMember, typeOf } from './program.ts'
import { isUnknown, Kind, MISSING, NEVER, type TypeId, UNKNOWN_LIBRARY, UNKNOWN_MEMBER, UNSUPPORTED } from './types.ts'
import type { Unit } from './unit.ts'

export function indexed(p: Program, unit: Unit, value: Value): TypeId {
  return indexedType(p, unit, value, typeOf(p, unit, unit.a[value]))
}

function indexedType(p: Program, unit: Unit, value: Value, object: TypeId): TypeId {
  const { types } = p
  switch (types.kind(object)) {
    case Kind.Special:
    case Kind.Alias:
      return aliasOf(p, unit, value)
    case Kind.Class:
      return ofClass(p, unit, value, types.of(object))
    case Kind.External:
      return types.make(Kind.External, 0, 0, [], `${types.text(object)}[]`)
    case Kind.Unknown:
    case Kind.Never:
      return object
    case Kind.OneOf:
      return types.union(types.args(object).map((each) => indexedType(p, unit, value, each)))
    case Kind.Tuple: {
      const key = p.constants.of(unit, unit.b[value])
      const items = types.args(object)
      if (key?.is === 'number') return items[key.value < 0 ? items.length + key.value : key.value] ?? UNSUPPORTED
      return item(p, unit, value, view(p, object))
    }
    default:
      return item(p, unit, value, view(p, object))
  }
}

const ALIASES = new Set(['builtins.tuple', 'builtins.type', 'typing.Callable', 'collections.abc.Callable'])

function ofClass(p: Program, unit: Unit, value: Value, of: number): TypeId {
  if (derivesFrom(p, of, 'enum.Enum')) return p.types.instance(of)
  if (ALIASES.has(p.classes[of].qualifiedName)) return aliasOf(p, unit, value)
  return p.types.make(
    Kind.Class,
    of,
    0,
    Array.from(keysOf(unit, value), (key) => plainAnnotation(p, unit, key)),
  )
}

function item(p: Program, unit: Unit, value: Value, object: TypeId): TypeId {
  if (p.types.kind(object) !== Kind.Instance) return object
  const of = p.types.of(object)
  const field = typedField(p, unit, value, object)
  if (field !== 0) return field
  const method = methodBehind(p, object, '__getitem__')
  if (method < 0) return orderOf(p, of).unknownBase ? UNKNOWN_LIBRARY : UNKNOWN_MEMBER
  const key = unit.b[value]
  const found = callFunction(p, method, object, () => [{ name: '', unit, value: key, type: 0 }])
  return found === NEVER ? UNSUPPORTED : found
}

/** A key of a TypedDict; 0 for every other class. */
function typedField(p: Program, unit: Unit, value: Value, object: TypeId): TypeId {
  const of = p.types.of(object)
  if (p.units[p.classes[of].file].origin === 'library' || !derivesFrom(p, of, 'builtins.dict')) return 0
  const key = p.constants.of(unit, unit.b[value])
  if (key?.is !== 'text' || rawMember(p, memberSlot(p, of, key.value)) === MISSING) return 0
  const type = member(p, object, key.value)
  return isUnknown(type) || p.types.kind(type) === Kind.Function ? 0 : type
}

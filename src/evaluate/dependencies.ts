/** FastAPI's `Depends(f)`: a parameter's value is what f returns or yields. */
import { Op, type Value } from '../model/summary.ts'
import { yieldOf } from './functions.ts'
import { instanceOfClass } from './generics.ts'
import { type Program, qualifiedName, returnType, typeOf } from './program.ts'
import { isUnknown, Kind, NEVER, type TypeId } from './types.ts'
import { definitionOf, listOf, type Unit } from './unit.ts'

const DEPENDS = new Set([
  'fastapi.Depends',
  'fastapi.Security',
  'fastapi.param_functions.Depends',
  'fastapi.param_functions.Security',
  'fastapi.params.Depends',
  'fastapi.params.Security',
])

/** What a dependency marker provides; NEVER when the value is no marker. */
export function dependencyType(p: Program, unit: Unit, marker: Value): TypeId {
  let call = definitionOf(unit, marker)
  if (call >= 0 && unit.op[call] === Op.Bind) call = definitionOf(unit, unit.b[call])
  if (call < 0 || unit.op[call] !== Op.Call) return NEVER
  if (!DEPENDS.has(qualifiedName(p, typeOf(p, unit, unit.a[call])))) return NEVER
  for (const argument of listOf(unit, unit.b[call])) {
    const op: Op = unit.op[argument]
    if (op === Op.Keyword && unit.strings[unit.a[argument]] !== 'dependency') continue
    return providedBy(p, typeOf(p, unit, op === Op.Keyword ? unit.b[argument] : argument))
  }
  return NEVER
}

function providedBy(p: Program, provider: TypeId): TypeId {
  const { types } = p
  switch (types.kind(provider)) {
    case Kind.Class:
    case Kind.External:
      return instanceOfClass(p, provider)
    case Kind.Function: {
      const result = returnType(p, types.of(provider))
      const kind = types.kind(result)
      if (kind === Kind.Coroutine) return types.of(result)
      const yielded = p.functions[types.of(provider)].generator ? yieldOf(p, result) : result
      return isUnknown(yielded) && kind !== Kind.Iterator ? result : yielded
    }
    default:
      return NEVER
  }
}

/** Declared or inferred results of functions. */
import { Leaves, Op, type Value } from '../model/summary.ts'
import type { FunctionId } from '../model/type.ts'
import { plainAnnotation } from './annotations.ts'
import { Trait, yieldOf } from './functions.ts'
import { type Program, traitsOf, typeOf, unitOfFunction } from './program.ts'
import { iterated } from './protocols.ts'
import { isLive } from './liveness.ts'
import { isUnknown, Kind, NEVER, NONE, type TypeId, UNSUPPORTED } from './types.ts'
import { listOf, type Unit } from './unit.ts'

/** What calling a function gives: coroutine, iterator and context included, receivers not yet known. */
export function computeReturn(p: Program, of: FunctionId): TypeId {
  const { types } = p
  const unit = unitOfFunction(p, of)
  const info = p.functions[of]
  const traits = traitsOf(p, of)
  const annotation = info.lambda ? -1 : unit.summary.scopes.returns[info.scope]
  let declared = annotation < 0 ? UNSUPPORTED : plainAnnotation(p, unit, annotation)
  const isContext = (traits & (Trait.Context | Trait.AsyncContext)) !== 0
  if (annotation >= 0 && !isUnknown(declared)) {
    if (isContext) return contextOf(p, traits, yieldOf(p, declared))
    if (info.generator) return generatorOf(p, info.async, declared)
    return info.async ? types.make(Kind.Coroutine, declared) : declared
  }
  if (unit.origin === 'library') return info.async ? types.make(Kind.Coroutine, declared) : declared
  if (info.generator) {
    const element = yields(p, unit, listOf(unit, unit.summary.scopes.yields[info.scope]))
    return isContext ? contextOf(p, traits, element) : types.make(info.async ? Kind.AsyncIterator : Kind.Iterator, element)
  }
  const inferred = exits(p, unit, of, traits)
  // A declaration that says nothing keeps its reason unless the body says more.
  declared = annotation >= 0 && isUnknown(inferred) ? declared : inferred
  return info.async ? types.make(Kind.Coroutine, declared) : declared
}

function contextOf(p: Program, traits: number, element: TypeId): TypeId {
  return p.types.make((traits & Trait.AsyncContext) !== 0 ? Kind.AsyncContext : Kind.Context, element)
}

/** A generator function's declared type, as the kind that says calling it runs nothing. */
function generatorOf(p: Program, isAsync: boolean, declared: TypeId): TypeId {
  const element = yieldOf(p, declared)
  return isUnknown(element) && p.types.kind(declared) !== Kind.Instance
    ? declared
    : p.types.make(isAsync ? Kind.AsyncIterator : Kind.Iterator, element)
}

function yields(p: Program, unit: Unit, list: Int32Array): TypeId {
  let joined = NEVER
  for (const value of list) {
    if (!isLive(unit, value)) continue
    const operand: Value = unit.a[value]
    if (operand < 0) joined = p.types.join(joined, NONE)
    else
      joined = p.types.join(
        joined,
        unit.op[value] === Op.YieldFrom ? iterated(p, typeOf(p, unit, operand), false) : typeOf(p, unit, operand),
      )
  }
  return joined
}

function exits(p: Program, unit: Unit, of: FunctionId, traits: number): TypeId {
  const { scope, lambda } = p.functions[of]
  const list = listOf(unit, unit.summary.scopes.exits[scope])
  if (lambda) return list.length === 1 ? typeOf(p, unit, list[0]) : UNSUPPORTED
  const fallsThrough = (unit.summary.regions.leaves[unit.summary.scopes.region[scope]] & Leaves.FallsThrough) !== 0
  // A body that only raises, or an abstract one, leaves the answer to a subclass.
  if (list.length === 0 && (!fallsThrough || (traits & Trait.Abstract) !== 0)) return UNSUPPORTED
  let joined = fallsThrough ? NONE : NEVER
  for (const value of list) {
    if (!isLive(unit, value)) continue
    const operand: Value = unit.a[value]
    joined = p.types.join(joined, operand < 0 ? NONE : typeOf(p, unit, operand))
  }
  return joined
}

/** Attributes that methods store on their receiver: `self.x = …`, `cls.x = …`. */
import { Op, ScopeKind, ScopeFlag, type Scope, type Value } from '../model/summary.ts'
import { isLive } from './liveness.ts'
import { bindingsOf, definitionOf, listOf, scopeOf, type Unit } from './unit.ts'

const NONE: ReadonlyMap<string, readonly Value[]> = new Map()

/** SetAttr values by class scope and attribute name. */
export function fieldsOf(unit: Unit, classScope: Scope): ReadonlyMap<string, readonly Value[]> {
  return (unit.fields ??= collect(unit)).get(classScope) ?? NONE
}

function collect(unit: Unit): Map<Scope, Map<string, Value[]>> {
  const out = new Map<Scope, Map<string, Value[]>>()
  for (let at = 0; at < unit.op.length; at++) {
    if (unit.op[at] !== Op.SetAttr) continue
    const owner = ownerOfReceiver(unit, unit.a[at])
    if (owner < 0 || !isLive(unit, at)) continue
    const name = unit.strings[unit.lists[unit.b[at] + 2]]
    let fields = out.get(owner)
    if (fields === undefined) out.set(owner, (fields = new Map()))
    const stores = fields.get(name)
    if (stores === undefined) fields.set(name, [at])
    else stores.push(at)
  }
  return out
}

/** Class scope whose method has this value as its first parameter, or -1. */
export function ownerOfReceiver(unit: Unit, object: Value): Scope {
  let at = definitionOf(unit, object)
  if (at >= 0 && unit.op[at] === Op.Free) at = captured(unit, at)
  return at >= 0 && unit.op[at] === Op.Param && unit.a[at] === 0 ? methodOwner(unit, scopeOf(unit, at)) : -1
}

/** The enclosing function's parameter that a nested function reads, if that is the name's only definition. */
function captured(unit: Unit, free: Value): Value {
  const { parent, flags } = unit.summary.scopes
  const name = unit.strings[unit.a[free]]
  for (let scope = parent[unit.b[free]]; scope > 0; scope = parent[scope]!) {
    if ((flags[scope] & ScopeFlag.Kind) === ScopeKind.Class) continue
    const cell = bindingsOf(unit, scope).get(name)
    if (cell !== undefined) return unit.lists[cell] === 1 ? unit.lists[cell + 1] : -1
  }
  return -1
}

/** Scope of the class whose body defines a function, or -1. */
export function methodOwner(unit: Unit, scope: Scope): Scope {
  const { parent, flags } = unit.summary.scopes
  if ((flags[scope] & ScopeFlag.Kind) !== ScopeKind.Function) return -1
  const outer = parent[scope]
  return outer > 0 && (flags[outer] & ScopeFlag.Kind) === ScopeKind.Class ? outer : -1
}

/** Parameters of a function's scope. */
export const parametersOfScope = (unit: Unit, scope: Scope): Int32Array => listOf(unit, unit.summary.scopes.params[scope])

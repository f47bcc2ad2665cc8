/** Bases, type parameters and method resolution order of classes. */
import { Op } from '../model/summary.ts'
import type { ClassId } from '../model/type.ts'
import { applyArgs } from './generics.ts'
import { type Ancestor, annotationType, type Order, orderOf, type Program, symbolType, typeOf, unitOfClass } from './program.ts'
import { reserve } from './table.ts'
import { Kind, type TypeId } from './types.ts'
import { listOf, type Unit } from './unit.ts'

/** Class of a library module, or -1 where no stub has it. */
export function libraryClass(p: Program, module: string, name: string): ClassId {
  let known = p.libraryClasses.get(module)
  if (known === undefined) p.libraryClasses.set(module, (known = new Map()))
  const of = known.get(name)
  if (of !== undefined) return of
  const unit = p.modules.library(module)
  if (unit === null) return -1
  const type = symbolType(p, unit, name)
  if (p.types.kind(type) !== Kind.Class) return -1
  known.set(name, p.types.of(type))
  return p.types.of(type)
}

/** Interned tuple of a class's type variables, in the order of its subscripts. */
export function computeParameters(p: Program, of: ClassId): TypeId {
  const { types } = p
  const unit = unitOfClass(p, of)
  const { scope } = p.classes[of]
  const variables: TypeId[] = []
  const collect = (type: TypeId): void => {
    if (types.kind(type) === Kind.Variable) {
      if (!variables.includes(type)) variables.push(type)
    } else if (types.open(type)) {
      if (types.kind(type) > Kind.Function && types.kind(type) < Kind.Tuple) collect(types.of(type))
      for (const arg of types.args(type)) collect(arg)
    }
  }
  for (const bind of listOf(unit, unit.summary.scopes.typeParams[scope])) collect(typeOf(p, unit, bind))
  const bases = listOf(unit, unit.summary.scopes.returns[scope])
  // `Generic[T, U]` and `Protocol[T]` fix the order whatever stands beside them.
  for (const base of bases)
    if (isGenericForm(p, unit, base)) for (const key of Array.from(keysOf(unit, base))) collect(annotationType(p, unit, key))
  if (variables.length === 0) {
    for (const base of bases)
      if (unit.op[base] === Op.Index && !isGenericForm(p, unit, base)) for (const arg of types.args(typeOf(p, unit, base))) collect(arg)
  }
  return types.make(Kind.Tuple, 0, 0, variables)
}

function isGenericForm(p: Program, unit: Unit, base: number): boolean {
  if (unit.op[base] !== Op.Index) return false
  const form = typeOf(p, unit, unit.a[base])
  return p.types.kind(form) === Kind.Special && (p.types.text(form) === 'Generic' || p.types.text(form) === 'Protocol')
}

/** Subscripts of an Index value, a tuple's items one by one. */
export function keysOf(unit: Unit, index: number): ArrayLike<number> {
  const key = unit.b[index]
  return unit.op[key] === Op.Tuple ? listOf(unit, unit.b[key]) : [key]
}

/** Number of a class's resolution order in `p.orders`. */
export function computeOrder(p: Program, of: ClassId): number {
  const { types } = p
  const unit = unitOfClass(p, of)
  const { scope, qualifiedName } = p.classes[of]
  const own: readonly TypeId[] = types.args(p.engine.ask(p.parameterSlots, of))
  const lists: Ancestor[][] = []
  const direct: Ancestor[] = []
  let external: string | null = null
  let unknownBase = false
  for (const base of listOf(unit, unit.summary.scopes.returns[scope])) {
    if (unit.op[base] === Op.Keyword) continue
    const type = typeOf(p, unit, base)
    const kind = types.kind(type)
    if (kind === Kind.Class && types.of(type) !== of) {
      const inherited = orderOf(p, types.of(type))
      external ??= inherited.external
      unknownBase ||= inherited.unknownBase
      direct.push({ of: types.of(type), args: types.args(type) })
      lists.push(
        inherited.ancestors.map((entry, i) =>
          i === 0
            ? { of: entry.of, args: types.args(type) }
            : { of: entry.of, args: applyArgs(p, types.of(type), types.args(type), entry.args) },
        ),
      )
    } else if (kind === Kind.Special) {
      const dict = types.text(type) === 'TypedDict' ? libraryClass(p, 'builtins', 'dict') : -1
      if (dict >= 0) lists.push(orderOf(p, dict).ancestors.map((entry, i) => (i === 0 ? { of: dict, args: [] } : entry)))
    } else if (kind === Kind.External) external ??= types.text(type)
    else if (!isGenericForm(p, unit, base)) unknownBase = true
  }
  const ancestors = [{ of, args: own }, ...merge([...lists, direct])]
  if (qualifiedName !== 'builtins.object') {
    const object = libraryClass(p, 'builtins', 'object')
    if (object >= 0 && ancestors.at(-1)!.of !== object) ancestors.push({ of: object, args: [] })
  }
  return internOrder(p, of, { ancestors, external, unknownBase: unknownBase || external !== null })
}

/** C3 where the bases agree on an order; else depth first, each class once. */
function merge(lists: readonly (readonly Ancestor[])[]): readonly Ancestor[] {
  // The last list holds the bases themselves.
  if (lists.length <= 2) return lists[0]
  const out: Ancestor[] = []
  const heads = lists.map(() => 0)
  const seen = new Set<ClassId>()
  for (;;) {
    let next: Ancestor | null = null
    let open = false
    for (let i = 0; i < lists.length && next === null; i++) {
      while (heads[i] < lists[i].length && seen.has(lists[i][heads[i]].of)) heads[i]++
      const head = lists[i][heads[i]]
      if (head === undefined) continue
      open = true
      const inTail = lists.some((list, j) => list.some((entry, k) => k > heads[j] && entry.of === head.of))
      if (!inTail) next = head
    }
    if (!open) return out
    if (next === null) {
      for (const list of lists) {
        for (const entry of list) {
          if (seen.has(entry.of)) continue
          seen.add(entry.of)
          out.push(entry)
        }
      }
      return out
    }
    seen.add(next.of)
    out.push(next)
  }
}

/** Equal orders of a class get equal numbers, so that a cycle sees when it is stable. */
function internOrder(p: Program, of: ClassId, order: Order): number {
  reserve(p.orderNumbers, of)
  const numbers = (p.orderNumbers[of] ??= [])
  for (const number of numbers) if (isSameOrder(p.orders[number]!, order)) return number
  p.orders.push(order)
  numbers.push(p.orders.length - 1)
  return p.orders.length - 1
}

function isSameOrder(x: Order, y: Order): boolean {
  return (
    x.external === y.external &&
    x.unknownBase === y.unknownBase &&
    x.ancestors.length === y.ancestors.length &&
    x.ancestors.every((entry, i) => {
      const other = y.ancestors[i]
      return entry.of === other.of && entry.args.length === other.args.length && entry.args.every((arg, j) => arg === other.args[j])
    })
  )
}

/** Whether a class is, or derives from, the class (or stubless path) of that dotted name. */
export function derivesFrom(p: Program, of: ClassId, name: string): boolean {
  const order = orderOf(p, of)
  return order.external === name || order.ancestors.some((entry) => p.classes[entry.of].qualifiedName === name)
}

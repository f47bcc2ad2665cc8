/** What the parts of the evaluator share: the files, functions and classes, and the questions they may ask each other. */
import type { ClassInfo, FunctionInfo } from '../model/project.ts'
import { BindFlag, Op, type Scope, ScopeFlag, ScopeKind, type Value } from '../model/summary.ts'
import type { ClassId, FunctionId } from '../model/type.ts'
import { type Constants, createConstants } from './constants.ts'
import { addSlot, createEngine, createSlots, type Engine, type Slots } from './engine.ts'
import { hasDeadCode } from './liveness.ts'
import type { Modules } from './modules.ts'
import { reserve } from './table.ts'
import { testedNames } from './tested.ts'
import { BUDGET, createTypes, isUnknown, Kind, NEVER, type TypeId, type Types } from './types.ts'
import type { Unit } from './unit.ts'

/** Evaluations one question may take. */
const QUESTION_BUDGET = 200_000

/** A class and its generic arguments, in terms of the type variables of the class whose order this is. */
export interface Ancestor {
  readonly of: ClassId
  readonly args: readonly TypeId[]
}

export interface Order {
  readonly ancestors: readonly Ancestor[]
  /** Path of the first base without a known class; null when all are known. */
  readonly external: string | null
  /** Some base could not be resolved. */
  readonly unknownBase: boolean
}

/** Where an attribute was found: in a class body, or only stored on `self`. */
export const enum Origin {
  None,
  Body,
  Store,
}

export interface Program {
  readonly types: Types
  readonly engine: Engine
  readonly units: Unit[]
  readonly functions: FunctionInfo[]
  readonly classes: ClassInfo[]
  modules: Modules
  readonly constants: Constants
  /** Types of untyped parameters by file and value, filled by the second round. */
  readonly parameters: Map<number, TypeId>
  /** Project classes below each class, by class. */
  readonly below: Map<ClassId, ClassId[]>

  /** Library classes that the evaluator itself knows by name, by module. */
  readonly libraryClasses: Map<string, Map<string, ClassId>>
  readonly annotationSlots: Slots
  readonly symbolSlots: Slots
  readonly memberSlots: Slots
  readonly orderSlots: Slots
  readonly traitSlots: Slots
  readonly returnSlots: Slots
  readonly parameterSlots: Slots
  /** Binding list of each function's name where others share it, -1 where none does; filled when first asked for. */
  readonly namesakes: (number | undefined)[]
  /** Slots by file and value, file and name, class and name. */
  readonly annotationAt: (Map<Value, number> | undefined)[]
  readonly symbolAt: (Map<string, number> | undefined)[]
  readonly memberAt: (Map<string, number> | undefined)[]
  readonly slotUnit: Unit[]
  readonly slotValue: Value[]
  readonly symbolUnit: Unit[]
  readonly symbolName: string[]
  readonly memberClass: ClassId[]
  readonly memberName: string[]
  readonly memberOrigin: Origin[]
  /** Orders by number, from FIRST_ORDER. */
  readonly orders: (Order | undefined)[]
  /** Numbers of each class's orders. */
  readonly orderNumbers: (number[] | undefined)[]
}

/** Numbers below stand for the bottom of a cycle and for giving up. */
const FIRST_ORDER = 32
const TRAIT_UNIT = 32

const unset = (): number => NEVER

export function createProgram(): Program {
  const program: Program = {
    types: createTypes(),
    engine: createEngine(NEVER, BUDGET, QUESTION_BUDGET),
    units: [],
    functions: [],
    classes: [],
    modules: { find: () => null, absolute: () => null, library: () => null, isNamespace: () => false },
    parameters: new Map(),
    constants: createConstants(() => program.modules),
    below: new Map(),
    libraryClasses: new Map(),
    annotationSlots: createSlots(unset),
    symbolSlots: createSlots(unset),
    memberSlots: createSlots(unset),
    orderSlots: createSlots(unset),
    traitSlots: createSlots(unset),
    returnSlots: createSlots(unset),
    parameterSlots: createSlots(unset),
    namesakes: [],
    annotationAt: [],
    symbolAt: [],
    memberAt: [],
    slotUnit: [],
    slotValue: [],
    symbolUnit: [],
    symbolName: [],
    memberClass: [],
    memberName: [],
    memberOrigin: [],
    orders: Array.from({ length: FIRST_ORDER }),
    orderNumbers: [],
  }
  return program
}

/** Type of a value. */
export function typeOf(p: Program, unit: Unit, value: Value): TypeId {
  const known = unit.types.memo[value]
  if (known > 0) return known
  const op: Op = unit.op[value]
  if (op === Op.Load || op === Op.Bind) {
    const type = defined(p, unit, value)
    if (type !== 0) return type
  }
  return p.engine.ask(unit.types, value)
}

/**
 * A read of a plain assignment is what was assigned: most values are reached so, without a node of their own. 0 where a test,
 * an annotation or another assignment may have a say.
 */
function defined(p: Program, unit: Unit, value: Value): TypeId {
  const { op, aux, a, b } = unit
  // In `typing` itself some names are forms whatever is assigned to them.
  if (hasDeadCode(unit) || (unit.origin === 'library' && unit.module.startsWith('typing'))) return 0
  const tested = testedNames(unit)
  let at = value
  for (;;) {
    if (op[at] === Op.Load) {
      if (tested.has(b[at])) return 0
      at = a[at]
    } else if (op[at] === Op.Bind && (aux[at] & BindFlag.Annotated) === 0 && b[at] >= 0) at = b[at]
    else break
  }
  if (at === value) return 0
  const type = p.engine.ask(unit.types, at)
  return isUnknown(type) || p.types.kind(type) === Kind.OneOf ? 0 : type
}

/** What an annotation stands for; literals kept. */
export function annotationType(p: Program, unit: Unit, value: Value): TypeId {
  reserve(p.annotationAt, unit.id)
  const map = (p.annotationAt[unit.id] ??= new Map())
  let slot = map.get(value)
  if (slot === undefined) {
    slot = addSlot(p.annotationSlots)
    p.slotUnit[slot] = unit
    p.slotValue[slot] = value
    map.set(value, slot)
  }
  return p.engine.ask(p.annotationSlots, slot)
}

/** What a name means at the end of a module; MISSING if the module has none. */
export function symbolType(p: Program, unit: Unit, name: string): TypeId {
  reserve(p.symbolAt, unit.id)
  const map = (p.symbolAt[unit.id] ??= new Map())
  let slot = map.get(name)
  if (slot === undefined) {
    slot = addSlot(p.symbolSlots)
    p.symbolUnit[slot] = unit
    p.symbolName[slot] = name
    map.set(name, slot)
  }
  return p.engine.ask(p.symbolSlots, slot)
}

/** Slot of an attribute of a class, its bases included; ask it, then read `memberOrigin`. */
export function memberSlot(p: Program, owner: ClassId, name: string): number {
  reserve(p.memberAt, owner)
  const map = (p.memberAt[owner] ??= new Map())
  let slot = map.get(name)
  if (slot === undefined) {
    slot = addSlot(p.memberSlots)
    p.memberClass[slot] = owner
    p.memberName[slot] = name
    p.memberOrigin[slot] = 0
    map.set(name, slot)
  }
  return slot
}

/** Type of an attribute as its class declares it, before binding; MISSING if there is none. */
export const rawMember = (p: Program, slot: number): TypeId => p.engine.ask(p.memberSlots, slot)

/** Method resolution order of a class, itself first. */
export function orderOf(p: Program, of: ClassId): Order {
  return p.orders[p.engine.ask(p.orderSlots, of)] ?? { ancestors: [{ of, args: [] }], external: null, unknownBase: true }
}

/** Bits of `Trait`. */
export function traitsOf(p: Program, of: FunctionId): number {
  const encoded = p.engine.ask(p.traitSlots, of)
  return encoded < TRAIT_UNIT ? 0 : encoded / TRAIT_UNIT - 1
}

export const encodeTraits = (bits: number): number => (bits + 1) * TRAIT_UNIT

/** Declared or inferred result of calling a function, in terms of its type variables. */
export const returnType = (p: Program, of: FunctionId): TypeId => p.engine.ask(p.returnSlots, of)

/** Type parameters of a class, as an interned tuple. */
export function parametersOf(p: Program, of: ClassId): readonly TypeId[] {
  return p.types.args(p.engine.ask(p.parameterSlots, of))
}

export const unitOfFunction = (p: Program, of: FunctionId): Unit => p.units[p.functions[of].file]
export const unitOfClass = (p: Program, of: ClassId): Unit => p.units[p.classes[of].file]

/** Dotted path of a function, class or stubless name; '' for anything else. Receivers do not matter. */
export function qualifiedName(p: Program, type: TypeId): string {
  switch (p.types.kind(type)) {
    case Kind.Function:
      return p.functions[p.types.of(type)].qualifiedName
    case Kind.Class:
      return p.classes[p.types.of(type)].qualifiedName
    case Kind.Instance:
      return p.classes[p.types.of(type)].qualifiedName
    case Kind.External:
      return p.types.text(type)
    case Kind.Special:
      return `typing.${p.types.text(type)}`
    default:
      return ''
  }
}

/** Enters a file's functions and classes into the tables. */
export function registerScopes(p: Program, unit: Unit): void {
  const { count, flags, name, parent } = unit.summary.scopes
  const paths: string[] = [unit.module]
  for (let scope: Scope = 1; scope < count; scope++) {
    const flag = flags[scope]
    const kind: ScopeKind = flag & ScopeFlag.Kind
    const own = kind === ScopeKind.Lambda ? '<lambda>' : (unit.strings[name[scope]] ?? '')
    const outer = parent[scope]
    const qualified = `${paths[outer]}.${own}`
    paths[scope] = qualified
    if (kind === ScopeKind.Class) {
      unit.scopeIds[scope] = p.classes.length
      p.classes.push({ id: p.classes.length, file: unit.id, scope, name: own, qualifiedName: qualified })
      addSlot(p.orderSlots)
      addSlot(p.parameterSlots)
      continue
    }
    const inClass = outer > 0 && (flags[outer] & ScopeFlag.Kind) === ScopeKind.Class
    unit.scopeIds[scope] = p.functions.length
    p.functions.push({
      id: p.functions.length,
      file: unit.id,
      scope,
      name: own,
      qualifiedName: qualified,
      owner: inClass ? unit.scopeIds[outer] : null,
      async: (flag & ScopeFlag.Async) !== 0,
      generator: (flag & ScopeFlag.Generator) !== 0,
      lambda: kind === ScopeKind.Lambda,
    })
    addSlot(p.traitSlots)
    addSlot(p.returnSlots)
  }
}

/** Decorator values of a scope's definition, outermost first. */
export function decoratorsOf(unit: Unit, scope: Scope): Int32Array {
  const at = unit.summary.scopes.definedBy[scope]
  if (at < 0 || unit.op[at] === Op.Lambda || unit.b[at] < 0) return unit.lists.subarray(0, 0)
  const cell = unit.b[at]
  return unit.lists.subarray(cell + 1, cell + 1 + unit.lists[cell])
}

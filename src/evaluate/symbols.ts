/** What a name means: bindings of a scope, star imports, submodules, builtins, the special forms of `typing`. */
import { BindFlag, BindKind, ImportFlag, Op, type Scope, ScopeFlag, ScopeKind, type Value } from '../model/summary.ts'
import { plainAnnotation } from './annotations.ts'
import { libraryClass } from './classes.ts'
import { functionOfBind, Trait } from './functions.ts'
import { isLive, survivors } from './liveness.ts'
import { type Program, symbolType, traitsOf, typeOf } from './program.ts'
import { isUnknown, Kind, MISSING, NEVER, type TypeId, UNKNOWN_LIBRARY, UNKNOWN_NAME, DYNAMIC } from './types.ts'
import { annotationOf, bindingOf, bindingsOf, definitionOf, listOf, STAR, type Unit } from './unit.ts'

const FORMS = new Set([
  'Any',
  'Optional',
  'Union',
  'Annotated',
  'Literal',
  'Callable',
  'Type',
  'ClassVar',
  'Final',
  'Generic',
  'Protocol',
  'Self',
  'NoReturn',
  'Never',
  'Tuple',
  'TypeVar',
  'ParamSpec',
  'TypeVarTuple',
  'NewType',
  'Concatenate',
  'TypeAlias',
  'Required',
  'NotRequired',
  'ReadOnly',
  'Unpack',
  'LiteralString',
  'TypeGuard',
  'TypeIs',
  'TypedDict',
  'cast',
  'assert_type',
])
const FORM_MODULES = new Set(['typing', 'typing_extensions'])

/** Names of `typing` that stand for a class elsewhere. */
const ALIASES = new Map<string, readonly [module: string, name: string]>([
  ['List', ['builtins', 'list']],
  ['Dict', ['builtins', 'dict']],
  ['Set', ['builtins', 'set']],
  ['FrozenSet', ['builtins', 'frozenset']],
  ['Text', ['builtins', 'str']],
  ['DefaultDict', ['collections', 'defaultdict']],
  ['OrderedDict', ['collections', 'OrderedDict']],
  ['Counter', ['collections', 'Counter']],
  ['ChainMap', ['collections', 'ChainMap']],
  ['Deque', ['collections', 'deque']],
])

/** A special form of `typing`, or the class that one of its names stands for; MISSING for everything else. */
export function formType(p: Program, module: string, name: string): TypeId {
  if (!FORM_MODULES.has(module)) return MISSING
  if (FORMS.has(name)) return p.types.make(Kind.Special, 0, 0, [], name)
  const alias = ALIASES.get(name)
  const of = alias === undefined ? -1 : libraryClass(p, alias[0], alias[1])
  return of < 0 ? MISSING : p.types.make(Kind.Class, of)
}

/** Type of a module's name, before MISSING becomes an unknown. */
export function computeSymbol(p: Program, unit: Unit, name: string): TypeId {
  if (unit.origin === 'library') {
    const form = formType(p, unit.module, name)
    if (form !== MISSING) return form
  }
  const bindings = bindingsOf(unit, 0)
  const cell = bindings.get(name)
  if (cell !== undefined) {
    const type = boundType(p, unit, 0, cell)
    if (type !== MISSING) return type
  }
  const stars = bindings.get(STAR)
  if (stars !== undefined) {
    const imports = listOf(unit, stars)
    for (let i = imports.length - 1; i >= 0; i--) {
      const target = p.modules.find(unit.strings[unit.a[imports[i]]], unit)
      if (target !== null && target !== unit && exports(target, name)) {
        const type = symbolType(p, target, name)
        if (type !== MISSING && type !== NEVER) return type
      }
    }
  }
  if (unit.isPackage) {
    const submodule = unit.origin === 'library' ? p.modules.library(`${unit.module}.${name}`) : p.modules.find(`.${name}`, unit)
    if (submodule !== null && submodule !== unit) return p.types.make(Kind.Module, submodule.id)
  }
  return MISSING
}

/** Why a module seems not to have a name: it makes names up, or imports all of a module that is not there. */
export function missingName(p: Program, unit: Unit, isAttribute: boolean): TypeId {
  const bindings = bindingsOf(unit, 0)
  if (isAttribute && bindings.has('__getattr__')) return DYNAMIC
  const stars = listOf(unit, bindings.get(STAR) ?? -1)
  return stars.some((star) => p.modules.find(unit.strings[unit.a[star]], unit) === null) ? UNKNOWN_LIBRARY : UNKNOWN_NAME
}

const exported = new WeakMap<Unit, ReadonlySet<string> | 'public'>()

/** Whether `from unit import *` binds a name. */
function exports(unit: Unit, name: string): boolean {
  let names = exported.get(unit)
  if (names === undefined) exported.set(unit, (names = readAll(unit)))
  return names === 'public' ? !name.startsWith('_') : names.has(name)
}

function readAll(unit: Unit): ReadonlySet<string> | 'public' {
  const cell = bindingsOf(unit, 0).get('__all__')
  if (cell === undefined) return 'public'
  const names = new Set<string>()
  const pending: Value[] = []
  for (const bind of listOf(unit, cell)) pending.push(unit.b[bind])
  for (let steps = 0; pending.length > 0; steps++) {
    const value = definitionOf(unit, pending.pop()!)
    if (value < 0 || steps > 10_000) return 'public'
    const op: Op = unit.op[value]
    if (op === Op.List || op === Op.Tuple || op === Op.Set) pending.push(...listOf(unit, unit.b[value]))
    else if (op === Op.Binary) pending.push(unit.a[value], unit.b[value])
    // The earlier value of an augmented `__all__` is a binding of its own.
    else if (op === Op.Augment) pending.push(unit.b[value])
    else if (op === Op.Text) names.add(unit.strings[unit.a[value]])
    else return 'public'
  }
  return names
}

/** Type of a name by its list of bindings in a scope; MISSING if none can run. Most names have one. */
export function boundType(p: Program, unit: Unit, scope: Scope, cell: number): TypeId {
  if (unit.lists[cell] !== 1) return joinBindings(p, unit, scope, listOf(unit, cell))
  const bind = unit.lists[cell + 1]
  if (!isLive(unit, bind)) return MISSING
  const declared = declaredType(p, unit, bind)
  return declared !== MISSING && !isUnknown(declared) ? declared : typeOf(p, unit, bind)
}

/** Join over the definitions of a name in a scope. A written annotation wins. */
function joinBindings(p: Program, unit: Unit, scope: Scope, binds: Int32Array): TypeId {
  const { region, flags } = unit.summary.scopes
  const body = region[scope]
  const isOuter = (bind: Value): boolean => unit.op[bind] === Op.Bind && (unit.aux[bind] & BindFlag.Outer) !== 0
  // A name of an enclosing function is read while its function may still be running: nothing replaces anything.
  const settled = (flags[scope] & ScopeFlag.Kind) === ScopeKind.Module || (flags[scope] & ScopeFlag.Kind) === ScopeKind.Class
  const named = binds.length > 1 ? functionsOnce(p, unit, binds) : binds
  const live = survivors(unit, named, settled ? body : -1, isOuter)
  if (live.length === 0) return MISSING
  for (let i = live.length - 1; i >= 0; i--) {
    const declared = declaredType(p, unit, live[i])
    if (declared !== MISSING && !isUnknown(declared)) return declared
  }
  if (live.length === 1) return typeOf(p, unit, live[0])
  const kept = importsFirst(p, unit, live)
  let joined = NEVER
  for (const bind of kept) joined = p.types.join(joined, typeOf(p, unit, bind))
  return joined
}

/** Type of a Bind's or SetAttr's annotation; MISSING if it has none that names a type. */
export function declaredType(p: Program, unit: Unit, bind: Value): TypeId {
  if ((unit.aux[bind] & BindFlag.Annotated) === 0) return MISSING
  if (unit.op[bind] !== Op.Bind && unit.op[bind] !== Op.SetAttr) return MISSING
  const annotation = annotationOf(unit, bind)
  if (annotation < 0 || isBareForm(p, unit, annotation)) return MISSING
  return plainAnnotation(p, unit, annotation)
}

/** `Final`, `ClassVar` and `TypeAlias` alone say nothing of the type. */
function isBareForm(p: Program, unit: Unit, annotation: Value): boolean {
  const op: Op = unit.op[annotation]
  if (op !== Op.Free && op !== Op.Load && op !== Op.Attr) return false
  const type = typeOf(p, unit, annotation)
  if (p.types.kind(type) !== Kind.Special) return false
  const name = p.types.text(type)
  return name === 'Final' || name === 'ClassVar' || name === 'TypeAlias'
}

/** Leaves of overloads and property accessors the one that stands for all. */
function functionsOnce(p: Program, unit: Unit, binds: Int32Array): ArrayLike<Value> {
  const last = binds.at(-1)!
  return binds.filter((bind) => {
    const id = functionOfBind(unit, bind)
    if (id < 0) return true
    const traits = traitsOf(p, id)
    return (traits & Trait.Accessor) === 0 && ((traits & Trait.Overload) === 0 || bind === last)
  })
}

/** `try: import a` with a fallback in `except ImportError` keeps a. */
function importsFirst(p: Program, unit: Unit, binds: readonly Value[]): readonly Value[] {
  const guarded = binds.filter((bind) => {
    const value = unit.op[bind] === Op.Bind && (unit.aux[bind] & BindFlag.Kind) === BindKind.Import ? unit.b[bind] : -1
    return value >= 0 && (unit.aux[value] & ImportFlag.Guarded) !== 0 && !isUnknown(typeOf(p, unit, bind))
  })
  return guarded.length === 0 ? binds : guarded.slice(0, 1)
}

/** Type of a name read in a scope that does not bind it there. */
export function freeName(p: Program, unit: Unit, str: number, from: Scope, signature: boolean): TypeId {
  const { scopes } = unit.summary
  for (let scope = from; scope > 0; scope = scopes.parent[scope]!) {
    const isClass = (scopes.flags[scope] & ScopeFlag.Kind) === ScopeKind.Class
    if (scopes.typeParams[scope] >= 0)
      for (const bind of listOf(unit, scopes.typeParams[scope])) if (unit.a[bind] === str) return typeOf(p, unit, bind)
    if (scope === from && signature) continue
    // A class body's names are not seen from the functions in it, only from their signatures.
    if (isClass && scope !== from && !(signature && scope === scopes.parent[from])) continue
    const cell = bindingOf(unit, scope, str)
    if (cell >= 0) {
      const type = boundType(p, unit, scope, cell)
      if (type !== MISSING) return type
    }
  }
  const name = unit.strings[str]
  const type = symbolType(p, unit, name)
  if (type !== MISSING) return type
  const known = builtin(p, name)
  return known === UNKNOWN_NAME ? missingName(p, unit, false) : known
}

/** A name of the builtins; stubless when the library has no builtins at all. */
export function builtin(p: Program, name: string): TypeId {
  const unit = p.modules.library('builtins')
  if (unit === null) return p.types.make(Kind.External, 0, 0, [], `builtins.${name}`)
  const type = symbolType(p, unit, name)
  return type === MISSING ? UNKNOWN_NAME : type
}

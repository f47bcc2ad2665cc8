/** Types as they are written: names, generics, the forms of `typing`, quoted annotations, aliases. */
import { BinaryOp, ConstKind, Op, type Value } from '../model/summary.ts'
import type { ClassId } from '../model/type.ts'
import { keysOf, libraryClass } from './classes.ts'
import { dependencyType } from './dependencies.ts'
import { selfVariable } from './functions.ts'
import { classOfInstance, instanceOfClass, substitute } from './generics.ts'
import { annotationType, type Program, symbolType, typeOf } from './program.ts'
import { BROKEN, DYNAMIC, isUnknown, Kind, MISSING, NEVER, NONE, type TypeId, UNKNOWN_NAME, UNSUPPORTED } from './types.ts'
import { annotationOf, type Unit } from './unit.ts'

/** Library classes with a kind of their own, and which argument they carry. */
const KINDS = new Map<string, readonly [Kind, number]>([
  ['typing.Coroutine', [Kind.Coroutine, 2]],
  ['types.CoroutineType', [Kind.Coroutine, 2]],
  ['_asyncio.Task', [Kind.Task, 0]],
  ['asyncio.tasks.Task', [Kind.Task, 0]],
  ['_asyncio.Future', [Kind.Future, 0]],
  ['asyncio.futures.Future', [Kind.Future, 0]],
  ['typing.Iterator', [Kind.Iterator, 0]],
  ['typing.AsyncIterator', [Kind.AsyncIterator, 0]],
  ['typing.ContextManager', [Kind.Context, 0]],
  ['typing.AsyncContextManager', [Kind.AsyncContext, 0]],
  ['contextlib.AbstractContextManager', [Kind.Context, 0]],
  ['contextlib._GeneratorContextManager', [Kind.Context, 0]],
  ['contextlib.AbstractAsyncContextManager', [Kind.AsyncContext, 0]],
  ['contextlib._AsyncGeneratorContextManager', [Kind.AsyncContext, 0]],
])

/** An instance of a class; coroutines, tasks, iterators and contexts get their own kind. */
export function instanceOf(p: Program, of: ClassId, args: readonly TypeId[]): TypeId {
  const special = KINDS.get(p.classes[of].qualifiedName)
  if (special === undefined || p.units[p.classes[of].file].origin !== 'library') return p.types.instance(of, args)
  return p.types.make(special[0], args[special[1]] ?? UNSUPPORTED)
}

/** An instance of a builtin class. */
export function builtinInstance(p: Program, name: string, args: readonly TypeId[] = []): TypeId {
  const of = libraryClass(p, 'builtins', name)
  if (of >= 0) return p.types.instance(of, args)
  return p.types.make(Kind.External, 0, 0, [], `builtins.${name}()`)
}

/** What an annotation stands for, literals widened to their class. */
export function plainAnnotation(p: Program, unit: Unit, value: Value): TypeId {
  return widen(p, annotationType(p, unit, value))
}

export function widen(p: Program, type: TypeId): TypeId {
  const kind = p.types.kind(type)
  if (kind === Kind.Literal) return p.types.of(type)
  if (kind !== Kind.OneOf || !p.types.args(type).some((member) => p.types.kind(member) === Kind.Literal)) return type
  const union = p.types.union(p.types.args(type).map((member) => widen(p, member)))
  return p.types.extra(type) === 1 ? p.types.maybeNone(union) : union
}

export function computeAnnotation(p: Program, slot: number): TypeId {
  const unit = p.slotUnit[slot]
  const value = p.slotValue[slot]
  switch (unit.op[value] as Op) {
    case Op.Const:
      return unit.a[value] === ConstKind.None ? NONE : UNSUPPORTED
    case Op.Text: {
      const parsed = annotationOf(unit, value)
      return parsed < 0 ? namedInText(p, unit, value) : annotationType(p, unit, parsed)
    }
    case Op.Index:
      return subscripted(p, unit, value)
    case Op.Binary:
      return unit.aux[value] === BinaryOp.Or ? union(p, unit, [unit.a[value], unit.b[value]]) : UNSUPPORTED
    case Op.Broken:
      return BROKEN
    case Op.Load:
    case Op.Free:
    case Op.Attr:
    case Op.Call:
      return fromValue(p, typeOf(p, unit, value))
    default:
      return UNSUPPORTED
  }
}

/** A type named in a text that stands where values stand: `TypeVar('T', bound='Base')`. */
function namedInText(p: Program, unit: Unit, value: Value): TypeId {
  if (unit.b[value] !== 0) return UNSUPPORTED
  const type = symbolType(p, unit, unit.strings[unit.a[value]])
  return type === MISSING ? UNKNOWN_NAME : fromValue(p, type)
}

/** The type that a value means where an annotation is read. */
function fromValue(p: Program, type: TypeId): TypeId {
  const { types } = p
  switch (types.kind(type)) {
    case Kind.Class:
      return bareClass(p, type)
    case Kind.None:
      return NONE
    case Kind.Alias:
      return types.of(type)
    case Kind.Variable:
      return type
    case Kind.External:
      return types.make(Kind.External, 0, 0, [], `${types.text(type)}()`)
    case Kind.Special:
      return bareForm(p, types.text(type))
    case Kind.Never:
    case Kind.Unknown:
      return type
    default:
      return UNSUPPORTED
  }
}

function bareClass(p: Program, type: TypeId): TypeId {
  return instanceOf(p, p.types.of(type), p.types.args(type))
}

function bareForm(p: Program, name: string): TypeId {
  switch (name) {
    case 'Any':
      return DYNAMIC
    case 'Self':
      return selfVariable(p)
    case 'LiteralString':
      return builtinInstance(p, 'str')
    case 'NoReturn':
    case 'Never':
      return NEVER
    case 'Tuple':
      return builtinInstance(p, 'tuple')
    case 'Type':
      return builtinInstance(p, 'type')
    case 'Callable':
      return p.types.make(Kind.Callable, UNSUPPORTED)
    case 'TypeGuard':
    case 'TypeIs':
      return builtinInstance(p, 'bool')
    default:
      return UNSUPPORTED
  }
}

/** A union written with `|` or `Union`; both sides may themselves be quoted or aliases. */
function union(p: Program, unit: Unit, members: ArrayLike<Value>): TypeId {
  return p.types.union(Array.from(members, (member) => annotationType(p, unit, member)))
}

function subscripted(p: Program, unit: Unit, value: Value): TypeId {
  const { types } = p
  const base = typeOf(p, unit, unit.a[value])
  const keys = keysOf(unit, value)
  switch (types.kind(base)) {
    case Kind.Special:
      return formOf(p, unit, types.text(base), keys)
    case Kind.Class:
      return generic(p, unit, types.of(base), keys)
    case Kind.Alias:
      return specialise(
        p,
        types.of(base),
        Array.from(keys, (key) => plainAnnotation(p, unit, key)),
      )
    case Kind.External:
      return types.make(Kind.External, 0, 0, [], `${types.text(base)}()`)
    case Kind.Never:
    case Kind.Unknown:
      return base
    default:
      return UNSUPPORTED
  }
}

/** `Alias[X]`: the alias's variables in order of appearance. */
function specialise(p: Program, type: TypeId, args: readonly TypeId[]): TypeId {
  const variables: TypeId[] = []
  const collect = (inner: TypeId): void => {
    if (!p.types.open(inner)) return
    const kind = p.types.kind(inner)
    if (kind === Kind.Variable) {
      if (!variables.includes(inner)) variables.push(inner)
      return
    }
    if (kind === Kind.TypeOf || (kind >= Kind.Partial && kind <= Kind.AsyncContext) || kind === Kind.Callable) collect(p.types.of(inner))
    for (const arg of p.types.args(inner)) collect(arg)
  }
  collect(type)
  return substitute(p, type, { variables, values: variables.map((_, i) => args[i] ?? UNSUPPORTED) })
}

function generic(p: Program, unit: Unit, of: ClassId, keys: ArrayLike<Value>): TypeId {
  const name = p.classes[of].qualifiedName
  if (name === 'builtins.tuple') return tupleOf(p, unit, keys)
  if (name === 'builtins.type') return keys.length === 1 ? classOfInstance(p, plainAnnotation(p, unit, keys[0])) : UNSUPPORTED
  if (name === 'typing.Callable' || name === 'collections.abc.Callable') return callable(p, unit, keys)
  return instanceOf(
    p,
    of,
    Array.from(keys, (key) => plainAnnotation(p, unit, key)),
  )
}

function callable(p: Program, unit: Unit, keys: ArrayLike<Value>): TypeId {
  return p.types.make(Kind.Callable, keys.length === 2 ? plainAnnotation(p, unit, keys[1]) : UNSUPPORTED)
}

function tupleOf(p: Program, unit: Unit, keys: ArrayLike<Value>): TypeId {
  const isRest = (key: Value): boolean => unit.op[key] === Op.Const && unit.a[key] === ConstKind.Ellipsis
  if (keys.length === 2 && isRest(keys[1])) return builtinInstance(p, 'tuple', [plainAnnotation(p, unit, keys[0])])
  const items = Array.from(keys)
  if (items.some((key) => unit.op[key] === Op.Star || isRest(key))) return builtinInstance(p, 'tuple')
  return p.types.make(
    Kind.Tuple,
    0,
    0,
    items.map((key) => plainAnnotation(p, unit, key)),
  )
}

function formOf(p: Program, unit: Unit, name: string, keys: ArrayLike<Value>): TypeId {
  const first = keys[0]
  if (first === undefined) return UNSUPPORTED
  switch (name) {
    case 'Optional':
      return p.types.union([annotationType(p, unit, first), NONE])
    case 'Union':
      return union(p, unit, keys)
    case 'Annotated':
      return annotated(p, unit, keys)
    case 'Literal':
      return literal(p, unit, keys)
    case 'Type':
      return classOfInstance(p, plainAnnotation(p, unit, first))
    case 'ClassVar':
    case 'Final':
    case 'Required':
    case 'NotRequired':
    case 'ReadOnly':
      return annotationType(p, unit, first)
    case 'Callable':
      return callable(p, unit, keys)
    case 'Tuple':
      return tupleOf(p, unit, keys)
    case 'TypeGuard':
    case 'TypeIs':
      return builtinInstance(p, 'bool')
    default:
      return UNSUPPORTED
  }
}

/** `Annotated[T, …]` is T; where T says nothing, a `Depends(f)` among the metadata does. */
function annotated(p: Program, unit: Unit, keys: ArrayLike<Value>): TypeId {
  const type = annotationType(p, unit, keys[0])
  if (!isUnknown(type)) return type
  for (let i = 1; i < keys.length; i++) {
    const provided = dependencyType(p, unit, keys[i])
    if (provided !== NEVER && !isUnknown(provided)) return provided
  }
  return type
}

/** Separates the constants of a literal type. */
export const LITERAL_SEPARATOR = '\u0000'

function literal(p: Program, unit: Unit, keys: ArrayLike<Value>): TypeId {
  const byClass = new Map<TypeId, string[]>()
  const members: TypeId[] = []
  const add = (of: TypeId, key: string): void => {
    const list = byClass.get(of)
    if (list === undefined) byClass.set(of, [key])
    else list.push(key)
  }
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]
    const a = unit.a[key]
    switch (unit.op[key] as Op) {
      case Op.Text:
        if (unit.b[key] === 0) add(builtinInstance(p, 'str'), `s:${unit.strings[a]}`)
        else add(builtinInstance(p, 'bytes'), 'b')
        break
      case Op.Const:
        if (a === ConstKind.None) members.push(NONE)
        else if (a === ConstKind.Int) add(builtinInstance(p, 'int'), `n:${Number(unit.strings[unit.b[key]])}`)
        else add(builtinInstance(p, 'bool'), a === ConstKind.True ? 't' : 'f')
        break
      case Op.Unary:
        add(builtinInstance(p, 'int'), '-')
        break
      case Op.Attr: {
        const type = typeOf(p, unit, key)
        members.push(type)
        break
      }
      default: {
        const type = annotationType(p, unit, key)
        members.push(type)
      }
    }
  }
  for (const [of, list] of byClass) members.push(p.types.make(Kind.Literal, of, 0, [], list.join(LITERAL_SEPARATOR)))
  return p.types.union(members)
}

/** Type of a value that is an annotation in disguise: `X = Optional[A]`, `X = A | B`. */
export function aliasOf(p: Program, unit: Unit, value: Value): TypeId {
  const type = annotationType(p, unit, value)
  return isUnknown(type) && type === UNKNOWN_NAME ? type : p.types.make(Kind.Alias, type)
}

/** An instance of what a class object describes, special kinds included. */
export function instantiate(p: Program, type: TypeId): TypeId {
  return p.types.kind(type) === Kind.Class ? instanceOf(p, p.types.of(type), p.types.args(type)) : instanceOfClass(p, type)
}

/** Interned types. Inside the evaluator a type is a small number; `publish` turns it into the model's object. */
import type { Type, Why } from '../model/type.ts'
import { reserve } from './table.ts'

export type TypeId = number

export const enum Kind {
  /** A name that is not there; never leaves the evaluator. */
  Missing,
  Never,
  Unknown,
  None,
  Module,
  /** A package directory without `__init__.py`. text: dotted name, of: the importing file. */
  Namespace,
  Class,
  /** `type[T]` of a type variable. of: the variable. */
  TypeOf,
  Instance,
  /** of: function, extra: type of the receiver or 0. */
  Function,
  /** of: the callable's type, extra: number of bound positional arguments. */
  Partial,
  Coroutine,
  Task,
  Future,
  Iterator,
  AsyncIterator,
  Context,
  AsyncContext,
  Tuple,
  OneOf,
  External,
  /** text: name, of and extra: file and value that define it. */
  Variable,
  /** A special form of `typing`. text: its name. */
  Special,
  /** A type written as a value (`X = Optional[A]`). of: the type it stands for. */
  Alias,
  /** `Callable[..., R]`. of: R. */
  Callable,
  /** `Literal[...]`. of: the literal's class instance, text: the allowed constants. */
  Literal,
  /** What `super()` returns. of: class after which the search starts, extra: the receiver. */
  Super,
}

/** Reasons in the order in which they win when two unknowns meet; `disagree` last keeps joins associative. */
const reasons: readonly Why[] = [
  'untyped-parameter',
  'budget',
  'broken-syntax',
  'unknown-library',
  'unknown-name',
  'unknown-member',
  'dynamic-attribute',
  'unsupported',
  'disagree',
]

export const NEVER: TypeId = 1
export const NONE: TypeId = 2
export const MISSING: TypeId = 3
const FIRST_UNKNOWN = 4
export const unknown = (why: Why): TypeId => FIRST_UNKNOWN + reasons.indexOf(why)
export const UNTYPED: TypeId = FIRST_UNKNOWN
export const UNSUPPORTED: TypeId = unknown('unsupported')
export const DISAGREE: TypeId = unknown('disagree')
export const BUDGET: TypeId = unknown('budget')
export const DYNAMIC: TypeId = unknown('dynamic-attribute')
export const UNKNOWN_MEMBER: TypeId = unknown('unknown-member')
export const UNKNOWN_NAME: TypeId = unknown('unknown-name')
export const UNKNOWN_LIBRARY: TypeId = unknown('unknown-library')
export const BROKEN: TypeId = unknown('broken-syntax')

export const isUnknown = (type: TypeId): boolean => type >= FIRST_UNKNOWN && type < FIRST_UNKNOWN + reasons.length

const EMPTY: readonly number[] = []
/** A power of two. */
const FIRST_BUCKETS = 1024

function isSame(x: readonly TypeId[], y: readonly TypeId[]): boolean {
  if (x.length !== y.length) return false
  for (let i = 0; i < x.length; i++) if (x[i] !== y[i]) return false
  return true
}

const MAX_MEMBERS = 3

export interface Types {
  kind(type: TypeId): Kind
  of(type: TypeId): number
  /** Receiver of a function, bound count of a partial; 1 on an instance or oneOf that may be None. */
  extra(type: TypeId): number
  args(type: TypeId): readonly TypeId[]
  text(type: TypeId): string
  why(type: TypeId): Why
  /** Mentions a type variable. */
  open(type: TypeId): boolean
  /** Mentions an untyped parameter's unknown: may become known in the second round. */
  untyped(type: TypeId): boolean
  readonly count: number
  make(kind: Kind, of: number, extra?: number, args?: readonly TypeId[], text?: string): TypeId
  instance(of: number, args?: readonly TypeId[]): TypeId
  maybeNone(type: TypeId): TypeId
  withoutNone(type: TypeId): TypeId
  /** Two assignments to one name. */
  join(x: TypeId, y: TypeId): TypeId
  /** A written union. */
  union(members: readonly TypeId[]): TypeId
  /** Members of a oneOf, or the type itself. */
  members(type: TypeId): readonly TypeId[]
  publish(type: TypeId): Type
  /** The number behind a published type. */
  intern(type: Type): TypeId
}

export function createTypes(): Types {
  const kinds: Kind[] = []
  const ofs: number[] = []
  const extras: number[] = []
  const argLists: (readonly TypeId[])[] = []
  const texts: string[] = []
  const flags: number[] = []
  /** Types without arguments by kind and `of`. Rows have no holes: 0 is unset. */
  const short: TypeId[][] = Array.from({ length: Kind.Super + 1 }, () => [])
  /** Types with arguments, an `extra`, or a text besides `of`: chains by hash, 0 ends one. */
  let heads = new Int32Array(FIRST_BUCKETS)
  let chained = 0
  const nexts: TypeId[] = []
  const hashes: number[] = []
  /** Types that are nothing but a text, by kind. */
  const named: Map<string, TypeId>[] = Array.from({ length: Kind.Super + 1 }, () => new Map())
  const published: (Type | undefined)[] = []
  const numbers = new Map<Type, TypeId>()

  function push(kind: Kind, of: number, extra: number, args: readonly TypeId[], text: string): TypeId {
    let flag = kind === Kind.Variable ? 1 : 0
    for (const arg of args) flag |= flags[arg]
    if (kind === Kind.Unknown && of === 0) flag |= 2
    if (holdsType(kind)) flag |= flags[of]
    if ((kind === Kind.Function || kind === Kind.Super) && extra > 0) flag |= flags[extra]
    kinds.push(kind)
    ofs.push(of)
    extras.push(extra)
    argLists.push(args)
    texts.push(text)
    flags.push(flag)
    return kinds.length - 1
  }

  push(Kind.Missing, 0, 0, EMPTY, '')
  push(Kind.Never, 0, 0, EMPTY, '')
  push(Kind.None, 0, 0, EMPTY, '')
  push(Kind.Missing, 0, 0, EMPTY, '')
  for (let i = 0; i < reasons.length; i++) push(Kind.Unknown, i, 0, EMPTY, '')

  function plain(kind: Kind, of: number): TypeId {
    const row = short[kind]
    for (let i = row.length; i <= of; i++) row.push(0)
    const known = row[of]
    if (known !== 0) return known
    const made = push(kind, of, 0, EMPTY, '')
    row[of] = made
    return made
  }

  function make(kind: Kind, of: number, extra = 0, args: readonly TypeId[] = EMPTY, text = ''): TypeId {
    if (args.length === 0 && text === '' && extra === 0 && of >= 0) return plain(kind, of)
    if (text !== '' && args.length === 0 && of === 0 && extra === 0) {
      let id = named[kind].get(text)
      if (id === undefined) named[kind].set(text, (id = push(kind, 0, 0, args, text)))
      return id
    }
    return chain(kind, of, extra, args, text)
  }

  function chain(kind: Kind, of: number, extra: number, args: readonly TypeId[], text: string): TypeId {
    let hash = Math.imul(Math.imul(kind + 1, 0x01000193) ^ of, 0x01000193) ^ extra
    for (const arg of args) hash = Math.imul(hash, 0x01000193) ^ arg
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 1
    for (let id = heads[hash & (heads.length - 1)]; id !== 0; id = nexts[id]) {
      if (
        hashes[id] === hash &&
        kinds[id] === kind &&
        ofs[id] === of &&
        extras[id] === extra &&
        texts[id] === text &&
        isSame(argLists[id], args)
      )
        return id
    }
    if (++chained > heads.length) grow()
    const id = push(kind, of, extra, args, text)
    for (let i = nexts.length; i <= id; i++) {
      nexts.push(0)
      hashes.push(-1)
    }
    hashes[id] = hash
    enter(id)
    return id
  }

  function enter(id: TypeId): void {
    const bucket = hashes[id] & (heads.length - 1)
    nexts[id] = heads[bucket]
    heads[bucket] = id
  }

  function grow(): void {
    heads = new Int32Array(heads.length * 2)
    for (let id = 0; id < hashes.length; id++) if (hashes[id] >= 0) enter(id)
  }

  function maybeNone(type: TypeId): TypeId {
    const kind = kinds[type]
    if (kind === Kind.Instance || kind === Kind.OneOf) return make(kind, ofs[type], 1, argLists[type])
    return kind === Kind.Variable ? make(Kind.OneOf, 0, 1, [type]) : type
  }

  function withoutNone(type: TypeId): TypeId {
    const kind = kinds[type]
    if ((kind !== Kind.Instance && kind !== Kind.OneOf) || extras[type] === 0) return type
    if (kind === Kind.OneOf && argLists[type].length === 1) return argLists[type][0]
    return make(kind, ofs[type], 0, argLists[type])
  }

  function joinArgs(x: readonly TypeId[], y: readonly TypeId[]): TypeId[] {
    const out: TypeId[] = []
    for (let i = 0; i < Math.max(x.length, y.length); i++) out.push(i >= x.length ? y[i] : i >= y.length ? x[i] : join(x[i], y[i]))
    return out
  }

  function join(x: TypeId, y: TypeId): TypeId {
    if (x === y || y === NEVER) return x
    if (x === NEVER) return y
    if (isUnknown(x)) return isUnknown(y) ? Math.min(x, y) : x
    if (isUnknown(y)) return y
    if (x === NONE) return maybeNone(y)
    if (y === NONE) return maybeNone(x)
    const kind = kinds[x]
    const none =
      (kind === Kind.Instance || kind === Kind.OneOf ? extras[x] : 0) |
      (kinds[y] === Kind.Instance || kinds[y] === Kind.OneOf ? extras[y] : 0)
    if (none !== 0) {
      const joined = join(withoutNone(x), withoutNone(y))
      return isUnknown(joined) ? joined : maybeNone(joined)
    }
    if (kind !== kinds[y]) return DISAGREE
    if (kind === Kind.Instance && ofs[x] === ofs[y]) return make(kind, ofs[x], 0, joinArgs(argLists[x], argLists[y]))
    if (kind === Kind.Class && ofs[x] === ofs[y]) return make(kind, ofs[x])
    if (kind >= Kind.Coroutine && kind <= Kind.AsyncContext) return make(kind, join(ofs[x], ofs[y]))
    if (kind === Kind.Tuple && argLists[x].length === argLists[y].length) return make(kind, 0, 0, joinArgs(argLists[x], argLists[y]))
    if (kind === Kind.Function && ofs[x] === ofs[y]) return make(kind, ofs[x])
    return DISAGREE
  }

  function union(members: readonly TypeId[]): TypeId {
    let none = 0
    const flat: TypeId[] = []
    for (const member of members) {
      const kind = kinds[member]
      if (member === NONE) none = 1
      else if (kind === Kind.OneOf) {
        none |= extras[member]
        for (const inner of argLists[member]) if (!flat.includes(inner)) flat.push(inner)
      } else if (member !== NEVER) {
        if (kind === Kind.Instance) none |= extras[member]
        const plain = withoutNone(member)
        if (!flat.includes(plain)) flat.push(plain)
      }
    }
    if (flat.length === 0) return none === 1 ? NONE : NEVER
    if (flat.length === 1) return none === 1 ? maybeNone(flat[0]) : flat[0]
    if (flat.includes(DISAGREE)) return DISAGREE
    if (flat.every(isUnknown)) return Math.min(...flat)
    return flat.length > MAX_MEMBERS ? DISAGREE : make(Kind.OneOf, 0, none, flat)
  }

  function build(type: TypeId): Type {
    const kind = kinds[type]
    const of = ofs[type]
    const list = (): Type[] => argLists[type].map(publish)
    switch (kind) {
      case Kind.Never:
        return { is: 'never' }
      case Kind.None:
        return { is: 'none' }
      case Kind.Module:
        return { is: 'module', module: of }
      case Kind.Class:
        return { is: 'class', of, args: list() }
      case Kind.Instance:
        return extras[type] === 1 ? { is: 'instance', of, args: list(), maybeNone: true } : { is: 'instance', of, args: list() }
      case Kind.Function:
        return extras[type] > 0 ? { is: 'function', of, self: publish(extras[type]) } : { is: 'function', of }
      case Kind.Partial:
        return { is: 'partial', of: publish(of), bound: extras[type] }
      case Kind.Coroutine:
        return { is: 'coroutine', of: publish(of) }
      case Kind.Task:
        return { is: 'task', of: publish(of) }
      case Kind.Future:
        return { is: 'future', of: publish(of) }
      case Kind.Iterator:
        return { is: 'iterator', of: publish(of) }
      case Kind.AsyncIterator:
        return { is: 'asyncIterator', of: publish(of) }
      case Kind.Context:
        return { is: 'context', of: publish(of) }
      case Kind.AsyncContext:
        return { is: 'asyncContext', of: publish(of) }
      case Kind.Tuple:
        return { is: 'tuple', items: list() }
      case Kind.OneOf:
        return extras[type] === 1 ? { is: 'oneOf', of: list(), maybeNone: true } : { is: 'oneOf', of: list() }
      case Kind.External:
        return { is: 'external', path: texts[type] }
      case Kind.Namespace:
        return { is: 'external', path: texts[type] }
      case Kind.Special:
        return { is: 'external', path: `typing.${texts[type]}` }
      case Kind.Variable:
        return { is: 'variable', owner: -1, name: texts[type] }
      case Kind.Unknown:
        return { is: 'unknown', why: reasons[of] }
      default:
        return { is: 'unknown', why: kind === Kind.Missing ? 'unknown-name' : 'unsupported' }
    }
  }

  function publish(type: TypeId): Type {
    reserve(published, type)
    const known = published[type]
    if (known !== undefined) return known
    const kind = kinds[type]
    // Kinds the model does not know share one object per meaning, so that equal types stay the same object.
    if (kind === Kind.Literal) return (published[type] = publish(ofs[type]))
    if (kind === Kind.Missing) return (published[type] = publish(UNKNOWN_NAME))
    if (kind === Kind.OneOf && argLists[type].length === 1) return (published[type] = publish(argLists[type][0]))
    if (kind === Kind.Super || kind === Kind.Alias || kind === Kind.Callable || kind === Kind.TypeOf)
      return (published[type] = publish(UNSUPPORTED))
    const made = build(type)
    published[type] = made
    numbers.set(made, type)
    return made
  }

  return {
    kind: (type) => kinds[type],
    of: (type) => ofs[type],
    extra: (type) => extras[type],
    args: (type) => argLists[type],
    text: (type) => texts[type],
    why: (type) => (kinds[type] === Kind.Unknown ? reasons[ofs[type]] : kinds[type] === Kind.Missing ? 'unknown-name' : 'unsupported'),
    open: (type) => (flags[type] & 1) !== 0,
    untyped: (type) => (flags[type] & 2) !== 0,
    get count() {
      return kinds.length
    },
    make,
    instance: (of, args = EMPTY) => make(Kind.Instance, of, 0, args),
    maybeNone,
    withoutNone,
    join,
    union,
    members: (type) => (kinds[type] === Kind.OneOf ? argLists[type] : [type]),
    publish,
    intern: (type) => numbers.get(type) ?? UNSUPPORTED,
  }
}

/** Kinds whose `of` is a type. */
export const holdsType = (kind: Kind): boolean =>
  kind === Kind.TypeOf ||
  kind === Kind.Partial ||
  kind === Kind.Alias ||
  kind === Kind.Callable ||
  kind === Kind.Literal ||
  (kind >= Kind.Coroutine && kind <= Kind.AsyncContext)

/** What `await`, `for`, `with` and unpacking make of a type. */
import { builtinInstance } from './annotations.ts'
import { derivesFrom } from './classes.ts'
import { callMethod } from './members.ts'
import type { Program } from './program.ts'
import { isUnknown, Kind, NEVER, type TypeId, UNKNOWN_MEMBER, UNSUPPORTED } from './types.ts'

/** Applies to each member of a oneOf. */
function each(p: Program, type: TypeId, apply: (member: TypeId) => TypeId): TypeId {
  return p.types.union(p.types.args(type).map(apply))
}

export function awaited(p: Program, type: TypeId): TypeId {
  const { types } = p
  switch (types.kind(type)) {
    case Kind.Coroutine:
    case Kind.Task:
    case Kind.Future:
    // Clients hand out requests that can be awaited or entered, to the same effect.
    case Kind.AsyncContext:
      return types.of(type)
    case Kind.OneOf:
      return each(p, type, (member) => awaited(p, member))
    // What a library without a stub hands out is taken to stay itself.
    case Kind.External:
      return type
    case Kind.Unknown:
    case Kind.Never:
      return type
    case Kind.Instance: {
      const iterator = callMethod(p, type, '__await__')
      if (types.kind(iterator) === Kind.Instance) return types.args(iterator)[2] ?? UNSUPPORTED
      return isUnknown(iterator) ? iterator : UNSUPPORTED
    }
    default:
      return UNSUPPORTED
  }
}

/** Element of one turn of `for`, or `async for`. */
export function iterated(p: Program, type: TypeId, isAsync: boolean): TypeId {
  const { types } = p
  switch (types.kind(type)) {
    case Kind.Iterator:
      return isAsync ? UNSUPPORTED : types.of(type)
    case Kind.AsyncIterator:
      return isAsync ? types.of(type) : UNSUPPORTED
    case Kind.Tuple: {
      let item = NEVER
      for (const arg of types.args(type)) item = types.join(item, arg)
      return item
    }
    case Kind.OneOf:
      return each(p, type, (member) => iterated(p, member, isAsync))
    case Kind.External:
      return types.make(Kind.External, 0, 0, [], `${types.text(type)}[]`)
    case Kind.Unknown:
    case Kind.Never:
      return type
    case Kind.Class:
      return derivesFrom(p, types.of(type), 'enum.Enum') ? types.instance(types.of(type)) : UNSUPPORTED
    case Kind.Instance: {
      const iterator = callMethod(p, type, isAsync ? '__aiter__' : '__iter__')
      if (isUnknown(iterator) || iterator === NEVER) return iterator
      const kind = types.kind(iterator)
      if (kind === Kind.Iterator || kind === Kind.AsyncIterator) return types.of(iterator)
      const next = callMethod(p, iterator, isAsync ? '__anext__' : '__next__')
      return isAsync ? awaited(p, next) : next
    }
    default:
      return UNSUPPORTED
  }
}

/** What `with` binds. */
export function entered(p: Program, type: TypeId, isAsync: boolean): TypeId {
  const { types } = p
  const kind = types.kind(type)
  switch (kind) {
    case Kind.Context:
      return isAsync ? UNKNOWN_MEMBER : types.of(type)
    case Kind.AsyncContext:
      return isAsync ? types.of(type) : UNKNOWN_MEMBER
    case Kind.OneOf:
      return each(p, type, (member) => entered(p, member, isAsync))
    case Kind.External:
    case Kind.Unknown:
    case Kind.Never:
      return type
    case Kind.Instance: {
      const result = callMethod(p, type, isAsync ? '__aenter__' : '__enter__')
      return isAsync ? awaited(p, result) : result
    }
    default:
      return UNSUPPORTED
  }
}

/** The starred rest when a sequence is taken apart. */
export const REST = 32767

export function unpacked(p: Program, type: TypeId, position: number): TypeId {
  const { types } = p
  if (types.kind(type) === Kind.Tuple && position !== REST) {
    const items = types.args(type)
    return items[position < 0 ? items.length + position : position] ?? UNSUPPORTED
  }
  const item = iterated(p, type, false)
  return position === REST ? builtinInstance(p, 'list', item === NEVER ? [] : [item]) : item
}

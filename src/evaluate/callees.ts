/** What a callable type calls. */
import type { Callee, CallTarget } from '../model/project.ts'
import type { ClassId, FunctionId } from '../model/type.ts'
import { isProtocol } from './arguments.ts'
import { initializerOf } from './calls.ts'
import { Trait } from './functions.ts'
import { methodBehind } from './members.ts'
import { orderOf, type Program, traitsOf } from './program.ts'
import { reserve } from './table.ts'
import { Kind, type TypeId } from './types.ts'

/** Concrete classes behind one abstract method that are worth naming. */
const MAX_IMPLEMENTATIONS = 3

/** Targets of calling a value of that type; one object per type. */
export function createCallees(p: Program): (type: TypeId) => Callee {
  const known: (Callee | undefined)[] = []
  return (type) => {
    reserve(known, type)
    return (known[type] ??= calleeOf(p, type))
  }
}

function calleeOf(p: Program, type: TypeId): Callee {
  const { types } = p
  switch (types.kind(type)) {
    case Kind.Function:
      return { targets: implementations(p, types.of(type), types.extra(type)) }
    case Kind.Class: {
      const initializer = initializerOf(p, types.of(type))
      return { targets: [{ is: 'construct', class: types.of(type), initializer: initializer < 0 ? null : initializer }] }
    }
    case Kind.Instance: {
      const method = methodBehind(p, type, '__call__')
      if (method >= 0) return { targets: implementations(p, method, types.withoutNone(type)) }
      return { targets: [], why: orderOf(p, types.of(type)).unknownBase ? 'unknown-library' : 'unknown-member' }
    }
    case Kind.Partial:
      return calleeOf(p, types.of(type))
    case Kind.External:
      return { targets: [{ is: 'external', path: types.text(type) }] }
    case Kind.Special:
      return { targets: [{ is: 'external', path: `typing.${types.text(type)}` }] }
    case Kind.OneOf:
      return ofSeveral(p, types.args(type))
    case Kind.Unknown:
    case Kind.Missing:
      return { targets: [], why: types.why(type) }
    default:
      return { targets: [], why: 'unsupported' }
  }
}

function ofSeveral(p: Program, members: readonly TypeId[]): Callee {
  const targets: CallTarget[] = []
  let why: Callee['why']
  for (const member of members) {
    const one = calleeOf(p, member)
    if (one.targets.length === 0) why ??= one.why ?? 'unsupported'
    for (const target of one.targets) if (!targets.some((known) => isEqual(known, target))) targets.push(target)
  }
  return why === undefined ? { targets } : { targets, why }
}

function isEqual(x: CallTarget, y: CallTarget): boolean {
  if (x.is === 'function') return y.is === 'function' && x.function === y.function
  if (x.is === 'construct') return y.is === 'construct' && x.class === y.class
  return y.is === 'external' && x.path === y.path
}

/** The function itself, or what project subclasses put in the place of an abstract method. */
function implementations(p: Program, of: FunctionId, receiver: TypeId): CallTarget[] {
  const target = (id: FunctionId): CallTarget =>
    receiver > 0 ? { is: 'function', function: id, self: p.types.publish(receiver) } : { is: 'function', function: id }
  const owner = p.functions[of].owner
  if (owner === null || receiver <= 0 || !isAbstract(p, of, owner)) return [target(of)]
  const found: FunctionId[] = []
  const from: ClassId = p.types.kind(receiver) === Kind.Instance || p.types.kind(receiver) === Kind.Class ? p.types.of(receiver) : owner
  for (const below of p.below.get(from) ?? []) {
    const method = methodBehind(p, p.types.make(Kind.Class, below), p.functions[of].name)
    if (method >= 0 && method !== of && !isAbstract(p, method, p.functions[method].owner) && !found.includes(method)) found.push(method)
  }
  return found.length === 0 || found.length > MAX_IMPLEMENTATIONS ? [target(of)] : found.map(target)
}

function isAbstract(p: Program, of: FunctionId, owner: ClassId | null): boolean {
  if (owner === null || p.units[p.functions[of].file].origin === 'library') return false
  return (traitsOf(p, of) & Trait.Abstract) !== 0 || isProtocol(p, p.types.instance(owner))
}

/** Type variables: substitution, and what a call's arguments say about them. */
import type { ClassId } from '../model/type.ts'
import { orderOf, parametersOf, type Program } from './program.ts'
import { DYNAMIC, holdsType, isUnknown, Kind, NEVER, type TypeId, UNSUPPORTED } from './types.ts'

/** Values of type variables, in order of solving. */
export interface Solution {
  readonly variables: TypeId[]
  readonly values: TypeId[]
}

const MAX_NESTING = 12

/** Replaces variables; those without a value become `otherwise(variable)`: what nobody wrote down is dynamic. */
export function substitute(p: Program, type: TypeId, solution: Solution, otherwise: (variable: TypeId) => TypeId = () => DYNAMIC): TypeId {
  const { types } = p
  if (!types.open(type)) return type
  const kind = types.kind(type)
  if (kind === Kind.Variable) {
    const at = solution.variables.indexOf(type)
    return at < 0 ? otherwise(type) : solution.values[at]
  }
  const again = (inner: TypeId): TypeId => substitute(p, inner, solution, otherwise)
  if (kind === Kind.TypeOf) return classOfInstance(p, again(types.of(type)))
  if (kind === Kind.OneOf) {
    const union = types.union(types.args(type).map(again))
    return types.extra(type) === 1 ? types.maybeNone(union) : union
  }
  if (holdsType(kind)) return types.make(kind, again(types.of(type)), types.extra(type))
  if (kind === Kind.Function || kind === Kind.Super)
    return types.make(kind, types.of(type), types.extra(type) > 0 ? again(types.extra(type)) : 0)
  return types.make(kind, types.of(type), types.extra(type), types.args(type).map(again), types.text(type))
}

/** Keeps what is not solved yet. */
export const keepVariable = (variable: TypeId): TypeId => variable

/** The class object whose instances a type describes. */
export function classOfInstance(p: Program, instance: TypeId): TypeId {
  const { types } = p
  const kind = types.kind(instance)
  if (kind === Kind.Instance) return types.make(Kind.Class, types.of(instance), 0, types.args(instance))
  if (kind === Kind.Variable) return types.make(Kind.TypeOf, instance)
  if (kind === Kind.External && types.text(instance).endsWith('()'))
    return types.make(Kind.External, 0, 0, [], types.text(instance).slice(0, -2))
  if (kind === Kind.OneOf) return types.union(types.args(instance).map((member) => classOfInstance(p, member)))
  return isUnknown(instance) || instance === NEVER ? instance : UNSUPPORTED
}

/** What calling a class object gives, without looking at constructors. */
export function instanceOfClass(p: Program, type: TypeId): TypeId {
  const { types } = p
  const kind = types.kind(type)
  if (kind === Kind.Class) return types.instance(types.of(type), types.args(type))
  if (kind === Kind.TypeOf) return types.of(type)
  if (kind === Kind.External) return types.make(Kind.External, 0, 0, [], `${types.text(type)}()`)
  if (kind === Kind.OneOf) return types.union(types.args(type).map((member) => instanceOfClass(p, member)))
  return isUnknown(type) || type === NEVER ? type : UNSUPPORTED
}

/** Generic arguments under which a class has `ancestor` among its bases, or null if it has not. */
export function argsAs(p: Program, of: ClassId, args: readonly TypeId[], ancestor: ClassId): readonly TypeId[] | null {
  if (of === ancestor) return args
  for (const entry of orderOf(p, of).ancestors) {
    if (entry.of === ancestor) return applyArgs(p, of, args, entry.args)
  }
  return null
}

/** Rewrites types in terms of a class's parameters to a receiver's arguments. */
export function applyArgs(p: Program, of: ClassId, args: readonly TypeId[], list: readonly TypeId[]): readonly TypeId[] {
  if (list.every((type) => !p.types.open(type))) return list
  const solution = classSolution(p, of, args)
  return list.map((type) => substitute(p, type, solution, args.length === 0 ? undefined : keepVariable))
}

export function classSolution(p: Program, of: ClassId, args: readonly TypeId[]): Solution {
  const variables = parametersOf(p, of)
  const values: TypeId[] = []
  for (let i = 0; i < variables.length; i++) values.push(i < args.length ? args[i] : DYNAMIC)
  return { variables: [...variables], values }
}

function solve(p: Program, solution: Solution, variable: TypeId, value: TypeId): void {
  const at = solution.variables.indexOf(variable)
  if (at < 0) {
    solution.variables.push(variable)
    solution.values.push(value)
  } else if (solution.values[at] === DYNAMIC) solution.values[at] = value
  else solution.values[at] = p.types.join(solution.values[at], value)
}

/** `argument` was given where `parameter` is declared: solves the variables in `parameter`. `view` shows special kinds as instances. */
export function unify(
  p: Program,
  parameter: TypeId,
  argument: TypeId,
  solution: Solution,
  view: (type: TypeId) => TypeId,
  nesting = 0,
): void {
  const { types } = p
  if (!types.open(parameter) || nesting > MAX_NESTING || argument === NEVER) return
  const kind = types.kind(parameter)
  if (kind === Kind.Variable) return solve(p, solution, parameter, argument)
  if (kind === Kind.OneOf) return unifyUnion(p, parameter, argument, solution, view, nesting)
  if (kind === Kind.TypeOf) {
    const instance = instanceOfClass(p, argument)
    return solve(p, solution, types.of(parameter), instance)
  }
  if (kind === types.kind(argument) && kind === Kind.Tuple) {
    const [x, y] = [types.args(parameter), types.args(argument)]
    for (let i = 0; i < Math.min(x.length, y.length); i++) unify(p, x[i], y[i], solution, view, nesting + 1)
    return
  }
  if (kind === types.kind(argument) && kind >= Kind.Coroutine && kind <= Kind.AsyncContext) {
    return unify(p, types.of(parameter), types.of(argument), solution, view, nesting + 1)
  }
  const wanted = kind === Kind.Instance ? parameter : view(parameter)
  if (types.kind(wanted) !== Kind.Instance) return
  const given = view(argument)
  if (types.kind(given) !== Kind.Instance) return
  const args = argsAs(p, types.of(given), types.args(given), types.of(wanted))
  if (args === null) return
  const parameters = types.args(wanted)
  for (let i = 0; i < Math.min(args.length, parameters.length); i++) unify(p, parameters[i], args[i], solution, view, nesting + 1)
}

/** A structural member that fits is preferred to a bare variable. */
function unifyUnion(
  p: Program,
  parameter: TypeId,
  argument: TypeId,
  solution: Solution,
  view: (type: TypeId) => TypeId,
  nesting: number,
): void {
  const { types } = p
  const plain = types.withoutNone(argument)
  if (plain === 2 /* None */) return
  let bare = 0
  for (const member of types.args(parameter)) {
    if (types.kind(member) === Kind.Variable) {
      bare = member
      continue
    }
    const [wanted, given] = [view(member), view(plain)]
    const fits =
      types.kind(member) === types.kind(plain) ||
      (types.kind(wanted) === Kind.Instance &&
        types.kind(given) === Kind.Instance &&
        argsAs(p, types.of(given), types.args(given), types.of(wanted)) !== null)
    if (fits) return unify(p, member, plain, solution, view, nesting + 1)
  }
  if (bare > 0) solve(p, solution, bare, plain)
}

/** A call's arguments against a function's parameters, and the choice among overloads. */
import { Op, ParamKind, type Value } from '../model/summary.ts'
import type { FunctionId } from '../model/type.ts'
import { LITERAL_SEPARATOR } from './annotations.ts'
import { literalKey } from './constants.ts'
import { parametersOfScope } from './fields.ts'
import { argsAs } from './generics.ts'
import { memberSlot, orderOf, rawMember, type Program, annotationType, typeOf, unitOfClass, unitOfFunction } from './program.ts'
import { isUnknown, Kind, MISSING, NONE, type TypeId } from './types.ts'
import { bindingsOf, listOf, type Unit } from './unit.ts'
import { view } from './members.ts'

export interface Argument {
  /** Keyword, '' for a positional one, '*' and '**' for unpacked ones. */
  readonly name: string
  /** Where it is written; null for a value that the evaluator makes up. */
  readonly unit: Unit | null
  readonly value: Value
  readonly type: TypeId
}

export function argumentsOf(unit: Unit, call: Value): Argument[] {
  const out: Argument[] = []
  const cell = unit.b[call]
  const end = cell < 0 ? cell : cell + unit.lists[cell]
  for (let i = cell + 1; i <= end; i++) {
    const value = unit.lists[i]
    const op: Op = unit.op[value]
    if (op === Op.Keyword) out.push({ name: unit.strings[unit.a[value]], unit, value: unit.b[value], type: 0 })
    else if (op === Op.Star) out.push({ name: '*', unit, value: unit.a[value], type: 0 })
    else if (op === Op.DoubleStar) out.push({ name: '**', unit, value: unit.a[value], type: 0 })
    else out.push({ name: '', unit, value, type: 0 })
  }
  return out
}

export const madeUp = (type: TypeId): Argument => ({ name: '', unit: null, value: -1, type })

export const typeOfArgument = (p: Program, argument: Argument): TypeId =>
  argument.unit === null ? argument.type : typeOf(p, argument.unit, argument.value)

/** Parameter value for each argument; -1 where an unpacked argument could go anywhere. */
export type Matching = readonly Value[]

export const kindOfParameter = (unit: Unit, parameter: Value): ParamKind => unit.lists[unit.b[parameter] + 4]
export const nameOfParameter = (unit: Unit, parameter: Value): string => unit.strings[unit.lists[unit.b[parameter] + 3]]
const defaultOf = (unit: Unit, parameter: Value): Value => unit.lists[unit.b[parameter] + 2]
export const annotationOfParameter = (unit: Unit, parameter: Value): Value => unit.lists[unit.b[parameter] + 1]

/** Assigns arguments to parameters, or null where the call does not fit. `skip` leading parameters are bound already. */
export function matchArguments(p: Program, of: FunctionId, skip: number, list: readonly Argument[]): Matching | null {
  const unit = unitOfFunction(p, of)
  const parameters = parametersOfScope(unit, p.functions[of].scope)
  const out: Value[] = []
  let rest = -1
  let keywordRest = -1
  for (let i = parameters.length - 1; i >= 0; i--) {
    const kind = kindOfParameter(unit, parameters[i])
    if (kind === ParamKind.Rest) rest = parameters[i]
    else if (kind === ParamKind.KeywordRest) keywordRest = parameters[i]
  }
  let position = skip
  let star = false
  let doubleStar = false
  for (const argument of list) {
    if (argument.name === '') {
      const next = parameters[position]
      if (next !== undefined && kindOfParameter(unit, next) <= ParamKind.Normal) {
        position++
        out.push(next)
      } else if (rest >= 0) out.push(rest)
      else if (star) out.push(-1)
      else return null
    } else if (argument.name === '*') {
      star = true
      out.push(rest)
    } else if (argument.name === '**') {
      doubleStar = true
      out.push(-1)
    } else {
      const named = byName(unit, parameters, skip, argument.name)
      if (named < 0 ? keywordRest < 0 : out.includes(named)) return null
      out.push(named < 0 ? keywordRest : named)
    }
  }
  for (let i = skip; i < parameters.length; i++) {
    const each = parameters[i]
    const kind = kindOfParameter(unit, each)
    if (kind === ParamKind.Rest || kind === ParamKind.KeywordRest || out.includes(each) || defaultOf(unit, each) >= 0) continue
    if (doubleStar || (star && kind !== ParamKind.KeywordOnly)) continue
    return null
  }
  return out
}

/** The parameter that takes a keyword; -1 if none does. */
function byName(unit: Unit, parameters: Int32Array, skip: number, name: string): Value {
  for (let i = skip; i < parameters.length; i++) {
    const kind = kindOfParameter(unit, parameters[i])
    if (kind !== ParamKind.Normal && kind !== ParamKind.KeywordOnly) continue
    if (nameOfParameter(unit, parameters[i]) === name) return parameters[i]
  }
  return -1
}

export const hasRest = (p: Program, of: FunctionId): boolean => {
  const unit = unitOfFunction(p, of)
  return parametersOfScope(unit, p.functions[of].scope).some((each) => kindOfParameter(unit, each) === ParamKind.Rest)
}

export const enum Fit {
  No,
  Maybe,
  Yes,
}

/** Whether arguments may be given for their parameters; `doubts` collects the declared types of those that only may, by argument. */
export function fitOf(p: Program, of: FunctionId, matching: Matching, list: readonly Argument[], doubts: Map<number, TypeId>): Fit {
  const unit = unitOfFunction(p, of)
  let fit = Fit.Yes
  for (let i = 0; i < list.length; i++) {
    const parameter = matching[i]
    const argument = list[i]
    if (parameter < 0 || argument.name === '*' || argument.name === '**') continue
    const annotation = annotationOfParameter(unit, parameter)
    if (annotation < 0) continue
    const declared = annotationType(p, unit, annotation)
    const one = accepts(p, declared, argument, 0)
    if (one === Fit.No) return Fit.No
    if (one === Fit.Yes) continue
    doubts.set(i, declared)
    fit = one
  }
  return fit
}

function accepts(p: Program, parameter: TypeId, argument: Argument, depth: number): Fit {
  const { types } = p
  const kind = types.kind(parameter)
  if (kind === Kind.Unknown || kind === Kind.Variable || kind === Kind.External || depth > 4)
    return kind === Kind.External ? Fit.Maybe : Fit.Yes
  if (kind === Kind.OneOf) {
    let best = types.extra(parameter) === 1 ? accepts(p, NONE, argument, depth + 1) : Fit.No
    for (const each of types.args(parameter)) best = Math.max(best, accepts(p, each, argument, depth + 1))
    return best
  }
  const given = typeOfArgument(p, argument)
  if (isUnknown(given)) return Fit.Maybe
  if (kind === Kind.Literal) {
    const key = argument.unit === null ? null : literalKey(p.constants.of(argument.unit, argument.value))
    if (key !== null) return types.text(parameter).split(LITERAL_SEPARATOR).includes(key) ? Fit.Yes : Fit.No
    return accepts(p, types.of(parameter), argument, depth + 1) === Fit.No ? Fit.No : Fit.Maybe
  }
  if (kind === Kind.Instance && types.extra(parameter) === 1)
    return Math.max(acceptsType(p, NONE, given), acceptsType(p, types.withoutNone(parameter), given))
  return acceptsType(p, parameter, given)
}

function acceptsType(p: Program, parameter: TypeId, given: TypeId): Fit {
  const { types } = p
  if (types.kind(given) === Kind.OneOf) {
    let best = Fit.No
    let worst = Fit.Yes
    for (const each of types.args(given)) {
      const fit = isUnknown(each) ? Fit.Maybe : acceptsType(p, parameter, each)
      best = Math.max(best, fit)
      worst = Math.min(worst, fit)
    }
    return worst === Fit.Yes ? Fit.Yes : best === Fit.No ? Fit.No : Fit.Maybe
  }
  const givenKind = types.kind(given)
  const maybe = givenKind === Kind.Instance && types.extra(given) === 1
  if (parameter === NONE) return given === NONE ? Fit.Yes : maybe ? Fit.Maybe : Fit.No
  if (givenKind === Kind.External || givenKind === Kind.Variable || givenKind === Kind.Callable) return Fit.Maybe
  const kind = types.kind(parameter)
  if (kind === Kind.Callable)
    return givenKind === Kind.Function || givenKind === Kind.Class || givenKind === Kind.Partial
      ? Fit.Yes
      : givenKind === Kind.Instance && methodExists(p, given, '__call__')
        ? Fit.Yes
        : Fit.No
  if (kind === Kind.TypeOf || kind === Kind.Class) {
    if (givenKind !== Kind.Class) return givenKind === Kind.Instance || given === NONE ? Fit.No : Fit.Maybe
    return kind === Kind.TypeOf || argsAs(p, types.of(given), types.args(given), types.of(parameter)) !== null ? Fit.Yes : Fit.No
  }
  if (kind === givenKind && kind === Kind.Tuple) return types.args(parameter).length === types.args(given).length ? Fit.Yes : Fit.No
  if (kind === givenKind && kind >= Kind.Coroutine && kind <= Kind.AsyncContext) return Fit.Yes
  const wanted = view(p, parameter)
  const actual = view(p, given)
  if (types.kind(wanted) !== Kind.Instance || types.kind(actual) !== Kind.Instance) return Fit.Maybe
  return acceptsInstance(p, wanted, actual, maybe)
}

const PROMOTIONS = new Set([
  'builtins.int>builtins.float',
  'builtins.int>builtins.complex',
  'builtins.float>builtins.complex',
  'builtins.bool>builtins.float',
])

function acceptsInstance(p: Program, wanted: TypeId, actual: TypeId, maybe: boolean): Fit {
  const { types } = p
  const yes = maybe ? Fit.Maybe : Fit.Yes
  const [x, y] = [p.classes[types.of(actual)], p.classes[types.of(wanted)]]
  if (y.qualifiedName === 'builtins.object') return Fit.Yes
  if (argsAs(p, x.id, types.args(actual), y.id) !== null || PROMOTIONS.has(`${x.qualifiedName}>${y.qualifiedName}`)) return yes
  if (orderOf(p, x.id).unknownBase) return Fit.Maybe
  if (!isProtocol(p, wanted)) return Fit.No
  const unit = unitOfClass(p, y.id)
  for (const name of bindingsOf(unit, y.scope).keys()) if (!methodExists(p, actual, name)) return Fit.No
  return yes
}

const methodExists = (p: Program, instance: TypeId, name: string): boolean =>
  rawMember(p, memberSlot(p, p.types.of(instance), name)) !== MISSING

/** A class that lists `Protocol` among its bases. */
export function isProtocol(p: Program, instance: TypeId): boolean {
  const { id, scope } = p.classes[p.types.of(instance)]
  const unit = unitOfClass(p, id)
  return listOf(unit, unit.summary.scopes.returns[scope]).some((base) => {
    const form = typeOf(p, unit, unit.op[base] === Op.Index ? unit.a[base] : base)
    return p.types.kind(form) === Kind.Special && p.types.text(form) === 'Protocol'
  })
}

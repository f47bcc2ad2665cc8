/**
 * The second round: types of parameters that nobody annotated.
 *
 * A parameter gets the join over its call sites when every call that could mean its function is resolved and the function is
 * never handed around. Both are judged by name, over all files, so that the answer errs on the side of not knowing. Only this
 * one round: what the new types resolve is not looked at again.
 */
import { BindFlag, BindKind, Op, ParamKind, ScopeFlag, ScopeKind, type Value } from '../model/summary.ts'
import type { FunctionId } from '../model/type.ts'
import { annotationOfParameter, type Argument, argumentsOf, kindOfParameter, matchArguments, typeOfArgument } from './arguments.ts'
import { initializerOf } from './calls.ts'
import { parametersOfScope } from './fields.ts'
import { Trait } from './functions.ts'
import { methodBehind } from './members.ts'
import { orderOf, type Program, traitsOf, typeOf, unitOfClass, unitOfFunction } from './program.ts'
import { isUnknown, Kind, NEVER, type TypeId, UNKNOWN_MEMBER } from './types.ts'
import { bindingsOf, definitionOf, listOf, nameOf, type Unit } from './unit.ts'
import { placeKey } from './values.ts'

interface Site {
  readonly unit: Unit
  readonly call: Value
  /** Leading parameters that the call does not write. */
  readonly skip: number
}

interface Survey {
  /** Calls by the function they mean. */
  readonly sites: Map<FunctionId, Site[]>
  /** Last names of calls whose callee is not known. */
  readonly unresolved: Set<string>
  /** Names that are read other than to call them. */
  readonly mentioned: Set<string>
  /** Wanted function behind each type that was called; -1 if none. */
  readonly behind: FunctionId[]
}

/** What tests pass says little about what the service passes. */
const TEST = /(^|\/)tests?\/|(^|\/)(test_[^/]*|[^/]*_test|conftest)\.py$/

export function inferParameters(p: Program, units: readonly Unit[]): void {
  const wanted = new Set<FunctionId>()
  const serving = units.filter((unit) => !TEST.test(unit.summary.path))
  const isServing = new Set(serving.map((unit) => unit.id))
  for (const info of p.functions) if (isServing.has(info.file) && isCandidate(p, info.id)) wanted.add(info.id)
  const survey: Survey = { sites: new Map(), unresolved: new Set(), mentioned: new Set(), behind: [] }
  for (const unit of serving) surveyUnit(p, unit, wanted, survey)
  let found = 0
  for (const [of, sites] of survey.sites) found += inferFunction(p, of, sites, survey)
  if (found > 0) forget(p)
}

const hasUntyped = (unit: Unit, scope: number): boolean =>
  parametersOfScope(unit, scope).some((each) => annotationOfParameter(unit, each) < 0)

const OPAQUE = Trait.Decorated | Trait.Property | Trait.Overload | Trait.Abstract | Trait.Accessor

function isCandidate(p: Program, of: FunctionId): boolean {
  const { scope, name, owner, lambda } = p.functions[of]!
  const unit = unitOfFunction(p, of)
  if (lambda || !hasUntyped(unit, scope)) return false
  const isInitializer = owner !== null && name === '__init__'
  if (name.startsWith('__') && name.endsWith('__') && !isInitializer && name !== '__call__') return false
  if ((traitsOf(p, of) & OPAQUE) !== 0) return false
  if (owner === null || isInitializer) return true
  const order = orderOf(p, owner)
  if (order.unknownBase) return false
  const defines = (id: number): boolean => bindingsOf(unitOfClass(p, id), p.classes[id]!.scope).has(name)
  return !order.ancestors.some((entry) => entry.of !== owner && defines(entry.of)) && !(p.below.get(owner) ?? []).some(defines)
}

/** Counts of a file's reads by name: all of them, and those that hand nothing around. */
interface Reads {
  readonly all: Int32Array
  readonly spared: Int32Array
}

function surveyUnit(p: Program, unit: Unit, wanted: ReadonlySet<FunctionId>, survey: Survey): void {
  const { op, a, b, strings } = unit
  const reads: Reads = { all: new Int32Array(strings.length), spared: new Int32Array(strings.length) }
  for (let at = 0; at < op.length; at++) {
    switch (op[at] as Op) {
      case Op.Call:
        surveyCall(p, unit, at, wanted, survey)
        spare(unit, a[at]!, reads)
        if (nameOf(unit, a[at]!) === 'isinstance') for (const argument of listOf(unit, b[at]!)) spareType(unit, argument, reads)
        break
      case Op.Attr:
        reads.all[b[at]!]++
        spare(unit, a[at]!, reads)
        break
      case Op.Free:
        reads.all[a[at]!]++
        break
      case Op.Load:
        if (isDefinition(unit, definitionOf(unit, at))) reads.all[b[at]!]++
        break
      case Op.Caught:
        spareType(unit, a[at]!, reads)
        break
      case Op.Param:
        spareType(unit, annotationOfParameter(unit, at), reads)
        break
      case Op.Bind: {
        // Under another name a function may be handed around unseen.
        const value = b[at]!
        if (value >= 0 && op[value] === Op.ImportFrom && b[value] !== a[at]) reads.all[b[value]!]++
        break
      }
      default:
    }
  }
  spareSignatures(unit, reads)
  for (let text = 0; text < strings.length; text++) if (reads.all[text]! > reads.spared[text]!) survey.mentioned.add(strings[text]!)
}

function isDefinition(unit: Unit, definition: Value): boolean {
  if (definition < 0 || unit.op[definition] !== Op.Bind) return false
  const kind: BindKind = unit.aux[definition]! & BindFlag.Kind
  return kind === BindKind.Def || kind === BindKind.Class || kind === BindKind.Import
}

/** A read that is called, or whose attribute is read. */
function spare(unit: Unit, read: Value, reads: Reads): void {
  const op: Op = unit.op[read]!
  if (op === Op.Attr) reads.spared[unit.b[read]!]++
  else if (op === Op.Free) reads.spared[unit.a[read]!]++
  else if (op === Op.Load && isDefinition(unit, definitionOf(unit, read))) reads.spared[unit.b[read]!]++
}

/** Reads in a type: an annotation, the classes of `isinstance` and `except`. */
function spareType(unit: Unit, type: Value, reads: Reads): void {
  if (type < 0) return
  const pending = [type]
  while (pending.length > 0) {
    const at = pending.pop()!
    const op: Op = unit.op[at]!
    if (op === Op.Free || op === Op.Load || op === Op.Attr) spare(unit, at, reads)
    else if (op === Op.Index || op === Op.Binary) pending.push(unit.a[at]!, unit.b[at]!)
    else if (op === Op.Tuple || op === Op.List) pending.push(...listOf(unit, unit.b[at]!))
  }
}

function spareSignatures(unit: Unit, reads: Reads): void {
  const { annotations, scopes } = unit.summary
  for (let i = 1; i < annotations.length; i += 2) spareType(unit, annotations[i]!, reads)
  for (let scope = 1; scope < scopes.count; scope++) {
    const isClass = (scopes.flags[scope]! & ScopeFlag.Kind) === ScopeKind.Class
    if (!isClass) spareType(unit, scopes.returns[scope]!, reads)
    else for (const base of listOf(unit, scopes.returns[scope]!)) spareType(unit, base, reads)
  }
}

function surveyCall(p: Program, unit: Unit, call: Value, wanted: ReadonlySet<FunctionId>, survey: Survey): void {
  const callee = unit.a[call]!
  const type = typeOf(p, unit, callee)
  // Most calls mean no function that is wanted; the same few types are called over and over.
  if (survey.behind[type] === -1) return
  if (p.types.kind(type) !== Kind.OneOf && !isUnknown(type)) {
    const of = functionBehind(p, type)[0]
    if (of < 0 || !wanted.has(of)) {
      survey.behind[type] = -1
      return
    }
  }
  for (const member of p.types.members(type)) {
    // A known class without that member is no project function in disguise.
    if (isUnknown(member) && member !== UNKNOWN_MEMBER) {
      const name = unit.op[callee] === Op.Attr ? unit.strings[unit.b[callee]!]! : nameOf(unit, callee)
      if (name !== null) survey.unresolved.add(name)
      continue
    }
    const [of, skip] = functionBehind(p, member)
    if (of < 0 || !wanted.has(of)) continue
    const list = survey.sites.get(of)
    if (list === undefined) survey.sites.set(of, [{ unit, call, skip }])
    else list.push({ unit, call, skip })
  }
}

function functionBehind(p: Program, type: TypeId): readonly [FunctionId, number] {
  switch (p.types.kind(type)) {
    case Kind.Function:
      return [p.types.of(type), p.types.extra(type) > 0 ? 1 : 0]
    case Kind.Class:
      return [initializerOf(p, p.types.of(type)), 1]
    case Kind.Instance:
      return [methodBehind(p, type, '__call__'), 1]
    default:
      return [-1, 0]
  }
}

function inferFunction(p: Program, of: FunctionId, sites: readonly Site[], survey: Survey): number {
  const { scope, name, owner } = p.functions[of]!
  const known = name === '__init__' && owner !== null ? p.classes[owner]!.name : name
  if (survey.unresolved.has(known) || survey.mentioned.has(known)) return 0
  const unit = unitOfFunction(p, of)
  const parameters = parametersOfScope(unit, scope)
  const joined = new Map<Value, TypeId>()
  for (const each of parameters)
    if (
      annotationOfParameter(unit, each) < 0 &&
      kindOfParameter(unit, each) !== ParamKind.Rest &&
      kindOfParameter(unit, each) !== ParamKind.KeywordRest
    )
      joined.set(each, NEVER)
  if (owner !== null) joined.delete(parameters[0]!)
  for (const site of sites) {
    const list = argumentsOf(site.unit, site.call)
    if (list.some((argument) => argument.name === '*' || argument.name === '**')) return 0
    const matching = matchArguments(p, of, site.skip, list)
    if (matching === null) return 0
    for (const [parameter, type] of joined) joined.set(parameter, p.types.join(type, givenFor(p, unit, parameter, list, matching)))
  }
  let found = 0
  for (const [parameter, type] of joined) {
    if (isUnknown(type) || type === NEVER || p.types.untyped(type) || p.types.open(type)) continue
    p.parameters.set(placeKey(unit, parameter), type)
    found++
  }
  return found
}

/** What one call gives for a parameter: its argument or the default. */
function givenFor(p: Program, unit: Unit, parameter: Value, list: readonly Argument[], matching: readonly Value[]): TypeId {
  const at = matching.indexOf(parameter)
  if (at >= 0) return typeOfArgument(p, list[at]!)
  const byDefault = unit.lists[unit.b[parameter]! + 2]!
  return byDefault < 0 ? UNKNOWN_MEMBER : typeOf(p, unit, byDefault)
}

/** Everything that rests on an untyped parameter is to be computed again. */
function forget(p: Program): void {
  const stale = (type: number): boolean => type > 0 && p.types.untyped(type)
  const spaces = [...p.units.map((unit) => unit.types), p.annotationSlots, p.symbolSlots, p.memberSlots, p.returnSlots]
  for (const { memo } of spaces) for (let i = 0; i < memo.length; i++) if (stale(memo[i]!)) memo[i] = 0
}

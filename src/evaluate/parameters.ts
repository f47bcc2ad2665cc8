/**
 * The second round: types of parameters that nobody annotated.
 *
 * A parameter gets the join over its call sites when every call that could mean its function is resolved and the function is
 * never handed around. What could mean it is found by name, over all files, and then judged by its arguments or its type. Only this
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
import { bindingsOf, definitionOf, listOf, nameOf, nameStr, type Unit } from './unit.ts'
import { placeKey } from './values.ts'

interface Site {
  readonly unit: Unit
  readonly call: Value
  /** Leading parameters that the call does not write. */
  readonly skip: number
}

interface Read {
  readonly unit: Unit
  readonly value: Value
}

interface Survey {
  /** Functions with parameters to infer, and the names they go by in calls. */
  readonly wanted: ReadonlySet<FunctionId>
  readonly names: ReadonlySet<string>
  /** Calls by the function they mean. */
  readonly sites: Map<FunctionId, Site[]>
  /** Calls whose callee is not known, by its last name: one of each number and naming of arguments. */
  readonly unresolved: Map<string, Map<string, readonly Argument[]>>
  /** Reads other than to call, by name. */
  readonly mentions: Map<string, Read[]>
  /** 1 for types that mean no wanted function when called. */
  dull: Uint8Array
}

const FIRST_TYPES = 4096

/** What tests pass says little about what the service passes. */
const TEST = /(^|\/)tests?\/|(^|\/)(test_[^/]*|[^/]*_test|conftest)\.py$/

export function inferParameters(p: Program, units: readonly Unit[]): void {
  const wanted = new Set<FunctionId>()
  const names = new Set<string>()
  const serving = units.filter((unit) => !TEST.test(unit.summary.path))
  const isServing = new Set(serving.map((unit) => unit.id))
  for (const info of p.functions) {
    if (!isServing.has(info.file) || !isCandidate(p, info.id)) continue
    wanted.add(info.id)
    names.add(calledAs(p, info.id))
  }
  const survey: Survey = { wanted, names, sites: new Map(), unresolved: new Map(), mentions: new Map(), dull: new Uint8Array(FIRST_TYPES) }
  for (const unit of serving) surveyUnit(p, unit, survey)
  const found = new Map<number, TypeId>()
  for (const [of, sites] of survey.sites) inferFunction(p, of, sites, survey, found)
  for (const [key, type] of found) p.parameters.set(key, type)
  if (found.size > 0) forget(p)
}

/** A constructor is called by its class's name. */
function calledAs(p: Program, of: FunctionId): string {
  const { name, owner } = p.functions[of]
  return name === '__init__' && owner !== null ? p.classes[owner].name : name
}

const hasUntyped = (unit: Unit, scope: number): boolean =>
  parametersOfScope(unit, scope).some((each) => annotationOfParameter(unit, each) < 0)

const OPAQUE = Trait.Decorated | Trait.Property | Trait.Overload | Trait.Abstract | Trait.Accessor

function isCandidate(p: Program, of: FunctionId): boolean {
  const { scope, name, owner, lambda } = p.functions[of]
  const unit = unitOfFunction(p, of)
  if (lambda || !hasUntyped(unit, scope)) return false
  const isInitializer = owner !== null && name === '__init__'
  if (name.startsWith('__') && name.endsWith('__') && !isInitializer && name !== '__call__') return false
  if ((traitsOf(p, of) & OPAQUE) !== 0) return false
  if (owner === null || isInitializer) return true
  const order = orderOf(p, owner)
  if (order.unknownBase) return false
  const defines = (id: number): boolean => bindingsOf(unitOfClass(p, id), p.classes[id].scope).has(name)
  return !order.ancestors.some((entry) => entry.of !== owner && defines(entry.of)) && !(p.below.get(owner) ?? []).some(defines)
}

function surveyUnit(p: Program, unit: Unit, survey: Survey): void {
  const { op, a, b, strings } = unit
  // Few of a file's strings are names that something other than a call reads: each is looked up once, when it is met.
  const met = new Uint8Array(strings.length)
  const isName = (text: number): boolean => {
    if (met[text] === 0) met[text] = survey.names.has(strings[text]) ? 2 : 1
    return met[text] === 2
  }
  const spared = sparedReads(unit)
  for (let at = 0; at < op.length; at++) {
    switch (op[at] as Op) {
      case Op.Call:
        surveyCall(p, unit, at, survey)
        break
      case Op.Attr:
        if (spared[at] === 0 && isName(b[at])) mention(survey, strings[b[at]], unit, at)
        break
      case Op.Free:
        if (spared[at] === 0 && isName(a[at])) mention(survey, strings[a[at]], unit, at)
        break
      case Op.Load:
        if (spared[at] === 0 && isDefinition(unit, definitionOf(unit, at)) && isName(b[at])) mention(survey, strings[b[at]], unit, at)
        break
      case Op.Bind: {
        // Under another name a function may be handed around unseen.
        const value = b[at]
        if (value >= 0 && op[value] === Op.ImportFrom && b[value] !== a[at] && isName(b[value]))
          mention(survey, strings[b[value]], unit, at)
        break
      }
      default:
    }
  }
}

/** A local variable of the name is nobody's function. */
function isDefinition(unit: Unit, definition: Value): boolean {
  if (definition < 0 || unit.op[definition] !== Op.Bind) return false
  const kind: BindKind = unit.aux[definition] & BindFlag.Kind
  return kind === BindKind.Def || kind === BindKind.Class || kind === BindKind.Import
}

function mention(survey: Survey, name: string, unit: Unit, value: Value): void {
  const list = survey.mentions.get(name)
  if (list === undefined) survey.mentions.set(name, [{ unit, value }])
  else list.push({ unit, value })
}

/** Marks reads that hand nothing around: callees, objects of attributes, annotations, classes in `isinstance` and `except`. */
function sparedReads(unit: Unit): Uint8Array {
  const { op, a, b } = unit
  const spared = new Uint8Array(op.length)
  const types: Value[] = []
  const isInstance = unit.strings.indexOf('isinstance')
  const { annotations, scopes } = unit.summary
  for (let i = 1; i < annotations.length; i += 2) types.push(annotations[i])
  for (let scope = 1; scope < scopes.count; scope++) {
    const isClass = (scopes.flags[scope] & ScopeFlag.Kind) === ScopeKind.Class
    if (!isClass) types.push(scopes.returns[scope])
    else for (const base of listOf(unit, scopes.returns[scope])) types.push(base)
  }
  for (let at = 0; at < op.length; at++) {
    switch (op[at] as Op) {
      case Op.Call:
        spared[a[at]] = 1
        if (isInstance >= 0 && nameStr(unit, a[at]) === isInstance) for (const argument of listOf(unit, b[at])) types.push(argument)
        break
      case Op.Attr:
        spared[a[at]] = 1
        break
      case Op.Caught:
        types.push(a[at])
        break
      case Op.Param:
        types.push(annotationOfParameter(unit, at))
        break
      default:
    }
  }
  while (types.length > 0) {
    const at = types.pop()!
    if (at < 0) continue
    const kind: Op = op[at]
    if (kind === Op.Free || kind === Op.Load || kind === Op.Attr) spared[at] = 1
    else if (kind === Op.Index || kind === Op.Binary) types.push(a[at], b[at])
    else if (kind === Op.Tuple || kind === Op.List) for (const item of listOf(unit, b[at])) types.push(item)
  }
  return spared
}

function surveyCall(p: Program, unit: Unit, call: Value, survey: Survey): void {
  const callee = unit.a[call]
  const type = typeOf(p, unit, callee)
  // Most calls mean no function that is wanted; the same few types are called over and over.
  if (survey.dull[type] === 1) return
  if (p.types.kind(type) !== Kind.OneOf && !isUnknown(type)) {
    const of = functionBehind(p, type)[0]
    if (of < 0 || !survey.wanted.has(of)) {
      markDull(survey, type)
      return
    }
  }
  for (const member of p.types.members(type)) {
    // A known class without that member is no project function in disguise.
    if (isUnknown(member) && member !== UNKNOWN_MEMBER) {
      const name = unit.op[callee] === Op.Attr ? unit.strings[unit.b[callee]] : nameOf(unit, callee)
      if (name !== null && survey.names.has(name)) addUnresolved(survey, name, argumentsOf(unit, call))
      continue
    }
    const [of, skip] = functionBehind(p, member)
    if (of < 0 || !survey.wanted.has(of)) continue
    const list = survey.sites.get(of)
    if (list === undefined) survey.sites.set(of, [{ unit, call, skip }])
    else list.push({ unit, call, skip })
  }
}

function markDull(survey: Survey, type: TypeId): void {
  if (type >= survey.dull.length) {
    const grown = new Uint8Array(type * 2)
    grown.set(survey.dull)
    survey.dull = grown
  }
  survey.dull[type] = 1
}

function addUnresolved(survey: Survey, name: string, list: readonly Argument[]): void {
  const shape = list.map((argument) => argument.name).join(',') + list.length
  const known = survey.unresolved.get(name)
  if (known === undefined) survey.unresolved.set(name, new Map([[shape, list]]))
  else if (!known.has(shape)) known.set(shape, list)
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

/** Some call that nobody knows the callee of would fit the function. */
function mayBeCalledUnseen(p: Program, of: FunctionId, survey: Survey): boolean {
  const skip = p.functions[of].owner === null ? 0 : 1
  for (const list of survey.unresolved.get(calledAs(p, of))?.values() ?? []) if (matchArguments(p, of, skip, list) !== null) return true
  return false
}

/** Some read that is not a call means the function, or could. */
function isHandedAround(p: Program, of: FunctionId, survey: Survey): boolean {
  return (survey.mentions.get(calledAs(p, of)) ?? []).some(({ unit, value }) => {
    const type = typeOf(p, unit, value)
    if (isUnknown(type) && type !== UNKNOWN_MEMBER) return true
    return p.types.members(type).some((member) => {
      const [meant] = functionBehind(p, member)
      return meant === of || p.types.kind(member) === Kind.Partial
    })
  })
}

function inferFunction(p: Program, of: FunctionId, sites: readonly Site[], survey: Survey, found: Map<number, TypeId>): void {
  const { scope, owner } = p.functions[of]
  if (mayBeCalledUnseen(p, of, survey) || isHandedAround(p, of, survey)) return
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
  if (owner !== null) joined.delete(parameters[0])
  for (const site of sites) {
    const list = argumentsOf(site.unit, site.call)
    if (list.some((argument) => argument.name === '*' || argument.name === '**')) return
    const matching = matchArguments(p, of, site.skip, list)
    if (matching === null) return
    for (const [parameter, type] of joined) joined.set(parameter, p.types.join(type, givenFor(p, unit, parameter, list, matching)))
  }
  for (const [parameter, type] of joined) {
    if (isUnknown(type) || type === NEVER || p.types.untyped(type) || p.types.open(type)) continue
    found.set(placeKey(unit, parameter), type)
  }
}

/** What one call gives for a parameter: its argument or the default. */
function givenFor(p: Program, unit: Unit, parameter: Value, list: readonly Argument[], matching: readonly Value[]): TypeId {
  const at = matching.indexOf(parameter)
  if (at >= 0) return typeOfArgument(p, list[at])
  const byDefault = unit.lists[unit.b[parameter] + 2]
  return byDefault < 0 ? UNKNOWN_MEMBER : typeOf(p, unit, byDefault)
}

/** Everything that rests on an untyped parameter is to be computed again. */
function forget(p: Program): void {
  const stale = new Uint8Array(p.types.count)
  for (let type = 0; type < stale.length; type++) stale[type] = p.types.untyped(type) ? 1 : 0
  const spaces = [...p.units.map((unit) => unit.types), p.annotationSlots, p.symbolSlots, p.memberSlots, p.returnSlots]
  for (const { memo } of spaces) for (let i = 0; i < memo.length; i++) if (memo[i] > 0 && stale[memo[i]] === 1) memo[i] = 0
}

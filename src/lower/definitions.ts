/** Functions, lambdas, classes: the scopes. */
import { BindKind, Op, RegionKind, ScopeFlag, ScopeKind } from '../model/summary.ts'
import type { Region, Scope, Str, Value } from '../model/summary.ts'
import { annotation } from './annotations.ts'
import { addScope, push } from './columns.ts'
import type { Ints } from './columns.ts'
import { expression, operandOr, pushParts, unknown } from './expression.ts'
import {
  childByField,
  closeRegion,
  emit,
  firstPart,
  hasToken,
  internNode,
  listFrom,
  listOf1,
  NO_NAMES,
  nextPart,
  nodeAt,
  openRegion,
  stands,
} from './lowering.ts'
import type { Lowerer, Lowering } from './lowering.ts'
import type { Loop } from './name-state.ts'
import { bind, bindNode, endHidden, enterNames, leaveNames } from './names.ts'
import type { ScopeMark } from './names.ts'
import { Node, Token } from './nodes.ts'
import { addParameters, addTypeParameters, typeParameterNames, typeParameterNodes, writtenParameters } from './parameters.ts'
import { firstSite } from './sites.ts'
import { block } from './statements.ts'

const NO_DECORATORS: readonly Value[] = []

/** Lowers the signature of a scope: names in it are read in the scope around. */
function inSignature<T>(l: Lowering, scope: Scope, typeParams: ReadonlySet<Str>, lower: () => T): T {
  const { signature, signatureTypeParams } = l
  l.signature = scope
  l.signatureTypeParams = typeParams
  const result = lower()
  l.signature = signature
  l.signatureTypeParams = signatureTypeParams
  return result
}

interface Outer {
  readonly scope: Scope
  readonly owner: number
  readonly names: ScopeMark
  readonly loop: Loop | null
  readonly reachable: boolean
  readonly exits: number
  readonly yields: number
  readonly signature: Scope
  readonly annotation: boolean
  readonly region: Region
}

function hasErrors(l: Lowering, i: number): boolean {
  const { at, count } = l.errors
  const e = l.quoted ? count : firstSite(at, count, i)
  return e < count && at[e] < l.next[i]
}

function enterScope(l: Lowering, i: number, scope: Scope, kind: RegionKind): Outer {
  if (hasErrors(l, i)) l.scopes.flags[scope] |= ScopeFlag.Partial
  const { scope: outerScope, owner, loop, reachable, signature, annotation: annotated } = l
  l.scope = scope
  const names = enterNames(l, i, kind !== RegionKind.Class)
  l.owner = i
  l.loop = null
  l.reachable = true
  l.signature = -1
  l.annotation = false
  const region = openRegion(l, kind, scope)
  l.scopes.region[scope] = region
  const exits = l.exits.count
  const yields = l.yields.count
  return { scope: outerScope, owner, names, loop, reachable, exits, yields, signature, annotation: annotated, region }
}

function leaveScope(l: Lowering, outer: Outer): void {
  closeRegion(l, outer.region)
  leaveNames(l, outer.names)
  l.scope = outer.scope
  l.owner = outer.owner
  l.loop = outer.loop
  l.reachable = outer.reachable
  l.signature = outer.signature
  l.annotation = outer.annotation
}

/** Makes a list of what a stack collected since a count, and takes it off. */
function listSince(l: Lowering, stack: Ints, since: number): number {
  const base = l.operands.count
  for (let k = since; k < stack.count; k++) push(l.operands, stack.at[k])
  stack.count = since
  return listFrom(l, base)
}

function nameOf(l: Lowering, i: number): number {
  const name = childByField(l, i, l.syntax.field.name)
  return name >= 0 && l.start[name] < l.end[name] ? name : -1
}

function newScope(l: Lowering, flags: number, name: number): Scope {
  const start = name < 0 ? 0 : l.start[name]
  const text = name < 0 ? -1 : internNode(l, name)
  return addScope(l.scopes, flags, text, l.scope, name < 0 ? 0 : start + l.shift, name < 0 ? 0 : l.end[name] - start)
}

function defineFunction(l: Lowering, i: number, decorators: readonly Value[]): Value {
  const { field } = l.syntax
  const { scopes } = l
  const name = nameOf(l, i)
  const parameters = childByField(l, i, field.parameters)
  if (name < 0 || parameters < 0) return unknown(l, i)
  const isAsync = hasToken(l, i, Token.Async)
  const scope = newScope(l, ScopeKind.Function | (isAsync ? ScopeFlag.Async : 0), name)
  const typeParams = childByField(l, i, field.typeParameters)
  const written = inSignature(l, scope, typeParameterNames(l, typeParams), () => {
    const params = writtenParameters(l, parameters)
    const returns = childByField(l, i, field.returnType)
    if (returns >= 0) scopes.returns[scope] = annotation(l, returns)
    return params
  })
  const outer = enterScope(l, i, scope, RegionKind.Function)
  scopes.typeParams[scope] = addTypeParameters(l, typeParams)
  scopes.params[scope] = addParameters(l, written)
  block(l, childByField(l, i, field.body))
  if (l.yields.count > outer.yields) scopes.flags[scope] |= ScopeFlag.Generator
  scopes.exits[scope] = listSince(l, l.exits, outer.exits)
  scopes.yields[scope] = listSince(l, l.yields, outer.yields)
  leaveScope(l, outer)
  const v = stands(l, i, emit(l, Op.Function, 0, scope, decoratorList(l, decorators), i))
  scopes.definedBy[scope] = v
  stands(l, name, bindNode(l, name, v, BindKind.Def))
  return v
}

function defineClass(l: Lowering, i: number, decorators: readonly Value[]): Value {
  const { field } = l.syntax
  const { scopes } = l
  const name = nameOf(l, i)
  if (name < 0) return unknown(l, i)
  const scope = newScope(l, ScopeKind.Class, name)
  const typeParams = childByField(l, i, field.typeParameters)
  const bases = childByField(l, i, field.superclasses)
  scopes.returns[scope] = inSignature(l, scope, typeParameterNames(l, typeParams), () => {
    const base = l.operands.count
    if (bases >= 0) pushParts(l, bases)
    return listFrom(l, base)
  })
  const outer = enterScope(l, i, scope, RegionKind.Class)
  scopes.typeParams[scope] = addTypeParameters(l, typeParams)
  block(l, childByField(l, i, field.body))
  l.exits.count = outer.exits
  l.yields.count = outer.yields
  leaveScope(l, outer)
  const v = stands(l, i, emit(l, Op.Class, 0, scope, decoratorList(l, decorators), i))
  scopes.definedBy[scope] = v
  stands(l, name, bindNode(l, name, v, BindKind.Class))
  return v
}

function decoratorList(l: Lowering, decorators: readonly Value[]): number {
  const base = l.operands.count
  for (const v of decorators) push(l.operands, v)
  return listFrom(l, base)
}

export const lambda: Lowerer = (l, i) => {
  const { field } = l.syntax
  const { scopes } = l
  const scope = newScope(l, ScopeKind.Lambda, -1)
  scopes.nameStart[scope] = l.start[i] + l.shift
  const parameters = childByField(l, i, field.parameters)
  const written = inSignature(l, scope, NO_NAMES, () => writtenParameters(l, parameters))
  const outer = enterScope(l, i, scope, RegionKind.Lambda)
  scopes.params[scope] = addParameters(l, written)
  const body = operandOr(l, childByField(l, i, field.body))
  scopes.exits[scope] = listOf1(l, body)
  if (l.yields.count > outer.yields) scopes.flags[scope] |= ScopeFlag.Generator
  scopes.yields[scope] = listSince(l, l.yields, outer.yields)
  leaveScope(l, outer)
  const v = emit(l, Op.Lambda, 0, scope, -1, i)
  scopes.definedBy[scope] = v
  return v
}

export const functionDefinition: Lowerer = (l, i) => defineFunction(l, i, NO_DECORATORS)
export const classDefinition: Lowerer = (l, i) => defineClass(l, i, NO_DECORATORS)

export const decoratedDefinition: Lowerer = (l, i) => {
  const decorators: Value[] = []
  let definition = -1
  for (let c = firstPart(l, i); c >= 0; c = nextPart(l, i, c)) {
    const n = nodeAt(l, c)
    if (n === Node.Decorator) {
      const inner = firstPart(l, c)
      if (inner >= 0) decorators.push(stands(l, c, expression(l, inner)))
    } else if (n === Node.FunctionDefinition || n === Node.ClassDefinition) {
      definition = c
    }
  }
  if (definition < 0) return unknown(l, i)
  return nodeAt(l, definition) === Node.ClassDefinition ? defineClass(l, definition, decorators) : defineFunction(l, definition, decorators)
}

/** `type X[T] = …`: its type parameters are seen inside only. */
export const typeAlias: Lowerer = (l, i) => {
  const { field } = l.syntax
  let left = childByField(l, i, field.left)
  let typeParams = -1
  while (left >= 0 && nodeAt(l, left) !== Node.Identifier) {
    if (nodeAt(l, left) === Node.GenericType) typeParams = nextPart(l, left, firstPart(l, left))
    const n = nodeAt(l, left)
    left = n === Node.Type || n === Node.GenericType ? firstPart(l, left) : -1
  }
  if (left < 0) return unknown(l, i)
  const hidden = l.names.hidden.count
  const { hiding } = l.names
  l.names.hiding = true
  for (const [name, bound] of typeParameterNodes(l, typeParams)) {
    const v = emit(l, Op.TypeParam, 0, internNode(l, name), bound < 0 ? -1 : annotation(l, bound), name)
    stands(l, name, bindNode(l, name, v, BindKind.TypeParam))
  }
  l.names.hiding = hiding
  const right = childByField(l, i, field.right)
  const value = right < 0 ? -1 : annotation(l, right)
  endHidden(l, hidden)
  const name = internNode(l, left)
  const v = emit(l, Op.TypeAlias, 0, name, value, i)
  stands(l, left, bind(l, left, name, v, BindKind.TypeAlias))
  return v
}

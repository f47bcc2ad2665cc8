/** Parameters and type parameters. */
import { BindKind, Op, ParamKind } from '../model/summary.ts'
import type { Str, Value } from '../model/summary.ts'
import { annotation } from './annotations.ts'
import { push } from './columns.ts'
import { operandOr } from './expression.ts'
import { broken, childByField, emit, firstPart, internNode, listFrom, NO_NAMES, nextPart, nodeAt, stands } from './lowering.ts'
import type { Lowering } from './lowering.ts'
import { bindNode, define } from './names.ts'
import { Node } from './nodes.ts'

/** A parameter whose annotation and default are lowered, in the scope around the function. */
interface Written {
  readonly node: number
  readonly name: number
  readonly annotation: Value
  readonly default: Value
  kind: ParamKind
}

/** Lowers annotations and defaults, in the order they are written. */
export function writtenParameters(l: Lowering, list: number): Written[] {
  const found: Written[] = []
  if (list < 0) return found
  let kind = ParamKind.Normal
  for (let c = firstPart(l, list); c >= 0; c = nextPart(l, list, c)) {
    const n = nodeAt(l, c)
    if (n === Node.PositionalSeparator) {
      for (const before of found) if (before.kind === ParamKind.Normal) before.kind = ParamKind.PositionalOnly
      continue
    }
    if (n === Node.KeywordSeparator) {
      kind = ParamKind.KeywordOnly
      continue
    }
    const written = writtenParameter(l, c, n, kind)
    if (written === null) continue
    if (written.kind === ParamKind.Rest) kind = ParamKind.KeywordOnly
    found.push(written)
  }
  return found
}

function writtenParameter(l: Lowering, i: number, n: Node, kind: ParamKind): Written | null {
  const { field } = l.syntax
  let holder = i
  let type = -1
  let value = -1
  if (n === Node.TypedParameter || n === Node.DefaultParameter || n === Node.TypedDefaultParameter) {
    holder = n === Node.TypedParameter ? firstPart(l, i) : childByField(l, i, field.name)
    const typeNode = childByField(l, i, field.type)
    if (typeNode >= 0) type = annotation(l, typeNode)
    value = operandOr(l, childByField(l, i, field.value))
  }
  if (holder < 0) return null
  let own = kind
  const shape = nodeAt(l, holder)
  if (shape === Node.ListSplatPattern) own = ParamKind.Rest
  if (shape === Node.DictionarySplatPattern) own = ParamKind.KeywordRest
  const name = own === ParamKind.Rest || own === ParamKind.KeywordRest ? firstPart(l, holder) : holder
  if (name < 0) return null
  if (nodeAt(l, name) !== Node.Identifier) {
    broken(l, i, l.operands.count)
    return null
  }
  return { node: i, name, annotation: type, default: value, kind: own }
}

/** Makes the Params, in the scope of the function; returns their list. */
export function addParameters(l: Lowering, written: readonly Written[]): number {
  const base = l.operands.count
  const params: Value[] = []
  for (const [position, w] of written.entries()) {
    const name = internNode(l, w.name)
    push(l.operands, w.annotation)
    push(l.operands, w.default)
    push(l.operands, name)
    push(l.operands, w.kind)
    const v = define(l, name, emit(l, Op.Param, 0, position, listFrom(l, base), w.name))
    stands(l, w.name, v)
    stands(l, w.node, v)
    params.push(v)
  }
  for (const v of params) push(l.operands, v)
  return listFrom(l, base)
}

/** Nodes (name, bound or -1) of a type parameter list. */
export function typeParameterNodes(l: Lowering, list: number): readonly (readonly [number, number])[] {
  const found: (readonly [number, number])[] = []
  if (list < 0) return found
  for (let c = firstPart(l, list); c >= 0; c = nextPart(l, list, c)) {
    let inner = c
    let bound = -1
    while (inner >= 0 && nodeAt(l, inner) !== Node.Identifier) {
      if (nodeAt(l, inner) === Node.ConstrainedType) bound = nextPart(l, inner, firstPart(l, inner))
      const n = nodeAt(l, inner)
      const wraps = n === Node.Type || n === Node.ConstrainedType || n === Node.SplatType
      inner = wraps ? firstPart(l, inner) : -1
    }
    if (inner >= 0) found.push([inner, bound])
  }
  return found
}

/** Names of the type parameters, before anything of the signature is read. */
export const typeParameterNames = (l: Lowering, list: number): ReadonlySet<Str> =>
  list < 0 ? NO_NAMES : new Set(typeParameterNodes(l, list).map(([name]) => internNode(l, name)))

/** Makes the TypeParams and their Binds in the current scope; returns the list of Binds, or -1. */
export function addTypeParameters(l: Lowering, list: number): number {
  const nodes = typeParameterNodes(l, list)
  if (nodes.length === 0) return -1
  const binds: Value[] = []
  for (const [name, bound] of nodes) {
    const limit = bound < 0 ? -1 : annotation(l, bound)
    const v = emit(l, Op.TypeParam, 0, internNode(l, name), limit, name)
    binds.push(stands(l, name, bindNode(l, name, v, BindKind.TypeParam)))
  }
  const base = l.operands.count
  for (const v of binds) push(l.operands, v)
  return listFrom(l, base)
}

/** Assignment targets: names, attributes, items, and sequences taken apart. */
import { Op } from '../model/summary.ts'
import type { Value } from '../model/summary.ts'
import { push } from './columns.ts'
import { expression, operandOr, unknown } from './expression.ts'
import { childByField, emit, firstPart, hasToken, internNode, listOf2, MAX_DEPTH, nextPart, nodeAt, stands, tooDeep } from './lowering.ts'
import type { Lowering } from './lowering.ts'
import { bindNode } from './names.ts'
import { keyTuple } from './operators.ts'
import { Node, Token } from './nodes.ts'

/** Position of the starred rest in a sequence taken apart. */
const REST = 32767

/**
 * Assigns a value to a target and returns the Bind, SetAttr or SetItem. Of several targets the first one; -1 where there is
 * none. `aux` is BindKind, with BindFlag.Annotated.
 */
export function assignTo(l: Lowering, i: number, v: Value, aux: number): Value {
  if (l.depth >= MAX_DEPTH) return tooDeep(l, i)
  l.depth++
  const result = assignNode(l, i, v, aux)
  l.depth--
  return stands(l, i, result)
}

function assignNode(l: Lowering, i: number, v: Value, aux: number): Value {
  switch (nodeAt(l, i)) {
    case Node.Identifier:
      return bindNode(l, i, v, aux)
    case Node.Attribute:
      return storeAttribute(l, i, operandOr(l, childByField(l, i, l.syntax.field.object)), v, aux & ~BindKindMask)
    case Node.Subscript: {
      const object = operandOr(l, childByField(l, i, l.syntax.field.value))
      return storeItem(l, i, object, keyOf(l, i), v)
    }
    case Node.PatternList:
    case Node.TuplePattern:
    case Node.ListPattern:
    case Node.ExpressionList:
    case Node.Tuple:
    case Node.List:
      return takeApart(l, i, v, aux)
    case Node.Parenthesized:
    case Node.ListSplatPattern:
    case Node.ListSplat:
    case Node.AsPatternTarget: {
      const inner = firstPart(l, i)
      return inner < 0 ? unknown(l, i) : assignTo(l, inner, v, aux)
    }
    default:
      return unknown(l, i)
  }
}

const BindKindMask = 0x0f

export function storeAttribute(l: Lowering, i: number, object: Value, v: Value, aux: number): Value {
  const name = childByField(l, i, l.syntax.field.attribute)
  return emit(l, Op.SetAttr, aux, object, listOf2(l, v, name < 0 ? -1 : internNode(l, name)), i)
}

export const storeItem = (l: Lowering, i: number, object: Value, key: Value, v: Value): Value =>
  emit(l, Op.SetItem, 0, object, listOf2(l, v, key), i)

/** The key of a subscript, which is a Tuple if there are several. */
export function keyOf(l: Lowering, i: number): Value {
  const base = l.operands.count
  for (let c = i + 1; c < l.next[i]; c = l.next[c]) {
    if (l.field[c] === l.syntax.field.subscript) push(l.operands, expression(l, c))
  }
  if (l.operands.count === base + 1 && !hasToken(l, i, Token.Comma)) return l.operands.at[--l.operands.count]
  return keyTuple(l, i, base)
}

function takeApart(l: Lowering, i: number, v: Value, aux: number): Value {
  let items = 0
  let starred = -1
  for (let c = firstPart(l, i); c >= 0; c = nextPart(l, i, c)) {
    if (isStarred(l, c) && starred < 0) starred = items
    items++
  }
  let first = -1
  let at = 0
  for (let c = firstPart(l, i); c >= 0; c = nextPart(l, i, c)) {
    const position = starred < 0 || at < starred ? at : at === starred ? REST : at - items
    const target = assignTo(l, c, emit(l, Op.Unpack, 0, v, position, c), aux)
    if (at === 0) first = target
    at++
  }
  return first
}

const isStarred = (l: Lowering, i: number): boolean => nodeAt(l, i) === Node.ListSplatPattern || nodeAt(l, i) === Node.ListSplat

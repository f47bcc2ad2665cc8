/** Operators, displays, subscripts, calls. */
import { BinaryOp, BindKind, CompareOp, ConstKind, Leaves, Op, RegionKind, UnaryOp } from '../model/summary.ts'
import type { Value } from '../model/summary.ts'
import { beforeArguments, beforeSubscripts, withinAnnotation } from './annotations.ts'
import { addValue, push } from './columns.ts'
import { expression, operandOr, pushParts, unknown } from './expression.ts'
import {
  broken,
  childByField,
  closeRegion,
  emit,
  firstPart,
  hasToken,
  intern,
  internNode,
  leave,
  listFrom,
  listOf2,
  nextPart,
  nodeAt,
  openRegion,
  stands,
  textOf,
  tokenAt,
} from './lowering.ts'
import type { Finisher, Lowerer, Lowering } from './lowering.ts'
import { createJoin } from './name-state.ts'
import { bindNode, read } from './names.ts'
import { append, markNames, meet, snapshot, undo } from './states.ts'
import { Node, Token } from './nodes.ts'

// ---- leaves

export function identifier(l: Lowering, i: number): Value {
  // Error recovery invents names without text.
  return l.start[i] === l.end[i] ? broken(l, i, l.operands.count) : read(l, i)
}

export const literal =
  (kind: ConstKind): Lowerer =>
  (l, i) =>
    emit(l, Op.Const, 0, kind, -1, i)

export function integer(l: Lowering, i: number): Value {
  const text = textOf(l, i)
  const last = text.charCodeAt(text.length - 1) | 32
  const kind = last === 106 ? ConstKind.Complex : ConstKind.Int
  return emit(l, Op.Const, 0, kind, intern(l, text), i)
}

export function float(l: Lowering, i: number): Value {
  const text = textOf(l, i)
  const last = text.charCodeAt(text.length - 1) | 32
  return emit(l, Op.Const, 0, last === 106 ? ConstKind.Complex : ConstKind.Float, intern(l, text), i)
}

// ---- chains

export const attribute: Finisher = (l, i, object) => {
  const name = childByField(l, i, l.syntax.field.attribute)
  return name < 0 || l.start[name] === l.end[name] ? brokenWith(l, i, object) : emit(l, Op.Attr, 0, object, internNode(l, name), i)
}

/** `A.B` where the annotation grammar has a node of its own for it. */
export const memberType: Finisher = (l, i, object) => {
  const name = nextPart(l, i, firstPart(l, i))
  return name < 0 ? brokenWith(l, i, object) : emit(l, Op.Attr, 0, object, internNode(l, name), i)
}

function brokenWith(l: Lowering, i: number, operand: Value): Value {
  const base = l.operands.count
  push(l.operands, operand)
  return broken(l, i, base)
}

export const call: Finisher = (l, i, callee) => {
  const list = childByField(l, i, l.syntax.field.arguments)
  const base = l.operands.count
  if (list >= 0) {
    const former = beforeArguments(l)
    if (nodeAt(l, list) === Node.ArgumentList) pushParts(l, list)
    else push(l.operands, expression(l, list))
    l.annotation = former
  }
  return emit(l, Op.Call, 0, callee, listFrom(l, base), i)
}

export const keywordArgument: Lowerer = (l, i) => {
  const { field } = l.syntax
  const name = childByField(l, i, field.name)
  const v = operandOr(l, childByField(l, i, field.value))
  return emit(l, Op.Keyword, 0, name < 0 ? -1 : internNode(l, name), v, i)
}

export const subscript: Finisher = (l, i, object) => {
  const base = l.operands.count
  const former = beforeSubscripts(l, object)
  for (let c = i + 1; c < l.next[i]; c = l.next[c]) {
    if (l.field[c] !== l.syntax.field.subscript) continue
    push(l.operands, expression(l, c))
    withinAnnotation(l, object)
  }
  l.annotation = former
  return index(l, i, i, object, base)
}

/** `list[int]` where the annotation grammar has a node of its own for it. */
export const genericType: Lowerer = (l, i) => {
  const name = firstPart(l, i)
  const keys = name < 0 ? -1 : nextPart(l, i, name)
  if (keys < 0) return unknown(l, i)
  const object = expression(l, name)
  const base = l.operands.count
  const former = beforeSubscripts(l, object)
  for (let c = firstPart(l, keys); c >= 0; c = nextPart(l, keys, c)) {
    push(l.operands, expression(l, c))
    withinAnnotation(l, object)
  }
  l.annotation = former
  return index(l, i, keys, object, base)
}

/** Several subscripts as one Tuple, with the span from the first to the last. */
export function keyTuple(l: Lowering, i: number, base: number): Value {
  const { operands, values } = l
  if (operands.count === base) return emit(l, Op.Tuple, 0, 0, listFrom(l, base), i)
  const first = operands.at[base]
  const last = operands.at[operands.count - 1]
  const start = values.start[first]
  return addValue(values, Op.Tuple, 0, 0, listFrom(l, base), start, Math.max(0, values.start[last] + values.length[last] - start))
}

/** The key: one operand, or a Tuple of several (or of one with a comma after it). */
function index(l: Lowering, i: number, keys: number, object: Value, base: number): Value {
  const single = l.operands.count === base + 1 && !hasToken(l, keys, Token.Comma)
  if (single) return emit(l, Op.Index, 0, object, l.operands.at[--l.operands.count], i)
  return emit(l, Op.Index, 0, object, keyTuple(l, i, base), i)
}

export const slice: Lowerer = (l, i) => {
  const parts: [number, number, number] = [-1, -1, -1]
  let at = 0
  for (let c = i + 1; c < l.next[i]; c = l.next[c]) {
    if (tokenAt(l, c) === Token.Colon) at++
    else if (nodeAt(l, c) !== Node.Skip && at < 3) parts[at] = expression(l, c)
  }
  const base = l.operands.count
  for (const v of parts) push(l.operands, v)
  return emit(l, Op.Slice, 0, 0, listFrom(l, base), i)
}

// ---- displays

export const display =
  (op: Op): Lowerer =>
  (l, i) => {
    const base = l.operands.count
    pushParts(l, i)
    return emit(l, op, 0, 0, listFrom(l, base), i)
  }

export const pair: Lowerer = (l, i) => {
  const key = operandOr(l, childByField(l, i, l.syntax.field.key))
  return emit(l, Op.Pair, 0, key, operandOr(l, childByField(l, i, l.syntax.field.value)), i)
}

/** A node with one operand and no field for it. */
export const wrapping =
  (op: Op): Lowerer =>
  (l, i) =>
    emit(l, op, 0, operandOr(l, firstPart(l, i)), 0, i)

/** Parentheses and wrappers: the value is what stands inside. */
export const transparent: Finisher = (_, __, operand) => operand

export const awaited: Lowerer = (l, i) => {
  const v = operandOr(l, firstPart(l, i))
  leave(l, Leaves.Awaits)
  return emit(l, Op.Await, 0, v, 0, i)
}

export const yielded: Lowerer = (l, i) => {
  const v = operandOr(l, firstPart(l, i))
  leave(l, Leaves.Yields)
  const yielding = emit(l, hasToken(l, i, Token.From) ? Op.YieldFrom : Op.Yield, 0, v, 0, i)
  push(l.yields, yielding)
  return yielding
}

// ---- operators

/** Operand after the first: the second part. */
const second = (l: Lowering, i: number): number => nextPart(l, i, firstPart(l, i))

export const binary: Finisher = (l, i, left) => {
  const { field } = l.syntax
  const operator = childByField(l, i, field.operator)
  const right = operandOr(l, childByField(l, i, field.right))
  const code = operator < 0 ? 0 : l.syntax.binary[l.kind[operator]]
  return emit(l, Op.Binary, code === 0 ? BinaryOp.Add : code - 1, left, right, i)
}

export const unionType: Finisher = (l, i, left) => emit(l, Op.Binary, BinaryOp.Or, left, operandOr(l, second(l, i)), i)

/** `T: bound` where no type parameter stands. */
export const constrainedType: Finisher = (l, i, left) => {
  const base = l.operands.count
  push(l.operands, left)
  push(l.operands, operandOr(l, second(l, i)))
  return broken(l, i, base)
}

export const unary: Lowerer = (l, i) => {
  const operator = childByField(l, i, l.syntax.field.operator)
  const v = operandOr(l, childByField(l, i, l.syntax.field.argument))
  const token = operator < 0 ? Token.Other : tokenAt(l, operator)
  const code = token === Token.Minus ? UnaryOp.Minus : token === Token.Plus ? UnaryOp.Plus : UnaryOp.Invert
  return emit(l, Op.Unary, code, v, 0, i)
}

export const not: Lowerer = (l, i) => emit(l, Op.Unary, UnaryOp.Not, operandOr(l, childByField(l, i, l.syntax.field.argument)), 0, i)

export const comparison: Lowerer = (l, i) => {
  const base = l.operands.count
  pushParts(l, i)
  const operands = listFrom(l, base)
  for (let c = i + 1; c < l.next[i]; c = l.next[c]) {
    const code = l.syntax.compare[l.kind[c]]
    if (code > 0) push(l.operands, code - 1)
  }
  // Errors inside can leave more operands than operators, or fewer.
  while (l.operands.count - base < l.values.lists.at[operands] - 1) push(l.operands, CompareOp.Eq)
  return emit(l, Op.Compare, 0, listFrom(l, base), operands, i)
}

export const boolean: Finisher = (l, i, left) => {
  const { field } = l.syntax
  const operator = childByField(l, i, field.operator)
  const isAnd = operator >= 0 && tokenAt(l, operator) === Token.And
  const right = childByField(l, i, field.right)
  const mark = markNames(l)
  const r = openRegion(l, isAnd ? RegionKind.Then : RegionKind.Else, left)
  const v = operandOr(l, right)
  closeRegion(l, r)
  const result = emit(l, Op.Bool, isAnd ? 0 : 1, left, v, i)
  if (markNames(l) > mark) {
    const join = createJoin()
    append(l, join, snapshot(l, mark))
    undo(l, mark)
    append(l, join, snapshot(l, mark))
    meet(l, join, l.end[i] + l.shift)
  }
  return result
}

export const conditional: Lowerer = (l, i) => {
  const then = firstPart(l, i)
  const condition = then < 0 ? -1 : nextPart(l, i, then)
  const otherwise = condition < 0 ? -1 : nextPart(l, i, condition)
  const test = operandOr(l, condition)
  const mark = markNames(l)
  const join = createJoin()
  const thenRegion = openRegion(l, RegionKind.Then, test)
  const a = operandOr(l, then)
  closeRegion(l, thenRegion)
  if (markNames(l) > mark) {
    append(l, join, snapshot(l, mark))
    undo(l, mark)
  }
  const elseRegion = openRegion(l, RegionKind.Else, test)
  const b = operandOr(l, otherwise)
  closeRegion(l, elseRegion)
  if (join.count > 0 || markNames(l) > mark) {
    const after = snapshot(l, mark)
    undo(l, mark)
    if (join.count === 0) append(l, join, snapshot(l, mark))
    append(l, join, after)
    meet(l, join, l.end[i] + l.shift)
  }
  return emit(l, Op.Conditional, 0, test, listOf2(l, a, b), i)
}

export const named: Lowerer = (l, i) => {
  const { field } = l.syntax
  const v = operandOr(l, childByField(l, i, field.value))
  const name = childByField(l, i, field.name)
  return name < 0 ? v : stands(l, name, bindNode(l, name, v, BindKind.Walrus))
}

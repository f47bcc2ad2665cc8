/** Blocks and simple statements. */
import { BindFlag, BindKind, Leaves, Op } from '../model/summary.ts'
import type { Value } from '../model/summary.ts'
import { annotation } from './annotations.ts'
import { push } from './columns.ts'
import { expression, operandOr, pushParts, salvage, salvageErrors, unknown } from './expression.ts'
import {
  annotate,
  broken,
  childByField,
  emit,
  firstPart,
  internNode,
  leave,
  listFrom,
  MAX_DEPTH,
  nextPart,
  nodeAt,
  stands,
  tooDeep,
} from './lowering.ts'
import type { Lowerer, Lowering } from './lowering.ts'
import { bindNode, read, unbind } from './names.ts'
import { arrive } from './states.ts'
import { Node } from './nodes.ts'
import { docstring, isDocstring } from './strings.ts'
import { assignTo, keyOf, storeAttribute, storeItem } from './targets.ts'

/** Lowers the statements of a block, or of the module. */
export function block(l: Lowering, i: number): void {
  if (i < 0) return
  if (l.depth >= MAX_DEPTH) {
    tooDeep(l, i)
    return
  }
  l.depth++
  for (let c = firstPart(l, i); c >= 0; c = nextPart(l, i, c)) {
    const lower = l.statements[nodeAt(l, c)]
    stands(l, c, lower === undefined ? stray(l, c) : lower(l, c))
    if (l.errors.count > 0 && !l.quoted) salvageErrors(l, c)
  }
  l.depth--
}

/** What is no statement of its own: an error, or a piece that error recovery left standing. */
function stray(l: Lowering, i: number): Value {
  if (nodeAt(l, i) === Node.Error) return unknown(l, i)
  const base = l.operands.count
  salvage(l, i)
  return broken(l, i, base)
}

export const nestedBlock: Lowerer = (l, i) => {
  block(l, i)
  return -1
}

export const expressionStatement: Lowerer = (l, i) => {
  const first = firstPart(l, i)
  if (first < 0) return -1
  const n = nodeAt(l, first)
  if (n === Node.Assignment) return stands(l, first, assignment(l, first))
  if (n === Node.AugmentedAssignment) return stands(l, first, augmented(l, first))
  if (l.next[first] === l.next[i]) {
    const v = isDocstring(l, first) ? stands(l, first, docstring(l, first)) : expression(l, first)
    return emit(l, Op.Discard, 0, v, -1, i)
  }
  const base = l.operands.count
  pushParts(l, i)
  return emit(l, Op.Discard, 0, emit(l, Op.Tuple, 0, 0, listFrom(l, base), i), -1, i)
}

/** The value is lowered once; of chained targets the leftmost is assigned first. */
export const assignment: Lowerer = (l, i) => {
  const { field } = l.syntax
  let right = childByField(l, i, field.right)
  const chained: number[] = []
  while (right >= 0 && nodeAt(l, right) === Node.Assignment) {
    chained.push(right)
    right = childByField(l, right, field.right)
  }
  const left = childByField(l, i, field.left)
  const written = childByField(l, i, field.type)
  const type = written < 0 ? -1 : annotation(l, written)
  let v = -1
  if (right >= 0) v = nodeAt(l, right) === Node.AugmentedAssignment ? augmented(l, right) : expression(l, right)
  const result = left < 0 ? -1 : assignTo(l, left, v, BindKind.Assign | (type < 0 ? 0 : BindFlag.Annotated))
  const takes = result >= 0 && (l.values.op[result] === Op.Bind || l.values.op[result] === Op.SetAttr)
  if (type >= 0 && takes) annotate(l, result, type)
  for (const next of chained) {
    const target = childByField(l, next, field.left)
    if (target >= 0) stands(l, next, assignTo(l, target, v, BindKind.Assign))
  }
  return result
}

/** `x += y`: what is changed is read once and stored again. */
export const augmented: Lowerer = (l, i) => {
  const { field } = l.syntax
  const left = childByField(l, i, field.left)
  const right = childByField(l, i, field.right)
  const operator = childByField(l, i, field.operator)
  const code = operator < 0 ? 0 : l.syntax.binary[l.kind[operator]]
  const aux = code === 0 ? 0 : code - 1
  const n = left < 0 ? Node.Unknown : nodeAt(l, left)
  if (n === Node.Identifier) {
    const old = read(l, left)
    const v = emit(l, Op.Augment, aux, old, operandOr(l, right), i)
    return stands(l, left, bindNode(l, left, v, BindKind.Augment))
  }
  if (n === Node.Attribute) {
    const object = operandOr(l, childByField(l, left, field.object))
    const name = childByField(l, left, field.attribute)
    const old = emit(l, Op.Attr, 0, object, name < 0 ? -1 : internNode(l, name), left)
    const v = emit(l, Op.Augment, aux, old, operandOr(l, right), i)
    return stands(l, left, storeAttribute(l, left, object, v, 0))
  }
  if (n === Node.Subscript) {
    const object = operandOr(l, childByField(l, left, field.value))
    const key = keyOf(l, left)
    const old = emit(l, Op.Index, 0, object, key, left)
    const v = emit(l, Op.Augment, aux, old, operandOr(l, right), i)
    return stands(l, left, storeItem(l, left, object, key, v))
  }
  return unknown(l, i)
}

export const returned: Lowerer = (l, i) => {
  const v = operandOr(l, firstPart(l, i))
  const result = emit(l, Op.Return, 0, v, -1, i)
  push(l.exits, result)
  leave(l, Leaves.Returns)
  l.reachable = false
  return result
}

export const raised: Lowerer = (l, i) => {
  const cause = childByField(l, i, l.syntax.field.cause)
  const first = firstPart(l, i)
  const exception = first === cause ? -1 : operandOr(l, first)
  const result = emit(l, Op.Raise, 0, exception, operandOr(l, cause), i)
  leave(l, Leaves.Raises)
  l.reachable = false
  return result
}

export const asserted: Lowerer = (l, i) => {
  const test = firstPart(l, i)
  const message = test < 0 ? -1 : nextPart(l, i, test)
  const v = operandOr(l, test)
  return emit(l, Op.Assert, 0, v, operandOr(l, message), i)
}

export const broke: Lowerer = (l, i) => {
  const v = emit(l, Op.Break, 0, -1, -1, i)
  if (l.loop !== null) arrive(l, l.loop.breaks, l.loop.mark)
  leave(l, Leaves.Breaks)
  l.reachable = false
  return v
}

export const continued: Lowerer = (l, i) => {
  const v = emit(l, Op.Continue, 0, -1, -1, i)
  if (l.loop !== null) arrive(l, l.loop.continues, l.loop.mark)
  leave(l, Leaves.Continues)
  l.reachable = false
  return v
}

/** Nothing happens, and nothing stands for it. */
export const passed: Lowerer = () => -1

export const deleted: Lowerer = (l, i) => {
  const base = l.operands.count
  const only = firstPart(l, i)
  const several = only >= 0 && (nodeAt(l, only) === Node.ExpressionList || nodeAt(l, only) === Node.Tuple)
  const targets = several ? only : i
  pushParts(l, targets)
  const v = emit(l, Op.Delete, 0, -1, listFrom(l, base), i)
  for (let c = firstPart(l, targets); c >= 0; c = nextPart(l, targets, c)) {
    let name = c
    while (name >= 0 && nodeAt(l, name) === Node.Parenthesized) name = firstPart(l, name)
    if (name >= 0 && nodeAt(l, name) === Node.Identifier) unbind(l, internNode(l, name))
  }
  return v
}

export const declared =
  (aux: 0 | 1): Lowerer =>
  (l, i) => {
    const base = l.operands.count
    for (let c = firstPart(l, i); c >= 0; c = nextPart(l, i, c)) push(l.operands, internNode(l, c))
    return emit(l, Op.GlobalDecl, aux, -1, listFrom(l, base), i)
  }

/** Statements of a language this is not (`print x`, `exec x`). */
export const foreign: Lowerer = (l, i) => {
  const base = l.operands.count
  for (let c = firstPart(l, i); c >= 0; c = nextPart(l, i, c)) push(l.operands, expression(l, c))
  return broken(l, i, base)
}

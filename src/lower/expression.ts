/** The way into an expression: depth, left spines, dispatch. */
import { push } from './columns.ts'
import { broken, childByField, firstPart, MAX_DEPTH, nextPart, nodeAt, tooDeep } from './lowering.ts'
import type { Lowering } from './lowering.ts'
import { firstSite } from './sites.ts'
import { Node } from './nodes.ts'
import type { Value } from '../model/summary.ts'

/**
 * Lowers an expression. Left operands nest as deep as a chain is long, so they are walked in a loop: down to the leftmost
 * operand, then up again, finishing one node at a time. Only what stands elsewhere nests calls.
 */
export function expression(l: Lowering, i: number): Value {
  if (l.depth >= MAX_DEPTH) return tooDeep(l, i)
  l.depth++
  const { spine } = l
  const base = spine.count
  let n = i
  for (;;) {
    const operand = firstOperand(l, n)
    if (operand < 0) break
    push(spine, n)
    n = operand
  }
  const lowerer = l.lowerers[nodeAt(l, n)]
  let v = lowerer === undefined ? unknown(l, n) : lowerer(l, n)
  if (!l.quoted) l.valueOf[n] = v
  while (spine.count > base) {
    n = spine.at[--spine.count]
    const finish = l.finishers[nodeAt(l, n)]
    if (finish !== undefined) v = finish(l, n, v)
    if (!l.quoted) l.valueOf[n] = v
  }
  l.depth--
  return v
}

/** The operand a chain goes down to, or -1 at its end. */
function firstOperand(l: Lowering, i: number): number {
  const { field } = l.syntax
  switch (nodeAt(l, i)) {
    case Node.Attribute:
      return childByField(l, i, field.object)
    case Node.Call:
      return childByField(l, i, field.function)
    case Node.Subscript:
      return childByField(l, i, field.value)
    case Node.BinaryOperator:
    case Node.BooleanOperator:
      return childByField(l, i, field.left)
    case Node.Parenthesized:
    case Node.Type:
    case Node.UnionType:
    case Node.MemberType:
    case Node.ConstrainedType:
      return firstPart(l, i)
    default:
      return -1
  }
}

/** Errors and what has no meaning as an expression. */
export function unknown(l: Lowering, i: number): Value {
  const base = l.operands.count
  for (let c = firstPart(l, i); c >= 0; c = nextPart(l, i, c)) salvage(l, c)
  return broken(l, i, base)
}

/** Lowers the errors within a statement that nothing looked at: where a part of it is missing, or too much. */
export function salvageErrors(l: Lowering, i: number): void {
  const { at, count } = l.errors
  const end = l.next[i]
  for (let e = firstSite(at, count, i); e < count && at[e] < end; e++) {
    if (l.valueOf[at[e]] < 0) l.valueOf[at[e]] = unknown(l, at[e])
  }
}

/** Adds what can be lowered of a node inside broken syntax to the operands. */
export function salvage(l: Lowering, i: number): void {
  const n = nodeAt(l, i)
  if (l.depth >= MAX_DEPTH) return
  l.depth++
  const statement = l.statements[n]
  if (statement !== undefined) {
    const v = statement(l, i)
    if (v >= 0) push(l.operands, v)
  } else if (n === Node.Block || (l.lowerers[n] === undefined && l.finishers[n] === undefined)) {
    for (let c = firstPart(l, i); c >= 0; c = nextPart(l, i, c)) salvage(l, c)
  } else {
    push(l.operands, expression(l, i))
  }
  l.depth--
}

/** Lowers an operand that error recovery may have left out. */
export const operandOr = (l: Lowering, i: number): Value => (i < 0 ? -1 : expression(l, i))

/** Adds the values of all parts of a node to the operands. */
export function pushParts(l: Lowering, i: number): void {
  for (let c = firstPart(l, i); c >= 0; c = nextPart(l, i, c)) push(l.operands, expression(l, c))
}

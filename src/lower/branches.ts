/** `if`, `match` and `with`. */
import { BindKind, ImportFlag, Leaves, Op, RegionKind, UnaryOp } from '../model/summary.ts'
import type { Region, Value } from '../model/summary.ts'
import { push } from './columns.ts'
import { expression, operandOr } from './expression.ts'
import {
  childByField,
  closeRegion,
  emit,
  emitOver,
  firstPart,
  hasToken,
  leave,
  listFrom,
  nextPart,
  nodeAt,
  openRegion,
  stands,
} from './lowering.ts'
import type { Lowerer, Lowering } from './lowering.ts'
import { createJoin } from './name-state.ts'
import type { Join } from './name-state.ts'
import { arrive, markNames, meet, undo } from './states.ts'
import { Node, Token } from './nodes.ts'
import { bindPattern, isIrrefutable, matchPattern } from './patterns.ts'
import { block } from './statements.ts'
import { assignTo } from './targets.ts'

/** Whether a test only holds for type checkers: `TYPE_CHECKING`, `typing.TYPE_CHECKING`. */
function isTypeChecking(l: Lowering, test: Value): boolean {
  if (test < 0) return false
  const { op, a, b } = l.values
  const name = op[test] === Op.Free ? a[test] : op[test] === Op.Attr || op[test] === Op.Load ? b[test] : -1
  return l.strings[name] === 'TYPE_CHECKING'
}

/** One arm of an `if`: its block in its region; the state then joins the others. Returns whether it falls through. */
function arm(l: Lowering, test: Value, body: number, join: Join, mark: number): boolean {
  const flags = l.importFlags
  const { reachable } = l
  if (isTypeChecking(l, test)) l.importFlags |= ImportFlag.TypeChecking
  const before = markNames(l)
  const r = openRegion(l, RegionKind.Then, test)
  block(l, body)
  closeRegion(l, r)
  l.importFlags = flags
  arrive(l, join, mark)
  undo(l, before)
  const falls = l.reachable
  l.reachable = reachable
  return falls
}

/** The chain of `elif` is walked in a loop; each stands in the Else region of the one before. */
export const ifStatement: Lowerer = (l, i) => {
  const { field } = l.syntax
  const mark = markNames(l)
  const join = createJoin()
  const elses: Region[] = []
  const falls: boolean[] = []
  const flags = l.importFlags
  let test = operandOr(l, childByField(l, i, field.condition))
  arm(l, test, childByField(l, i, field.consequence), join, mark)
  let otherwise = -1
  for (let c = i + 1; c < l.next[i] && otherwise < 0; c = l.next[c]) {
    const n = nodeAt(l, c)
    if (n === Node.Elif) {
      elses.push(openRegion(l, RegionKind.Else, test))
      test = operandOr(l, childByField(l, c, field.condition))
      falls.push(arm(l, test, childByField(l, c, field.consequence), join, mark))
    } else if (n === Node.Else) {
      otherwise = c
    }
  }
  if (otherwise >= 0) {
    const r = openRegion(l, RegionKind.Else, test)
    if (isNegatedTypeChecking(l, test)) l.importFlags |= ImportFlag.TypeChecking
    block(l, childByField(l, otherwise, field.body))
    closeRegion(l, r)
    l.importFlags = flags
  }
  arrive(l, join, mark)
  while (elses.length > 0) {
    if (falls.pop() === true) l.reachable = true
    closeRegion(l, elses.pop() as Region)
  }
  undo(l, mark)
  l.reachable = join.count > 0
  meet(l, join, l.end[i] + l.shift)
  return -1
}

function isNegatedTypeChecking(l: Lowering, test: Value): boolean {
  const { op, aux, a } = l.values
  return test >= 0 && op[test] === Op.Unary && aux[test] === UnaryOp.Not && isTypeChecking(l, a[test])
}

export const withStatement: Lowerer = (l, i) => {
  const { field } = l.syntax
  const isAsync = hasToken(l, i, Token.Async)
  const opened: Region[] = []
  const clause = firstPart(l, i)
  for (let c = clause < 0 ? -1 : firstPart(l, clause); c >= 0; c = nextPart(l, clause, c)) {
    if (nodeAt(l, c) !== Node.WithItem) continue
    const value = childByField(l, c, field.value)
    if (value >= 0) opened.push(enter(l, c, value, isAsync))
  }
  block(l, childByField(l, i, field.body))
  while (opened.length > 0) closeRegion(l, opened.pop() as Region)
  return -1
}

function enter(l: Lowering, i: number, value: number, isAsync: boolean): Region {
  // Parentheses around the only item look like an expression to the grammar.
  const inner = nodeAt(l, value) === Node.Parenthesized ? firstPart(l, value) : -1
  const held = inner >= 0 && nodeAt(l, inner) === Node.AsPattern ? inner : value
  const aliased = nodeAt(l, held) === Node.AsPattern
  const target = aliased ? childByField(l, held, l.syntax.field.alias) : -1
  const manager = operandOr(l, aliased ? firstPart(l, held) : value)
  if (isAsync) leave(l, Leaves.Awaits)
  const v = stands(l, i, emit(l, Op.Enter, 0, manager, isAsync ? 1 : 0, i))
  const r = openRegion(l, RegionKind.With, v)
  if (target >= 0) assignTo(l, target, v, BindKind.With)
  return r
}

export const matchStatement: Lowerer = (l, i) => {
  const { field } = l.syntax
  const mark = markNames(l)
  const join = createJoin()
  const subject = subjectOf(l, i)
  const { reachable } = l
  let exhaustive = false
  const body = childByField(l, i, field.body)
  for (let c = body < 0 ? -1 : firstPart(l, body); c >= 0; c = nextPart(l, body, c)) {
    if (nodeAt(l, c) !== Node.CaseClause) continue
    const before = markNames(l)
    if (caseClause(l, c, subject)) exhaustive = true
    arrive(l, join, mark)
    undo(l, before)
    l.reachable = reachable
  }
  if (!exhaustive) arrive(l, join, mark)
  undo(l, mark)
  l.reachable = join.count > 0
  meet(l, join, l.end[i] + l.shift)
  return -1
}

function subjectOf(l: Lowering, i: number): Value {
  const base = l.operands.count
  const parts: number[] = []
  for (let c = i + 1; c < l.next[i]; c = l.next[c]) {
    if (l.field[c] !== l.syntax.field.subject || nodeAt(l, c) === Node.Skip) continue
    push(l.operands, expression(l, c))
    parts.push(c)
  }
  if (parts.length === 0) return -1
  if (parts.length === 1 && !hasToken(l, i, Token.Comma)) return l.operands.at[--l.operands.count]
  return emitOver(l, Op.Tuple, 0, 0, listFrom(l, base), parts[0], parts[parts.length - 1])
}

/** Returns whether the clause takes every subject. */
function caseClause(l: Lowering, i: number, subject: Value): boolean {
  const { field } = l.syntax
  const patterns: number[] = []
  for (let c = firstPart(l, i); c >= 0; c = nextPart(l, i, c)) if (nodeAt(l, c) === Node.CasePattern) patterns.push(c)
  const matched = stands(l, i, matchPattern(l, i, patterns, subject))
  const r = openRegion(l, RegionKind.Case, matched)
  bindPattern(l, i, patterns, matched)
  const guard = childByField(l, i, field.guard)
  const body = childByField(l, i, field.consequence)
  if (guard >= 0) {
    const test = operandOr(l, firstPart(l, guard))
    const then = openRegion(l, RegionKind.Then, test)
    block(l, body)
    closeRegion(l, then)
  } else {
    block(l, body)
  }
  closeRegion(l, r)
  return guard < 0 && patterns.length === 1 && isIrrefutable(l, patterns[0])
}

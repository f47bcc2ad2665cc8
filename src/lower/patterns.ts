/** `case` patterns: what they name, and what they bind. */
import { BindKind, Op } from '../model/summary.ts'
import type { Value } from '../model/summary.ts'
import { push } from './columns.ts'
import { expression } from './expression.ts'
import {
  emit,
  emitOver,
  firstPart,
  hasToken,
  internNode,
  listFrom,
  MAX_DEPTH,
  nextPart,
  nodeAt,
  stands,
  textOf,
  tokenAt,
  tooDeep,
} from './lowering.ts'
import type { Lowering } from './lowering.ts'
import { createJoin } from './name-state.ts'
import { bindNode, read } from './names.ts'
import { arrive, markNames, meet, undo } from './states.ts'
import { Node, Token } from './nodes.ts'
import { UnaryOp } from '../model/summary.ts'

/** Position of the starred rest in a sequence taken apart. */
const REST = 32767

/** Classes whose pattern takes the whole subject as its one positional item. */
const selfMatching: ReadonlySet<string> = new Set([
  'bool',
  'bytearray',
  'bytes',
  'dict',
  'float',
  'frozenset',
  'int',
  'list',
  'set',
  'str',
  'tuple',
])

/** The Matched value of a clause (several patterns are a sequence): names the classes and literals that it looks for. */
export function matchPattern(l: Lowering, i: number, patterns: readonly number[], subject: Value): Value {
  const base = l.operands.count
  if (patterns.length === 1 && !hasToken(l, i, Token.Comma)) pushNamed(l, patterns[0])
  const from = patterns[0] ?? i
  return emitOver(l, Op.Matched, 0, subject, listFrom(l, base), from, patterns[patterns.length - 1] ?? i)
}

/** Binds what the patterns of a clause capture. */
export function bindPattern(l: Lowering, i: number, patterns: readonly number[], matched: Value): void {
  if (patterns.length === 1 && !hasToken(l, i, Token.Comma)) bindOne(l, patterns[0], matched)
  else bindSequence(l, patterns, matched)
}

/** A single name or `_` takes every subject. */
export function isIrrefutable(l: Lowering, i: number): boolean {
  const inner = unwrap(l, i)
  return inner < 0 || (nodeAt(l, inner) === Node.DottedName && l.next[inner] === inner + 2)
}

/** What stands in nested `case_pattern` nodes and parentheses; -1 for `_`. A sign before a number stays with the wrapper. */
function unwrap(l: Lowering, i: number): number {
  let inner = i
  while (inner >= 0) {
    const n = nodeAt(l, inner)
    const wraps = n === Node.CasePattern ? !hasToken(l, inner, Token.Minus) : n === Node.TuplePattern && groups(l, inner)
    if (!wraps) return inner
    inner = firstPart(l, inner)
  }
  return inner
}

/** Parentheses around one pattern, without a comma, only group. */
function groups(l: Lowering, i: number): boolean {
  const only = firstPart(l, i)
  return only >= 0 && nextPart(l, i, only) < 0 && !hasToken(l, i, Token.Comma)
}

/** Adds classes and literals of a pattern to the operands; what stands deeper is matched for itself. */
function pushNamed(l: Lowering, i: number): void {
  const p = unwrap(l, i)
  if (p < 0) return
  if (l.depth >= MAX_DEPTH) {
    push(l.operands, tooDeep(l, p))
    return
  }
  l.depth++
  switch (nodeAt(l, p)) {
    case Node.AsPattern:
      pushNamed(l, firstPart(l, p))
      break
    case Node.UnionPattern:
      for (let c = firstPart(l, p); c >= 0; c = nextPart(l, p, c)) pushNamed(l, c)
      break
    case Node.ClassPattern:
      push(l.operands, dottedName(l, firstPart(l, p)))
      break
    case Node.DottedName:
      if (l.next[p] > p + 2) push(l.operands, dottedName(l, p))
      break
    case Node.CasePattern:
      push(l.operands, signed(l, p))
      break
    case Node.ComplexPattern:
    case Node.ListPattern:
    case Node.TuplePattern:
    case Node.DictPattern:
    case Node.SplatPattern:
    case Node.KeywordPattern:
      break
    default:
      push(l.operands, expression(l, p))
  }
  l.depth--
}

function signed(l: Lowering, i: number): Value {
  const number = firstPart(l, i)
  return stands(l, i, emit(l, Op.Unary, UnaryOp.Minus, number < 0 ? -1 : expression(l, number), 0, i))
}

/** `a.b.C`. */
export function dottedName(l: Lowering, i: number): Value {
  let v = -1
  for (let c = firstPart(l, i); c >= 0; c = nextPart(l, i, c)) {
    v = v < 0 ? stands(l, c, read(l, c)) : emit(l, Op.Attr, 0, v, internNode(l, c), i)
  }
  return stands(l, i, v)
}

function bindOne(l: Lowering, i: number, matched: Value): void {
  const p = unwrap(l, i)
  if (p < 0) return
  if (l.depth >= MAX_DEPTH) return
  l.depth++
  bindNodeOf(l, p, matched)
  l.depth--
}

function bindNodeOf(l: Lowering, p: number, matched: Value): void {
  switch (nodeAt(l, p)) {
    case Node.DottedName:
      if (l.next[p] === p + 2) stands(l, p, bindNode(l, p, matched, BindKind.Match))
      return
    case Node.AsPattern:
      bindAs(l, p, matched)
      return
    case Node.UnionPattern:
      bindAlternatives(l, p, matched)
      return
    case Node.ClassPattern:
      bindClass(l, p, matched)
      return
    case Node.DictPattern:
      bindMapping(l, p, matched)
      return
    case Node.ListPattern:
    case Node.TuplePattern:
      bindSequenceNode(l, p, matched)
      return
    default:
  }
}

/** Matches a part of the subject against a pattern inside another. */
function bindPart(l: Lowering, i: number, part: Value): void {
  const p = unwrap(l, i)
  if (p < 0) return
  if (nodeAt(l, p) === Node.DottedName && l.next[p] === p + 2) {
    stands(l, p, bindNode(l, p, part, BindKind.Match))
    return
  }
  const base = l.operands.count
  pushNamed(l, p)
  bindOne(l, p, stands(l, i, emit(l, Op.Matched, 0, part, listFrom(l, base), i)))
}

function bindAs(l: Lowering, p: number, matched: Value): void {
  const inner = firstPart(l, p)
  const name = inner < 0 ? -1 : nextPart(l, p, inner)
  if (inner >= 0) bindOne(l, inner, matched)
  if (name >= 0 && nodeAt(l, name) === Node.Identifier) stands(l, name, bindNode(l, name, matched, BindKind.Match))
}

/** Each alternative binds the same names: its state is one of several that meet. */
function bindAlternatives(l: Lowering, p: number, matched: Value): void {
  const mark = markNames(l)
  const join = createJoin()
  for (let c = firstPart(l, p); c >= 0; c = nextPart(l, p, c)) {
    if (holdsParts(l, c)) bindPart(l, c, matched)
    else bindOne(l, c, matched)
    arrive(l, join, mark)
    undo(l, mark)
  }
  meet(l, join, l.end[p] + l.shift)
}

/** Whether a pattern takes its subject apart: then it is matched for itself, not as one of several. */
function holdsParts(l: Lowering, i: number): boolean {
  const p = unwrap(l, i)
  const n = p < 0 ? Node.Skip : nodeAt(l, p)
  return n === Node.ClassPattern || n === Node.ListPattern || n === Node.TuplePattern || n === Node.DictPattern
}

function bindClass(l: Lowering, p: number, matched: Value): void {
  const name = firstPart(l, p)
  let position = 0
  for (let c = name < 0 ? -1 : nextPart(l, p, name); c >= 0; c = nextPart(l, p, c)) {
    const part = unwrap(l, c)
    if (part < 0) {
      position++
    } else if (nodeAt(l, part) === Node.KeywordPattern) {
      const attribute = firstPart(l, part)
      const value = attribute < 0 ? -1 : nextPart(l, part, attribute)
      if (value >= 0) bindPart(l, value, emit(l, Op.Attr, 0, matched, internNode(l, attribute), part))
    } else {
      const whole = position === 0 && selfMatching.has(textOf(l, name))
      bindPart(l, c, whole ? matched : emit(l, Op.Unpack, 0, matched, position, c))
      position++
    }
  }
}

function bindMapping(l: Lowering, p: number, matched: Value): void {
  let key = -1
  for (let c = firstPart(l, p); c >= 0; c = nextPart(l, p, c)) {
    if (l.field[c] === l.syntax.field.key) {
      const base = l.operands.count
      pushNamed(l, c)
      key = l.operands.count > base ? l.operands.at[base] : -1
      l.operands.count = base
    } else if (l.field[c] === l.syntax.field.value) {
      bindPart(l, c, emit(l, Op.Index, 0, matched, key, c))
    } else if (nodeAt(l, c) === Node.SplatPattern) {
      const base = l.operands.count
      push(l.operands, emit(l, Op.DoubleStar, 0, matched, 0, c))
      bindSplat(l, c, emit(l, Op.Dict, 0, 0, listFrom(l, base), c))
    }
  }
}

function bindSplat(l: Lowering, i: number, v: Value): void {
  const name = firstPart(l, i)
  if (name >= 0) stands(l, name, bindNode(l, name, v, BindKind.Match))
}

function bindSequenceNode(l: Lowering, p: number, matched: Value): void {
  const items: number[] = []
  for (let c = p + 1; c < l.next[p]; c = l.next[c]) {
    if (nodeAt(l, c) !== Node.Skip || tokenAt(l, c) === Token.Underscore) items.push(c)
  }
  bindSequence(l, items, matched)
}

function bindSequence(l: Lowering, items: readonly number[], matched: Value): void {
  const starred = items.findIndex((item) => isSplat(l, item))
  items.forEach((item, at) => {
    const position = starred < 0 || at < starred ? at : at === starred ? REST : at - items.length
    const p = unwrap(l, item)
    if (p < 0) return
    const part = emit(l, Op.Unpack, 0, matched, position, item)
    if (at === starred) bindSplat(l, p, part)
    else bindPart(l, item, part)
  })
}

function isSplat(l: Lowering, i: number): boolean {
  const p = unwrap(l, i)
  return p >= 0 && nodeAt(l, p) === Node.SplatPattern
}

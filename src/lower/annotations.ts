/** Annotations: where a text is a quoted type, and its lowering in place. */
import { Op } from '../model/summary.ts'
import type { Value } from '../model/summary.ts'
import { ERROR_KIND } from '../model/syntax.ts'
import { expression } from './expression.ts'
import { annotate, firstPart, MAX_DEPTH, nextPart, readTable } from './lowering.ts'
import type { Lowering } from './lowering.ts'

const MAX_QUOTED = 2_000

/** Lowers the annotation at a node; texts in it are quoted types. */
export function annotation(l: Lowering, i: number): Value {
  const former = l.annotation
  l.annotation = !l.quoted
  const v = expression(l, i)
  l.annotation = former
  return v
}

/** Arguments of a call are values, also within an annotation. Returns what to restore. */
export function beforeArguments(l: Lowering): boolean {
  const former = l.annotation
  l.annotation = false
  return former
}

/** Subscripts of `Literal` are values. Returns what to restore. */
export function beforeSubscripts(l: Lowering, object: Value): boolean {
  const former = l.annotation
  if (former && lastName(l, object) === 'Literal') l.annotation = false
  return former
}

/** Everything after the first subscript of `Annotated` is a value. */
export function withinAnnotation(l: Lowering, object: Value): void {
  if (l.annotation && lastName(l, object) === 'Annotated') l.annotation = false
}

function lastName(l: Lowering, v: Value): string | undefined {
  const { op, a, b } = l.values
  const name = op[v] === Op.Free ? a[v] : op[v] === Op.Attr || op[v] === Op.Load ? b[v] : -1
  return l.strings[name]
}

/**
 * Lowers a quoted type next to its Text and pairs the two. `start` is the offset of its first unit in the file. Text that is
 * not one expression stays a Text alone.
 */
export function quotedAnnotation(l: Lowering, v: Value, content: string, start: number): void {
  if (content.length > MAX_QUOTED || l.depth >= MAX_DEPTH) return
  // In parentheses an expression may span lines and begin with blanks, as it may for the interpreter.
  const text = `(${content})`
  const table = l.parse(text)
  if (table === null || table.kind.subarray(0, table.length).includes(ERROR_KIND)) return
  const { text: outerText, nodes, kind, field, start: starts, end, parent, next, shift, annotation: former } = l
  readTable(l, text, table, start - 1)
  const statement = firstPart(l, 0)
  const inner = statement < 0 || nextPart(l, 0, statement) >= 0 ? -1 : firstPart(l, statement)
  if (inner >= 0) {
    l.quoted = true
    l.annotation = false
    annotate(l, v, expression(l, inner))
    l.quoted = false
    l.annotation = former
  }
  l.text = outerText
  l.nodes = nodes
  l.kind = kind
  l.field = field
  l.start = starts
  l.end = end
  l.parent = parent
  l.next = next
  l.shift = shift
}

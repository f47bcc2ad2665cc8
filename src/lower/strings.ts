/** Text literals: prefixes, escapes, replacement fields, concatenation. */
import { Op } from '../model/summary.ts'
import type { Value } from '../model/summary.ts'
import { addValue, push } from './columns.ts'
import { quotedAnnotation } from './annotations.ts'
import { decodeText, plainBraces } from './escapes.ts'
import { expression, pushParts } from './expression.ts'
import { emit, firstPart, intern, listFrom, nextPart, nodeAt, tokenAt } from './lowering.ts'
import type { Lowerer, Lowering } from './lowering.ts'
import { Node, Token } from './nodes.ts'
import { maskedText } from './secrets.ts'

/** Longer text is cut and ends in a hash, so that two different ones stay different. */
const MAX_TEXT = 4_096

const enum Prefix {
  Raw = 1,
  Bytes = 2,
  Format = 4,
  Template = 8,
}

export const enum TextKind {
  Text,
  Bytes,
  Docstring,
}

const enum FormatKind {
  String,
  Concatenation,
  Template,
  /** A field whose text is not its value's: with a conversion or a format specification. */
  Field,
}

function prefixOf(l: Lowering, i: number): number {
  let prefix = 0
  for (let at = l.start[i + 1]; at < l.end[i + 1]; at++) {
    const c = l.text.charCodeAt(at) | 32
    if (c === 114) prefix |= Prefix.Raw
    else if (c === 98) prefix |= Prefix.Bytes
    else if (c === 102) prefix |= Prefix.Format
    else if (c === 116) prefix |= Prefix.Template
    else if (c !== 117) break
  }
  return prefix
}

/** Where the content of a literal starts and ends in the text being read. */
const contentStart = (l: Lowering, i: number): number => (l.next[i] > i + 1 ? l.end[i + 1] : l.start[i])

function contentEnd(l: Lowering, i: number): number {
  const last = l.next[i] - 1
  if (last <= i + 1 || l.kind[last] !== l.syntax.stringEnd) return l.end[i]
  // The end token can hold backslashes before its quotes (`r"\\"`), so it is measured by the opening ones.
  const quote = l.end[i + 1] - 1
  const triple = quote - 2 >= l.start[i + 1] && l.text[quote] === l.text[quote - 1] && l.text[quote] === l.text[quote - 2]
  return Math.max(contentStart(l, i), l.end[last] - (triple ? 3 : 1))
}

function hasFields(l: Lowering, i: number): boolean {
  for (let c = i + 1; c < l.next[i]; c = l.next[c]) if (nodeAt(l, c) === Node.Interpolation) return true
  return false
}

function decode(l: Lowering, prefix: number, start: number, end: number): string {
  const content = l.text.slice(start, end)
  const braces = (prefix & (Prefix.Format | Prefix.Template)) === 0 ? content : plainBraces(content)
  return decodeText(braces, (prefix & Prefix.Raw) !== 0, (prefix & Prefix.Bytes) !== 0)
}

/** Decoded content of a literal without fields, else null. */
function plainText(l: Lowering, i: number): string | null {
  const prefix = prefixOf(l, i)
  if ((prefix & Prefix.Template) !== 0 || ((prefix & Prefix.Format) !== 0 && hasFields(l, i))) return null
  return decode(l, prefix, contentStart(l, i), contentEnd(l, i))
}

const isBytes = (l: Lowering, i: number): boolean => (prefixOf(l, i) & Prefix.Bytes) !== 0

export const string: Lowerer = (l, i) => {
  const prefix = prefixOf(l, i)
  const from = contentStart(l, i)
  const to = contentEnd(l, i)
  if ((prefix & (Prefix.Format | Prefix.Template)) !== 0 && ((prefix & Prefix.Template) !== 0 || hasFields(l, i)))
    return format(l, i, prefix)
  const text = decode(l, prefix, from, to)
  const v = emit(l, Op.Text, 0, internText(l, text), (prefix & Prefix.Bytes) !== 0 ? TextKind.Bytes : TextKind.Text, i)
  // With escapes, offsets in the type would not be offsets in the file; nobody writes types so.
  if (l.annotation && (prefix & ~Prefix.Raw) === 0 && text.length === to - from) quotedAnnotation(l, v, text, from)
  return v
}

function format(l: Lowering, i: number, prefix: number): Value {
  const base = l.operands.count
  const former = l.annotation
  l.annotation = false
  let from = contentStart(l, i)
  for (let c = i + 1; c < l.next[i]; c = l.next[c]) {
    if (nodeAt(l, c) !== Node.Interpolation) continue
    pushText(l, prefix, from, l.start[c])
    pushField(l, c)
    from = l.end[c]
  }
  pushText(l, prefix, from, contentEnd(l, i))
  l.annotation = former
  const kind = (prefix & Prefix.Template) !== 0 ? FormatKind.Template : FormatKind.String
  return emit(l, Op.Format, kind, 0, listFrom(l, base), i)
}

function pushText(l: Lowering, prefix: number, from: number, to: number): void {
  if (to <= from) return
  const text = internText(l, decode(l, prefix, from, to))
  push(l.operands, addValue(l.values, Op.Text, 0, text, TextKind.Text, from + l.shift, to - from))
}

/** `{value!r:>{width}}`: the value, or a field of its own if its text differs from the value's. */
function pushField(l: Lowering, i: number): void {
  const base = l.operands.count
  let converted = false
  for (let c = i + 1; c < l.next[i]; c = l.next[c]) {
    const n = nodeAt(l, c)
    if (tokenAt(l, c) === Token.Equals) converted = true
    if (l.kind[c] === l.syntax.typeConversion) converted ||= l.text.charCodeAt(l.end[c] - 1) !== 115
    else if (n === Node.FormatSpecifier) {
      converted = true
      for (let s = firstPart(l, c); s >= 0; s = nextPart(l, c, s)) {
        if (nodeAt(l, s) === Node.Interpolation) pushField(l, s)
      }
    } else if (n !== Node.Skip) push(l.operands, expression(l, c))
  }
  if (converted) push(l.operands, emit(l, Op.Format, FormatKind.Field, 0, listFrom(l, base), i))
}

export const concatenatedString: Lowerer = (l, i) => {
  const texts: string[] = []
  let bytes = -1
  for (let c = firstPart(l, i); c >= 0; c = nextPart(l, i, c)) {
    const text = nodeAt(l, c) === Node.String ? plainText(l, c) : null
    const kind = text !== null && isBytes(l, c) ? TextKind.Bytes : TextKind.Text
    if (text === null || (bytes >= 0 && bytes !== kind)) {
      const base = l.operands.count
      const former = l.annotation
      l.annotation = false
      pushParts(l, i)
      l.annotation = former
      return emit(l, Op.Format, FormatKind.Concatenation, 0, listFrom(l, base), i)
    }
    bytes = kind
    texts.push(text)
  }
  return emit(l, Op.Text, 0, internText(l, texts.join('')), bytes === TextKind.Bytes ? TextKind.Bytes : TextKind.Text, i)
}

/** Whether a node is text that only documents: a literal without effect as a statement. */
export function isDocstring(l: Lowering, i: number): boolean {
  const n = nodeAt(l, i)
  if (n === Node.String) return (prefixOf(l, i) & ~Prefix.Raw) === 0
  return n === Node.ConcatenatedString && firstPart(l, i) >= 0 && plainText(l, firstPart(l, i)) !== null
}

export const docstring: Lowerer = (l, i) => emit(l, Op.Text, 0, -1, TextKind.Docstring, i)

function internText(l: Lowering, written: string): number {
  const text = maskedText(written)
  if (text.length <= MAX_TEXT) return intern(l, text)
  const last = text.charCodeAt(MAX_TEXT - 1)
  const end = last >= 0xd800 && last < 0xdc00 ? MAX_TEXT - 1 : MAX_TEXT
  return intern(l, `${text.slice(0, end)}\u2026#${hashOf(text)}`)
}

/** FNV-1a over UTF-16 units, with the length. */
function hashOf(text: string): string {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return `${(hash >>> 0).toString(16).padStart(8, '0')}${text.length.toString(16)}`
}

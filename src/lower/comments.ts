/** Comments addressed to faultline, with the code each one is about. */
import type { Suppression } from '../model/summary.ts'
import type { Lowering } from './lowering.ts'
import { Node } from './nodes.ts'

const ADDRESS = 'faultline:'
/** A reason longer than this is cut. */
const LONGEST = 1_000
/** A comment between the arguments of a call is about the next line of code, if one follows that soon. */
const MOST_LINES = 20
const NONE: readonly Suppression[] = []

/** What a comment can be about: a statement, or the header of a block; without the block itself. Starts are in ascending order. */
interface Statement {
  readonly start: number
  readonly end: number
  /** Where a definition begins after its decorators; the start of anything else. */
  readonly opens: number
}

/** Only real comments count: a text that quotes one is text. Costs one search where no comment is addressed to faultline. */
export function suppressionsOf(l: Lowering, lineStarts: Uint32Array): readonly Suppression[] {
  if (!l.text.includes(ADDRESS)) return NONE
  const comments: number[] = []
  const statements: Statement[] = []
  let head = l.text.length
  for (let i = 1; i < l.nodes; i++) {
    if (l.kind[i] === l.syntax.comment) {
      if (l.text.slice(l.start[i], l.end[i]).includes(ADDRESS)) comments.push(i)
    } else if (isStatement(l, i)) {
      statements.push(statementAt(l, i))
      if (l.parent[i] === 0 && head === l.text.length && !isDocstring(l, i)) head = l.start[i]
    }
  }
  return comments.map((i) => {
    const [start, end] = [l.start[i], l.end[i]]
    const [from, to] = coverOf(l.text, start, end, statements, lineStarts)
    return { text: l.text.slice(start, Math.min(end, start + LONGEST)), start, end, from, to, atHead: start < head }
  })
}

function isStatement(l: Lowering, i: number): boolean {
  const node: Node = l.syntax.node[l.kind[i]]
  const within: Node = l.syntax.node[l.kind[l.parent[i]]]
  switch (node) {
    case Node.Skip:
    case Node.Error:
      return false
    case Node.Elif:
    case Node.Else:
    case Node.Except:
    case Node.Finally:
    case Node.CaseClause:
      return true
    default:
      return (within === Node.Block || l.parent[i] === 0) && node !== Node.Block
  }
}

const isDocstring = (l: Lowering, i: number): boolean => {
  const only = i + 1
  return (
    (l.syntax.node[l.kind[i]] as Node) === Node.ExpressionStatement &&
    only < l.next[i] &&
    l.next[only] === l.next[i] &&
    (l.syntax.node[l.kind[only]] as Node) === Node.String
  )
}

function statementAt(l: Lowering, i: number): Statement {
  const start = l.start[i]
  let end = start
  for (let child = i + 1; child < l.next[i]; child = l.next[child]) {
    const node: Node = l.syntax.node[l.kind[child]]
    if (node === Node.Block) return { start, end, opens: start }
    if (node === Node.FunctionDefinition || node === Node.ClassDefinition) {
      return { start, end: statementAt(l, child).end, opens: l.start[child] }
    }
    if (l.kind[child] !== l.syntax.comment) end = l.end[child]
  }
  return { start, end: l.end[i], opens: start }
}

/** Offsets between which code has to start for a comment to be about it. */
function coverOf(
  text: string,
  start: number,
  end: number,
  statements: readonly Statement[],
  lineStarts: Uint32Array,
): readonly [number, number] {
  const line = lineOf(lineStarts, start)
  const lineStart = lineStarts[line]
  const before = statements[firstFrom(statements, start) - 1]
  const isWithin = before !== undefined && start < before.end
  if (text.slice(lineStart, start).trim() !== '') {
    if (before === undefined) return [lineStart, end]
    const isOpening = lineOf(lineStarts, before.opens) >= line
    const isClosing = lineOf(lineStarts, Math.max(before.end - 1, 0)) === line
    return isOpening || isClosing ? [lineStarts[lineOf(lineStarts, before.start)], Math.max(before.end, end)] : [lineStart, end]
  }
  if (isWithin && start > before.opens) return nextLine(text, line, lineStarts)
  const about = isWithin ? before : statements[firstFrom(statements, end)]
  return about === undefined ? [end, end] : [about.start, about.end]
}

/** The next line that holds more than a comment. */
function nextLine(text: string, line: number, lineStarts: Uint32Array): readonly [number, number] {
  for (let next = line + 1; next < lineStarts.length && next <= line + MOST_LINES; next++) {
    const [from, to] = [lineStarts[next], lineStarts[next + 1] ?? text.length]
    if (!/^\s*(?:#|$)/.test(text.slice(from, Math.min(to, from + LONGEST)))) return [from, to]
  }
  return [0, 0]
}

/** Index of the first statement that starts at or after an offset. */
function firstFrom(statements: readonly Statement[], offset: number): number {
  let low = 0
  let high = statements.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (statements[middle].start < offset) low = middle + 1
    else high = middle
  }
  return low
}

/** Index of the line an offset stands in. */
function lineOf(lineStarts: Uint32Array, offset: number): number {
  let low = 0
  let high = lineStarts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (lineStarts[middle] <= offset) low = middle
    else high = middle - 1
  }
  return low
}

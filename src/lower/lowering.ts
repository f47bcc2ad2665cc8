/**
 * The state of lowering one file, kept per thread and reused, and the few primitives every part is written in.
 *
 * `l` is the lowering in every signature, `i` a node of the syntax table.
 */
import { Leaves, Op, RegionKind, ScopeFlag } from '../model/summary.ts'
import type { Problem, Region, Scope, Str, Value } from '../model/summary.ts'
import type { SyntaxTable } from '../model/syntax.ts'
import { addRegion, addValue, grown, ints, push, regionColumns, reserve, scopeColumns, valueColumns } from './columns.ts'
import type { Ints, RegionColumns, ScopeColumns, ValueColumns } from './columns.ts'
import type { Loop, Names, Sites } from './name-state.ts'
import { createNames, createSites, growNames } from './name-state.ts'
import { Node } from './nodes.ts'
import type { Syntax } from './syntax.ts'

/** Nesting of expressions and blocks together beyond which syntax becomes Broken: the bound of the call stack. */
export const MAX_DEPTH = 400
const MAX_PROBLEMS = 100

export type Lowerer = (l: Lowering, i: number) => Value
/** Finishes a node whose first operand is lowered already. */
export type Finisher = (l: Lowering, i: number, operand: Value) => Value

export interface Lowering {
  readonly syntax: Syntax
  readonly lowerers: readonly (Lowerer | undefined)[]
  readonly finishers: readonly (Finisher | undefined)[]
  readonly statements: readonly (Lowerer | undefined)[]
  readonly parse: (text: string) => SyntaxTable | null

  // ---- the text being read: the file, or for a while a quoted annotation in it
  text: string
  nodes: number
  kind: Uint16Array
  field: Uint8Array
  start: Uint32Array
  end: Uint32Array
  parent: Int32Array
  next: Int32Array
  /** Added to node offsets to give offsets in the file. */
  shift: number
  /** Value of every node that has one, else negative: -1, or -2 - Str for a name interned before it is lowered. Only for the file's own table. */
  valueOf: Int32Array

  // ---- what comes out
  readonly values: ValueColumns
  readonly regions: RegionColumns
  readonly scopes: ScopeColumns
  strings: string[]
  stringIds: Map<string, Str>
  readonly annotations: Ints
  problems: Problem[]

  // ---- where we are
  readonly names: Names
  readonly sites: Sites
  region: Region
  scope: Scope
  /** Node of the function, class or lambda being lowered; 0 the module, -1 while no sites are known. */
  owner: number
  /** Whether control can get here. */
  reachable: boolean
  depth: number
  loop: Loop | null
  /** ImportFlag bits of the surrounding blocks. */
  importFlags: number
  /** Scope whose signature is being lowered, else -1; with the names of its type parameters. */
  signature: Scope
  signatureTypeParams: ReadonlySet<Str>
  /** Text met now is a quoted annotation. */
  annotation: boolean
  /** A quoted annotation is being lowered. */
  quoted: boolean
  /** Operands collected for a list; nested lists stand on top of outer ones. */
  readonly operands: Ints
  /** Nodes whose first operand is being lowered. */
  readonly spine: Ints
  /** Return and yield values of the functions being lowered. */
  readonly exits: Ints
  readonly yields: Ints
  /** ERROR nodes of the file that are in no other, in order. */
  readonly errors: Ints
}

export interface Handlers {
  readonly lowerers: ReadonlyMap<Node, Lowerer>
  readonly finishers: ReadonlyMap<Node, Finisher>
  readonly statements: ReadonlyMap<Node, Lowerer>
}

const byNode = <T>(handlers: ReadonlyMap<Node, T>): (T | undefined)[] => Array.from({ length: Node.Count }, (_, node) => handlers.get(node))

const none = new Uint8Array(0)
export const NO_NAMES: ReadonlySet<Str> = new Set()

export function createLowering(syntax: Syntax, handlers: Handlers, parse: (text: string) => SyntaxTable | null): Lowering {
  return {
    syntax,
    lowerers: byNode(handlers.lowerers),
    finishers: byNode(handlers.finishers),
    statements: byNode(handlers.statements),
    parse,
    text: '',
    nodes: 0,
    kind: new Uint16Array(0),
    field: none,
    start: new Uint32Array(0),
    end: new Uint32Array(0),
    parent: new Int32Array(0),
    next: new Int32Array(0),
    shift: 0,
    valueOf: new Int32Array(1 << 12),
    values: valueColumns(1 << 12),
    regions: regionColumns(1 << 8),
    scopes: scopeColumns(1 << 7),
    strings: [],
    stringIds: new Map(),
    annotations: ints(1 << 8),
    problems: [],
    names: createNames(),
    sites: createSites(),
    region: -1,
    scope: -1,
    owner: 0,
    reachable: true,
    depth: 0,
    loop: null,
    importFlags: 0,
    signature: -1,
    signatureTypeParams: NO_NAMES,
    annotation: false,
    quoted: false,
    operands: ints(1 << 8),
    spine: ints(1 << 8),
    exits: ints(1 << 6),
    yields: ints(1 << 6),
    errors: ints(16),
  }
}

/** Points the lowering at a table; the caller restores the former one. */
export function readTable(l: Lowering, text: string, table: SyntaxTable, shift: number): void {
  l.text = text
  l.nodes = table.length
  l.kind = table.kind
  l.field = table.field
  l.start = table.start
  l.end = table.end
  l.parent = table.parent
  l.next = table.next
  l.shift = shift
}

// ---- strings

export function intern(l: Lowering, text: string): Str {
  const known = l.stringIds.get(text)
  if (known !== undefined) return known
  const id = l.strings.length
  l.strings.push(text)
  l.stringIds.set(text, id)
  if (id >= l.names.used) growNames(l.names, id)
  return id
}

/** The text of a node, interned; a binding place was so before, and left a note. */
export function internNode(l: Lowering, i: number): Str {
  const noted = l.quoted ? -1 : l.valueOf[i]
  return noted < -1 ? -2 - noted : intern(l, textOf(l, i))
}

export const textOf = (l: Lowering, i: number): string => l.text.slice(l.start[i], l.end[i])

// ---- nodes

export const nodeAt = (l: Lowering, i: number): Node => l.syntax.node[l.kind[i]]
export const tokenAt = (l: Lowering, i: number): number => l.syntax.token[l.kind[i]]

/** First child that holds something (no token, no comment), or -1. */
export function firstPart(l: Lowering, i: number): number {
  const end = l.next[i]
  for (let c = i + 1; c < end; c = l.next[c]) if (nodeAt(l, c) !== Node.Skip) return c
  return -1
}

/** Next sibling after `c` under `i` that holds something, or -1. */
export function nextPart(l: Lowering, i: number, c: number): number {
  const end = l.next[i]
  for (let d = l.next[c]; d < end; d = l.next[d]) if (nodeAt(l, d) !== Node.Skip) return d
  return -1
}

export function childByField(l: Lowering, i: number, field: number): number {
  const end = l.next[i]
  for (let c = i + 1; c < end; c = l.next[c]) if (l.field[c] === field) return c
  return -1
}

export function hasToken(l: Lowering, i: number, token: number): boolean {
  const end = l.next[i]
  for (let c = i + 1; c < end; c = l.next[c]) if (tokenAt(l, c) === token) return true
  return false
}

// ---- values

/** Appends a value with the span of a node. */
export function emit(l: Lowering, op: Op, aux: number, a: number, b: number, i: number): Value {
  const start = l.start[i]
  return addValue(l.values, op, aux, a, b, start + l.shift, l.end[i] - start)
}

/** Appends a value with the span from one node to another. */
export function emitOver(l: Lowering, op: Op, aux: number, a: number, b: number, from: number, to: number): Value {
  const start = l.start[from]
  return addValue(l.values, op, aux, a, b, start + l.shift, l.end[to] - start)
}

/** Appends a value that stands for no text, at an offset of the file. */
export const emitAt = (l: Lowering, op: Op, aux: number, a: number, b: number, offset: number): Value =>
  addValue(l.values, op, aux, a, b, offset, 0)

/** Makes a list of the operands collected since `base` and takes them off. */
export function listFrom(l: Lowering, base: number): number {
  const { operands } = l
  const { lists } = l.values
  const n = operands.count - base
  reserve(lists, n + 1)
  const cell = lists.count
  const { at } = lists
  at[cell] = n
  for (let k = 0; k < n; k++) at[cell + 1 + k] = operands.at[base + k]
  lists.count = cell + n + 1
  operands.count = base
  return cell
}

export function listOf1(l: Lowering, x: number): number {
  const { lists } = l.values
  reserve(lists, 2)
  const cell = lists.count
  lists.at[cell] = 1
  lists.at[cell + 1] = x
  lists.count = cell + 2
  return cell
}

export function listOf2(l: Lowering, x: number, y: number): number {
  const { lists } = l.values
  reserve(lists, 3)
  const cell = lists.count
  lists.at[cell] = 2
  lists.at[cell + 1] = x
  lists.at[cell + 2] = y
  lists.count = cell + 3
  return cell
}

/** Syntax that means nothing to us, with what could be lowered inside (the operands since `base`). */
export function broken(l: Lowering, i: number, base: number): Value {
  l.scopes.flags[l.scope] |= ScopeFlag.Partial
  return emit(l, Op.Broken, 0, l.kind[i], listFrom(l, base), i)
}

export function tooDeep(l: Lowering, i: number): Value {
  addProblem(l, 'too-deep', l.start[i] + l.shift, l.end[i] + l.shift)
  return broken(l, i, l.operands.count)
}

export function addProblem(l: Lowering, kind: Problem['kind'], start: number, end: number): void {
  if (l.problems.length < MAX_PROBLEMS) l.problems.push({ kind, start, end })
}

/** Remembers which value a node became, for the captures of queries. */
export function stands(l: Lowering, i: number, v: Value): Value {
  if (!l.quoted) l.valueOf[i] = v
  return v
}

export function annotate(l: Lowering, v: Value, annotation: Value): void {
  push(l.annotations, v)
  push(l.annotations, annotation)
}

// ---- regions

export function openRegion(l: Lowering, kind: RegionKind, subject: number): Region {
  l.region = addRegion(l.regions, kind, l.values.count, l.region, subject)
  return l.region
}

/** How control leaves is known now: whether it falls through by `reachable`, the rest by what stood inside. */
export function closeRegion(l: Lowering, r: Region): void {
  const { regions } = l
  regions.end[r] = l.values.count
  if (l.reachable) regions.leaves[r] |= Leaves.FallsThrough
  const parent = regions.parent[r]
  l.region = parent
  if (parent < 0) return
  const kind = regions.kind[r]
  if (kind === RegionKind.Function || kind === RegionKind.Class || kind === RegionKind.Lambda) return
  // A loop region shows its own break and continue; nobody outside is left by them.
  const stays = kind === RegionKind.Loop ? Leaves.FallsThrough | Leaves.Breaks | Leaves.Continues : Leaves.FallsThrough
  regions.leaves[parent] |= regions.leaves[r] & ~stays
}

export const leave = (l: Lowering, how: Leaves): void => {
  l.regions.leaves[l.region] |= how
}

/** Room for one entry per node, empty. */
export function resetValueOf(l: Lowering, nodes: number): void {
  if (l.valueOf.length < nodes) l.valueOf = grown(l.valueOf, Math.max(nodes, l.valueOf.length * 2))
  l.valueOf.fill(-1, 0, nodes)
}

/** The memory of name resolution: where names are bound in the text, and what they mean at the current point. */
import { grown, ints } from './columns.ts'
import type { Ints } from './columns.ts'

/**
 * Binding places in the text, in node order, found by one pass before lowering: which names a loop rebinds and which names
 * a function owns must be known before its first value.
 */
export interface Sites {
  /** Node of the binding statement. */
  readonly node: Ints
  readonly name: Ints
  /** Node of the function, class or lambda whose scope it binds in; 0 the module. */
  readonly owner: Ints
  /** The same for `global` (0) and `nonlocal` (1) names. */
  readonly declaredNode: Ints
  readonly declaredName: Ints
  readonly declaredOwner: Ints
  readonly declaredHow: Ints
  /** Whether any assignment expression occurs: the only binding inside expressions. */
  walrus: boolean
}

export const createSites = (): Sites => ({
  node: ints(1 << 9),
  name: ints(1 << 9),
  owner: ints(1 << 9),
  declaredNode: ints(16),
  declaredName: ints(16),
  declaredOwner: ints(16),
  declaredHow: ints(16),
  walrus: false,
})

/** A loop being lowered: where its `break` and `continue` states go. */
export interface Loop {
  readonly mark: number
  readonly breaks: Join
  readonly continues: Join
}

/** States that meet at one point: a chain of snapshots. */
export interface Join {
  first: number
  last: number
  count: number
}

export const createJoin = (): Join => ({ first: -1, last: -1, count: 0 })

/** What the current scope owns of a name. */
export const enum Owned {
  No,
  Local,
  Global,
  Nonlocal,
}

/**
 * The environment. Every name has one current definition and the scope it holds for; each change is on the trail, so that a
 * branch is undone by walking back and compared by looking at what changed, never by copying.
 */
export interface Names {
  // ---- by name
  definition: Int32Array
  /** Scope the definition holds for; another scope sees the name as unbound. */
  holder: Int32Array
  /** Scope that owns (or declares) the name at present, and how. */
  owner: Int32Array
  owned: Uint8Array
  stamp: Int32Array
  chain: Int32Array
  tail: Int32Array
  /** Names with entries in the columns above. */
  used: number

  /** Triples (name, former definition, former holder). */
  readonly trail: Ints
  /** Triples (name, former owner, former owned). */
  readonly ownedTrail: Ints
  /** Pairs (name, definition) bound inside a `try`, while `tries` is not 0. */
  readonly log: Ints
  tries: number

  /** Quadruples (name, bind, former definition, former holder) of comprehension targets, which nobody outside sees. */
  readonly hidden: Ints
  /** Whether the target being bound is such a one. */
  hiding: boolean

  /** Snapshots: pairs (name, definition), with a link to the next pair of the same name while states are joined. */
  readonly pairs: Ints
  link: Int32Array
  /** Triples (from, to, next segment). */
  readonly segments: Ints
  readonly joined: Ints
  epoch: number

  /** Triples (scope, name, value): every binding in order. */
  readonly bindings: Ints
}

export const createNames = (): Names => ({
  definition: new Int32Array(1 << 10).fill(-1),
  holder: new Int32Array(1 << 10).fill(-1),
  owner: new Int32Array(1 << 10).fill(-1),
  owned: new Uint8Array(1 << 10),
  stamp: new Int32Array(1 << 10),
  chain: new Int32Array(1 << 10),
  tail: new Int32Array(1 << 10),
  used: 1 << 10,
  trail: ints(1 << 10),
  ownedTrail: ints(1 << 8),
  log: ints(1 << 8),
  tries: 0,
  hidden: ints(1 << 6),
  hiding: false,
  pairs: ints(1 << 10),
  link: new Int32Array(1 << 10),
  segments: ints(1 << 8),
  joined: ints(1 << 8),
  epoch: 0,
  bindings: ints(1 << 10),
})

/** Room for a name that is new. */
export function growNames(names: Names, name: number): void {
  const former = names.used
  const used = Math.max(former * 2, name + 1)
  names.definition = grown(names.definition, used).fill(-1, former)
  names.holder = grown(names.holder, used).fill(-1, former)
  names.owner = grown(names.owner, used).fill(-1, former)
  names.owned = grown(names.owned, used)
  names.stamp = grown(names.stamp, used)
  names.chain = grown(names.chain, used)
  names.tail = grown(names.tail, used)
  names.used = used
}

/** Forgets the last file, which had `count` strings; also after it was given up half-way. */
export function resetNames(names: Names, count: number): void {
  const n = Math.min(count, names.used)
  names.definition.fill(-1, 0, n)
  names.holder.fill(-1, 0, n)
  names.owner.fill(-1, 0, n)
  const { trail, ownedTrail, log, hidden, pairs, segments, joined, bindings } = names
  for (const stack of [trail, ownedTrail, log, hidden, pairs, segments, joined, bindings]) stack.count = 0
  names.tries = 0
  names.hiding = false
}

export function resetSites(sites: Sites): void {
  for (const stack of [sites.node, sites.name, sites.owner]) stack.count = 0
  for (const stack of [sites.declaredNode, sites.declaredName, sites.declaredOwner, sites.declaredHow]) stack.count = 0
  sites.walrus = false
}

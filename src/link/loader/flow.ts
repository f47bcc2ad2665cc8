/** The values of the loader domain: statements, options, and the entities that statements give, alone and in containers. */
import type { Place } from '../../model/project.ts'
import type { ClassId } from '../../model/type.ts'
import type { Loading, Tree } from './options.ts'
import { joinLoading, joinTrees } from './options.ts'

/** Numbers of the two flows every engine begins with. */
export const BOTTOM = 1
export const UNKNOWN = 2

/** A class that only the caller's types tell: `select(self.model)` in a generic repository. */
export const GENERIC: ClassId = -2

export type SessionKind = 'sync' | 'async'

export interface Entity {
  readonly is: 'entity'
  readonly of: ClassId
  /** The class that was queried; itself, unless relationships led here. */
  readonly root: ClassId
  readonly loading: Loading
  /** Where its rows were asked for; null for an object made here. */
  readonly query: Place | null
  readonly session: SessionKind | null
  /** Relationships from the queried entity to this one: `['posts', 'comments']`. */
  readonly path: readonly string[]
  /** The attribute by which it knows the one that led here: loaded together with it. */
  readonly inverse: string | null
}

export type Flow =
  | { readonly is: 'bottom' }
  | { readonly is: 'unknown' }
  /** None, or a container that is still empty: neutral in joins. */
  | { readonly is: 'nothing' }
  | Entity
  /** `awaitable_attrs` of an entity. */
  | { readonly is: 'awaitable'; readonly of: Entity }
  | { readonly is: 'many'; readonly of: Flow }
  | { readonly is: 'mapping'; readonly of: Flow }
  | { readonly is: 'tuple'; readonly items: readonly Flow[] }
  /** Rows of several columns: what `execute` gives. */
  | { readonly is: 'rows'; readonly of: Flow }
  | Statement
  | Option

export interface Statement {
  readonly is: 'statement'
  readonly legacy: boolean
  /** null: a column, an expression. */
  readonly entities: readonly (ClassId | null)[]
  /** What options say, by the class they begin at. */
  readonly roots: readonly (readonly [ClassId, Tree])[]
  readonly wildcard: Loading['wildcard']
  readonly unknown: boolean
  readonly query: Place
  readonly session: SessionKind | null
}

/** One or several loader options. `tail` is where a chained call goes on: the class it begins at and the names down from it. */
export interface Option {
  readonly is: 'option'
  readonly roots: readonly (readonly [ClassId, Tree])[]
  readonly wildcard: Loading['wildcard']
  readonly unknown: boolean
  readonly tail: { readonly root: ClassId; readonly path: readonly string[] } | null
}

export interface Flows {
  of(id: number): Flow
  intern(flow: Flow): number
  join(x: number, y: number): number
}

/** Containers in containers beyond this are not followed. */
const DEEPEST = 6

export function createFlows(): Flows {
  const flows: Flow[] = [{ is: 'bottom' }, { is: 'bottom' }, { is: 'unknown' }]
  const numbers = new Map<string, number>([
    ['{"is":"bottom"}', BOTTOM],
    ['{"is":"unknown"}', UNKNOWN],
  ])

  function intern(flow: Flow): number {
    if (depthOf(flow) > DEEPEST) return UNKNOWN
    const key = JSON.stringify(flow)
    let number = numbers.get(key)
    if (number === undefined) {
      number = flows.length
      flows.push(flow)
      numbers.set(key, number)
    }
    return number
  }

  function join(x: number, y: number): number {
    if (x === y || y === BOTTOM) return x
    if (x === BOTTOM) return y
    return intern(joinFlows(flows[x], flows[y]))
  }

  return { of: (id) => flows[id], intern, join }
}

function depthOf(flow: Flow): number {
  let depth = 0
  let at: Flow = flow
  for (;;) {
    if (at.is === 'many' || at.is === 'mapping' || at.is === 'rows') at = at.of
    else if (at.is === 'tuple' && at.items.length > 0) at = at.items.reduce((x, y) => (weight(y) > weight(x) ? y : x))
    else return depth
    depth++
  }
}

const weight = ({ is }: Flow): number => (is === 'many' || is === 'mapping' || is === 'rows' || is === 'tuple' ? 1 : 0)

const NOT_KNOWN: Flow = { is: 'unknown' }

export function joinFlows(x: Flow, y: Flow): Flow {
  if (x.is === 'bottom' || x.is === 'nothing') return y.is === 'bottom' ? x : withoutOption(x, y)
  if (y.is === 'bottom' || y.is === 'nothing') return withoutOption(y, x)
  if (x.is === 'entity' && y.is === 'entity') return joinEntities(x, y)
  if ((x.is === 'many' && y.is === 'many') || (x.is === 'mapping' && y.is === 'mapping') || (x.is === 'rows' && y.is === 'rows')) {
    const of = joinFlows(x.of, y.of)
    return of.is === 'unknown' ? NOT_KNOWN : { is: x.is, of }
  }
  if (x.is === 'tuple' && y.is === 'tuple' && x.items.length === y.items.length)
    return { is: 'tuple', items: x.items.map((item, index) => joinFlows(item, y.items[index])) }
  if (x.is === 'statement' && y.is === 'statement') return joinStatements(x, y)
  if (x.is === 'option' && y.is === 'option') return joinOptions(x, y)
  return NOT_KNOWN
}

/** No option on one way contests what the other says; no row on one way leaves the entity what it is. */
function withoutOption(nothing: Flow, other: Flow): Flow {
  if (nothing.is !== 'nothing' || other.is !== 'option') return other
  return joinOptions(other, { is: 'option', roots: [], wildcard: null, unknown: false, tail: null })
}

function joinEntities(x: Entity, y: Entity): Flow {
  if (x.of !== y.of || x.root !== y.root) return NOT_KNOWN
  const sameWay = x.inverse === y.inverse
  // An object made here has everything it was made with.
  if ((x.query === null) !== (y.query === null)) return NOT_KNOWN
  return {
    is: 'entity',
    of: x.of,
    root: x.root,
    loading: sameWay ? joinLoading(x.loading, y.loading) : { ...joinLoading(x.loading, y.loading), unknown: true },
    query: earlier(x.query, y.query),
    session: x.session === y.session ? x.session : null,
    path: x.path.join() === y.path.join() ? x.path : [],
    inverse: sameWay ? x.inverse : null,
  }
}

function earlier(x: Place | null, y: Place | null): Place | null {
  if (x === null || y === null) return null
  return (x.file - y.file || x.value - y.value) <= 0 ? x : y
}

function joinStatements(x: Statement, y: Statement): Flow {
  if (x.legacy !== y.legacy || x.entities.join() !== y.entities.join()) return NOT_KNOWN
  return {
    ...x,
    roots: joinRoots(x.roots, y.roots),
    wildcard: x.wildcard === y.wildcard ? x.wildcard : 'contested',
    unknown: x.unknown || y.unknown,
    query: earlier(x.query, y.query)!,
    session: x.session === y.session ? x.session : null,
  }
}

function joinOptions(x: Option, y: Option): Option {
  return {
    is: 'option',
    roots: joinRoots(x.roots, y.roots),
    wildcard: x.wildcard === y.wildcard ? x.wildcard : 'contested',
    unknown: x.unknown || y.unknown,
    tail: null,
  }
}

type Roots = Statement['roots']

function joinRoots(x: Roots, y: Roots): Roots {
  return eachRoot(x, y, joinTrees)
}

export function eachRoot(x: Roots, y: Roots, both: (x: Tree, y: Tree) => Tree): Roots {
  const classes = [...new Set([...x, ...y].map(([id]) => id))].toSorted((one, other) => one - other)
  return classes.map((id) => [id, both(treeFrom(x, id), treeFrom(y, id))] as const)
}

export function treeFrom(roots: Roots, id: ClassId): Tree {
  for (const [root, tree] of roots) if (root === id) return tree
  return []
}

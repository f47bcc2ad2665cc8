/**
 * The algebra of loader options: what a statement says about relationships, as a tree of paths.
 *
 * `contested` is what flows disagree about: one way loads a relationship, another does not say. It is never a reason to convict.
 */

/** What an option makes of a relationship: loaded with the rows, left to the first access, an error on access, or contested. */
export type Mode = 'loaded' | 'lazy' | 'raises' | 'contested'

/** Relationship name to what is said of it; sorted by name, so that equal trees are written equally. */
export type Tree = readonly (readonly [name: string, node: Node])[]

export interface Node {
  /** null: only on the way to something deeper (`defaultload`). */
  readonly mode: Mode | null
  readonly below: Tree
}

export const NO_OPTIONS: Tree = []

export function nodeAt(tree: Tree, name: string): Node | null {
  for (const [key, node] of tree) if (key === name) return node
  return null
}

/** The tree of one path, the last element with the mode, those before with the mode of the way. */
export function treeOf(path: readonly string[], mode: Mode | null, onTheWay: Mode | null, below: Tree = NO_OPTIONS): Tree {
  let tree = below
  for (let at = path.length - 1; at >= 0; at--) tree = [[path[at], { mode: at === path.length - 1 ? mode : onTheWay, below: tree }]]
  return tree
}

/** Both apply; where both speak, the later one wins. */
export function mergeTrees(earlier: Tree, later: Tree): Tree {
  return combine(earlier, later, (x, y) => {
    if (x === null) return y!
    if (y === null) return x
    return { mode: y.mode ?? x.mode, below: mergeTrees(x.below, y.below) }
  })
}

/** One or the other applies. */
export function joinTrees(x: Tree, y: Tree): Tree {
  return combine(x, y, (one, other) => {
    if (one === null || other === null) return contestedNode((one ?? other)!)
    return { mode: one.mode === other.mode ? one.mode : 'contested', below: joinTrees(one.below, other.below) }
  })
}

function contestedNode({ below }: Node): Node {
  return { mode: 'contested', below: below.map(([name, node]) => [name, contestedNode(node)] as const) }
}

function combine(x: Tree, y: Tree, both: (x: Node | null, y: Node | null) => Node): Tree {
  const names = [...new Set([...x, ...y].map(([name]) => name))].toSorted((one, other) => (one < other ? -1 : one > other ? 1 : 0))
  return names.map((name) => [name, both(nodeAt(x, name), nodeAt(y, name))] as const)
}

/** What a statement, or the way to an entity, says of loading. */
export interface Loading {
  readonly tree: Tree
  /** `selectinload('*')`: for every relationship that nothing else names. */
  readonly wildcard: Mode | null
  /** Options that could not be read: nothing is certain. */
  readonly unknown: boolean
}

export const PLAIN: Loading = { tree: NO_OPTIONS, wildcard: null, unknown: false }

export function mergeLoading(earlier: Loading, later: Loading): Loading {
  return {
    tree: mergeTrees(earlier.tree, later.tree),
    wildcard: later.wildcard ?? earlier.wildcard,
    unknown: earlier.unknown || later.unknown,
  }
}

export function joinLoading(x: Loading, y: Loading): Loading {
  return {
    tree: joinTrees(x.tree, y.tree),
    wildcard: x.wildcard === y.wildcard ? x.wildcard : 'contested',
    unknown: x.unknown || y.unknown,
  }
}

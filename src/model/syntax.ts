/**
 * Syntax as it leaves `parse/`: flat arrays in pre-order, no tree, no parser types.
 *
 * A table is a window into buffers that the next parse on the same thread overwrites: read it, lower it, drop it.
 */
export interface SyntaxTable {
  readonly length: number
  /** Grammar kind of the node; 65535 is an ERROR node. */
  readonly kind: Uint16Array
  /** Grammar field by which the parent holds the node; 0 = none. */
  readonly field: Uint8Array
  /** UTF-16 offsets into the source text, end exclusive. */
  readonly start: Uint32Array
  readonly end: Uint32Array
  /** Index of the parent node; -1 at the root. */
  readonly parent: Int32Array
  /** Index of the first node after the node's whole subtree. First child = i + 1 if next[i] > i + 1; its siblings follow by `next`. */
  readonly next: Int32Array
}

/** The names behind a table's numbers. One kind name can have several numbers (an alias, an anonymous twin). */
export interface Grammar {
  /** Name of every kind number, e.g. "function_definition", "(". */
  readonly kindNames: readonly string[]
  /** 1 where the kind is a named node. */
  readonly named: Uint8Array
  readonly fieldNames: readonly (string | null)[]
  /** Numbers of all named kinds of that name (at least one; throws on a name the grammar does not know). */
  kinds(name: string): readonly number[]
  /** Number of the anonymous kinds (tokens) of that text. */
  tokens(text: string): readonly number[]
  field(name: string): number
}

export const ERROR_KIND = 65535

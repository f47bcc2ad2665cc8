/** A compiled query: what a file under `queries/` becomes at build time, plain data that names kinds instead of numbering them. */

export interface TextTest {
  /**
   * `names`: the last dotted segment, this file's import aliases undone, is one of `values`. `equals`: the text is one of
   * them. `matches`: the regular expression `values[0]` finds something. `literal`: a constant without interpolation.
   */
  readonly is: 'names' | 'equals' | 'matches' | 'literal'
  readonly not?: true
  readonly values?: readonly string[]
}

export interface QueryStep {
  /** Kind names; a token stands in double quotes, `(_)` is any named node, `_` any node. */
  readonly kinds: readonly string[]
  readonly field?: string
  /** Fields the node must not have. */
  readonly absent?: readonly string[]
  /** Indexes into the capture names. */
  readonly captures?: readonly number[]
  readonly tests?: readonly TextTest[]
  /** No named node stands between this one and the sibling matched before it (or the parent's beginning). */
  readonly adjacent?: true
  /** No named sibling follows. */
  readonly last?: true
  /** In source order, with anything in between. */
  readonly children?: readonly QueryStep[]
}

/** One way to match one pattern; a pattern with alternatives has several programs. */
export interface QueryProgram {
  /** Index into the query ids. */
  readonly query: number
  /** Position of the pattern in its file. */
  readonly pattern: number
  readonly root: QueryStep
}

/** Every query of the project. */
export interface QuerySet {
  /** Path below `queries/` without `.scm`, sorted. */
  readonly queries: readonly string[]
  readonly captures: readonly string[]
  readonly programs: readonly QueryProgram[]
}

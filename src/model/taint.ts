/** The nouns of taint: what reaches a place where content is run, and where that content comes from. */
import type { Origin, SinkKind } from './knowledge.ts'
import type { Place } from './project.ts'
import type { FunctionId } from './type.ts'

/** One hop on the way from the origin to the sink, in that order. */
export interface Hop {
  readonly at: Place
  /** What happens there, as a reader says it: "parameter `sort`", "passed to `find_users`". */
  readonly label: string
}

/** A part of a text that is not constant. */
export interface Hole {
  /** The expression that is put into the text. */
  readonly at: Place
  /** As the code names it: `sort`, `body.name`, `build(…)`. */
  readonly name: string
  /** The formatting expression that puts it there. */
  readonly text: Place
  readonly origin: Origin
  /** What the origin is, as a reader names it: "parameter `sort` of GET /users". */
  readonly source: string
  /** From the origin to the sink. */
  readonly hops: readonly Hop[]
  /** Stands between quotes in the text: a value, not an identifier or a keyword. */
  readonly quoted: boolean
}

/** A call whose argument is run, opened or followed: with what the analysed code puts into that argument. */
export interface SinkFact {
  readonly is: 'sink'
  readonly kind: SinkKind
  /** The call. */
  readonly at: Place
  readonly argument: Place
  /** Name as users import it: `sqlalchemy.text`. */
  readonly callee: string
  readonly within: FunctionId
  /** The worst hole of the texts that one function forms for this sink; null where all that reaches it is constant or not followed. */
  readonly hole: Hole | null
  /** Further holes of the same texts, worst first. */
  readonly others: readonly Hole[]
  /** Set if the whole content, not a part of a formed text, comes from somewhere. */
  readonly whole: { readonly origin: Origin; readonly source: string; readonly hops: readonly Hop[] } | null
}

/** Nouns of secrets that code makes and compares. Filled by `link/secrets/`. */
import type { Place } from './project.ts'
import type { FunctionId } from './type.ts'

/** A secret of the service held against what a request brought, with an operator that stops at the first difference. */
export interface SecretComparisonFact {
  readonly is: 'secret-comparison'
  readonly at: Place
  readonly within: FunctionId
  /** The secret, as the code or the environment names it. */
  readonly secret: string
  /** What the request brought, as the code names it. */
  readonly given: string
}

/** A draw of `random`, and the name that what becomes of it is given. */
export interface RandomDrawFact {
  readonly is: 'random-draw'
  readonly at: Place
  readonly within: FunctionId
  /** As users spell it: `random.choice`. */
  readonly callee: string
  /** `reset_token`; a function's name where it is returned; empty if it has none. */
  readonly name: string
}

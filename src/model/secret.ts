/** The noun of a credential that is written down. Filled by `link/secrets/`; the value itself is not kept, see `lower/secrets.ts`. */
import type { Place } from './project.ts'
import type { FunctionId } from './type.ts'

export interface SecretFact {
  readonly is: 'secret'
  /** The literal; in a manifest the node. */
  readonly at: Place
  /** -1 outside of functions, and in manifests. */
  readonly within: FunctionId
  /**
   * How it was recognised: by a provider's format, as the password in an address, or as a value that looks random under a name that says
   * secret.
   */
  readonly by: 'format' | 'address' | 'name'
  /** `Stripe secret key`; for an address the host it opens, for a name the name. */
  readonly what: string
  /** At most its first four characters: those that the format has in common. */
  readonly shown: string
  /** Stands in for a setting that is missing: the default of a settings field or of a read of the environment. */
  readonly isDefault: boolean
}

/** The noun of what holds connections and is meant to be shared: clients, pools. Filled by `link/resources/`. */
import type { Building } from './engine.ts'
import type { Context, Place } from './project.ts'
import type { FunctionId } from './type.ts'

export type ResourceKind = 'http' | 'llm' | 'redis' | 'vector' | 'database' | 'search' | 'queue' | 'cloud'

export interface ResourceFact {
  readonly is: 'resource'
  readonly kind: ResourceKind
  /** The construction. */
  readonly at: Place
  /** As users spell it: `httpx.AsyncClient`. */
  readonly callee: string
  /** -1 in a module or class body. */
  readonly within: FunctionId
  readonly building: Building
  /** Where a request comes to build it, for `per-request`. */
  readonly context: Context | null
  /** It is built with what one caller brings: a key, a certificate, a transport. Nobody else can share it. */
  readonly ownSettings: boolean
  /** It uses a pool, transport or connector that it is given. */
  readonly borrows: boolean
}

/** The noun of a route that others post their events to. Filled by `link/routes/webhooks.ts`. */
import type { Place } from './project.ts'
import type { RouteFact } from './route.ts'

export interface WebhookFact {
  readonly is: 'webhook'
  readonly route: RouteFact
  /**
   * `looked-at`: something on the way looks at a signature, a secret or a credential of the request, or its path holds one; `handed-on`: the
   * request goes to a library, which may look; `nothing`: neither.
   */
  readonly sender: 'looked-at' | 'handed-on' | 'nothing'
  /** Where that is seen; null where nothing is. */
  readonly at: Place | null
}

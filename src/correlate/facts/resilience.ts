/** What stands between a service and what it asks. */
import { isInManifests, mentionIn } from '../../check/service.ts'
import type { Proof } from './about.ts'
import { serviceOf } from './about.ts'

/** Words of libraries, classes and meshes that have one: they only ever spare. */
const BREAKER = /circuit[-_ ]?break|breaker|purgatory|outlierDetection|istio|linkerd|envoy/i

/** Nothing in the code of the service or in its manifests speaks of a circuit breaker. */
export const noBreaker: Proof = (about) => {
  const { project } = about
  const service = serviceOf(about)
  return service === null || mentionIn(project, service, BREAKER) !== null || isInManifests(project, BREAKER) ? null : []
}

/** Facts that parts of compounds can be: proven about a finding, with where to look. What is unknown is not proven. */
import type { FactName } from '../model/compound.ts'
import type { Proof } from './facts/about.ts'
import { takesLong } from './facts/cost.ts'
import { noReplica } from './facts/databases.ts'
import { asksNobody, openToEveryone } from './facts/doors.ts'
import { swallowsCommit } from './facts/failures.ts'
import { awaitedByRequest } from './facts/llm.ts'
import { atStartup, workAtShutdown } from './facts/lifecycle.ts'
import { moreThanThreeInstances, oneProcess, severalProcesses } from './facts/processes.ts'
import { noBreaker } from './facts/resilience.ts'
import { loopsOverSockets, noSharedStore } from './facts/state.ts'
import { noBackgroundHop, noCacheOnPath, noStreaming } from './facts/way.ts'

export const FACTS: Readonly<Record<FactName, Proof>> = {
  'asks-nobody': asksNobody,
  'at-startup': atStartup,
  'awaited-by-request': awaitedByRequest,
  'loops-over-sockets': loopsOverSockets,
  'more-than-three-instances': moreThanThreeInstances,
  'no-breaker': noBreaker,
  'no-background-hop': noBackgroundHop,
  'no-cache-on-path': noCacheOnPath,
  'no-replica': noReplica,
  'no-shared-store': noSharedStore,
  'no-streaming': noStreaming,
  'one-process': oneProcess,
  'open-to-everyone': openToEveryone,
  'several-processes': severalProcesses,
  'swallows-commit': swallowsCommit,
  'takes-long': takesLong,
  'work-at-shutdown': workAtShutdown,
}

/** Facts that parts of compounds can be: proven about a finding, with where to look. What is unknown is not proven. */
import type { FactName } from '../model/compound.ts'
import type { Proof } from './facts/about.ts'
import { noAuditOnPath } from './facts/audit.ts'
import { takesLong } from './facts/cost.ts'
import { noReplica } from './facts/databases.ts'
import { asksNobody, openToEveryone } from './facts/doors.ts'
import { hidesCacheFailure, leavesTextOnly, printsFailure, recordedNowhere, swallowsCommit } from './facts/failures.ts'
import { noLock, repeatsEffect } from './facts/jobs.ts'
import { awaitedByRequest } from './facts/llm.ts'
import { atStartup, workAtShutdown } from './facts/lifecycle.ts'
import { askedTable, migratesAtStart } from './facts/migrations.ts'
import { opensForRequests } from './facts/opened.ts'
import { moreThanThreeInstances, oneProcess, severalProcesses } from './facts/processes.ts'
import { heavyBesideUrgent } from './facts/queues.ts'
import { askedByMostRoutes } from './facts/redis.ts'
import { noBreaker } from './facts/resilience.ts'
import { noOtherIndex, readsRowByRow } from './facts/rows.ts'
import { sessionOfTheRequest } from './facts/sessions.ts'
import { loopsOverSockets, noSharedStore } from './facts/state.ts'
import { noBackgroundHop, noCacheOnPath, noStreaming } from './facts/way.ts'

export const FACTS: Readonly<Record<FactName, Proof>> = {
  'asks-nobody': asksNobody,
  'at-startup': atStartup,
  'asked-by-most-routes': askedByMostRoutes,
  'asked-table': askedTable,
  'awaited-by-request': awaitedByRequest,
  'heavy-beside-urgent': heavyBesideUrgent,
  'hides-cache-failure': hidesCacheFailure,
  'leaves-text-only': leavesTextOnly,
  'loops-over-sockets': loopsOverSockets,
  'migrates-at-start': migratesAtStart,
  'more-than-three-instances': moreThanThreeInstances,
  'no-audit-on-path': noAuditOnPath,
  'no-breaker': noBreaker,
  'no-background-hop': noBackgroundHop,
  'no-cache-on-path': noCacheOnPath,
  'no-lock': noLock,
  'no-other-index': noOtherIndex,
  'no-replica': noReplica,
  'no-shared-store': noSharedStore,
  'no-streaming': noStreaming,
  'one-process': oneProcess,
  'opens-for-requests': opensForRequests,
  'open-to-everyone': openToEveryone,
  'prints-failure': printsFailure,
  'reads-row-by-row': readsRowByRow,
  'recorded-nowhere': recordedNowhere,
  'repeats-effect': repeatsEffect,
  'session-of-the-request': sessionOfTheRequest,
  'several-processes': severalProcesses,
  'swallows-commit': swallowsCommit,
  'takes-long': takesLong,
  'work-at-shutdown': workAtShutdown,
}

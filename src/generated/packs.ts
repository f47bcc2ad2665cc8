// Written by `npm run generate`; do not edit.
import type { AnyRule } from '../check/rule.ts'
import apiHttpExceptionMisuse from '../packs/api/http-exception-misuse.ts'
import apiIgnoredDependencies from '../packs/api/ignored-dependencies.ts'
import apiNoContentWithBody from '../packs/api/no-content-with-body.ts'
import apiUnreachableRoute from '../packs/api/unreachable-route.ts'
import asyncBlockingWaitPrimitive from '../packs/async/blocking-wait-primitive.ts'
import asyncCpuBoundOnLoop from '../packs/async/cpu-bound-on-loop.ts'
import asyncDirectBlockingCall from '../packs/async/direct-blocking-call.ts'
import asyncFileIoOnLoop from '../packs/async/file-io-on-loop.ts'
import asyncRunInRunningLoop from '../packs/async/run-in-running-loop.ts'
import asyncSyncCacheQueueClient from '../packs/async/sync-cache-queue-client.ts'
import asyncSyncDbInAsync from '../packs/async/sync-db-in-async.ts'
import asyncSyncHttpClient from '../packs/async/sync-http-client.ts'
import asyncSyncLlmOrVectorClient from '../packs/async/sync-llm-or-vector-client.ts'
import asyncTransitiveBlockingCall from '../packs/async/transitive-blocking-call.ts'
import dbEnginePerRequest from '../packs/db/engine-per-request.ts'
import dbPoolPrePingMissing from '../packs/db/pool-pre-ping-missing.ts'
import dbPoolSizing from '../packs/db/pool-sizing.ts'
import dbUnindexedForeignKey from '../packs/db/unindexed-foreign-key.ts'
import prodCreateAll from '../packs/prod/create-all.ts'
import prodNoHealthEndpoint from '../packs/prod/no-health-endpoint.ts'
import prodNoMigrations from '../packs/prod/no-migrations.ts'

/** Every rule, by id. */
export const rules: readonly AnyRule[] = [
  apiHttpExceptionMisuse,
  apiIgnoredDependencies,
  apiNoContentWithBody,
  apiUnreachableRoute,
  asyncBlockingWaitPrimitive,
  asyncCpuBoundOnLoop,
  asyncDirectBlockingCall,
  asyncFileIoOnLoop,
  asyncRunInRunningLoop,
  asyncSyncCacheQueueClient,
  asyncSyncDbInAsync,
  asyncSyncHttpClient,
  asyncSyncLlmOrVectorClient,
  asyncTransitiveBlockingCall,
  dbEnginePerRequest,
  dbPoolPrePingMissing,
  dbPoolSizing,
  dbUnindexedForeignKey,
  prodCreateAll,
  prodNoHealthEndpoint,
  prodNoMigrations,
]

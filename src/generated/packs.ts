// Written by `npm run generate`; do not edit.
import type { AnyRule } from '../check/rule.ts'
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
import infraContainerRunsAsRoot from '../packs/infra/container-runs-as-root.ts'
import infraDatastorePortPublished from '../packs/infra/datastore-port-published.ts'
import infraDatastoreWithoutVolume from '../packs/infra/datastore-without-volume.ts'
import infraDependsOnWithoutCondition from '../packs/infra/depends-on-without-condition.ts'
import infraDevServerInProduction from '../packs/infra/dev-server-in-production.ts'
import infraK8sPodHardening from '../packs/infra/k8s-pod-hardening.ts'
import infraNoHealthcheck from '../packs/infra/no-healthcheck.ts'
import infraNoLockfile from '../packs/infra/no-lockfile.ts'
import infraNoRestartOrLimits from '../packs/infra/no-restart-or-limits.ts'
import infraPlaintextCredentialInManifest from '../packs/infra/plaintext-credential-in-manifest.ts'
import infraSecretInImage from '../packs/infra/secret-in-image.ts'
import infraServerProcessModel from '../packs/infra/server-process-model.ts'
import infraSignalsNotForwarded from '../packs/infra/signals-not-forwarded.ts'
import infraUnpinnedImage from '../packs/infra/unpinned-image.ts'
import infraUnsupportedDependency from '../packs/infra/unsupported-dependency.ts'
import prodCreateAll from '../packs/prod/create-all.ts'

/** Every rule, by id. */
export const rules: readonly AnyRule[] = [
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
  infraContainerRunsAsRoot,
  infraDatastorePortPublished,
  infraDatastoreWithoutVolume,
  infraDependsOnWithoutCondition,
  infraDevServerInProduction,
  infraK8sPodHardening,
  infraNoHealthcheck,
  infraNoLockfile,
  infraNoRestartOrLimits,
  infraPlaintextCredentialInManifest,
  infraSecretInImage,
  infraServerProcessModel,
  infraSignalsNotForwarded,
  infraUnpinnedImage,
  infraUnsupportedDependency,
  prodCreateAll,
]

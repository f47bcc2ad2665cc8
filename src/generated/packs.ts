// Written by `npm run generate`; do not edit.
import type { AnyRule } from '../check/rule.ts'
import apiCreateNot201 from '../packs/api/create-not-201.ts'
import apiDeprecatedFastapiApi from '../packs/api/deprecated-fastapi-api.ts'
import apiDirectInstantiation from '../packs/api/direct-instantiation.ts'
import apiErrorInSuccessResponse from '../packs/api/error-in-success-response.ts'
import apiExtraAllowInput from '../packs/api/extra-allow-input.ts'
import apiHttpExceptionMisuse from '../packs/api/http-exception-misuse.ts'
import apiIgnoredDependencies from '../packs/api/ignored-dependencies.ts'
import apiListWithoutPagination from '../packs/api/list-without-pagination.ts'
import apiMissingResponseModel from '../packs/api/missing-response-model.ts'
import apiNaiveDatetimeField from '../packs/api/naive-datetime-field.ts'
import apiNoContentWithBody from '../packs/api/no-content-with-body.ts'
import apiOperationIdCollision from '../packs/api/operation-id-collision.ts'
import apiOrmEntityResponse from '../packs/api/orm-entity-response.ts'
import apiPathParamMismatch from '../packs/api/path-param-mismatch.ts'
import apiPydanticV1Api from '../packs/api/pydantic-v1-api.ts'
import apiUnreachableRoute from '../packs/api/unreachable-route.ts'
import apiUnvalidatedBody from '../packs/api/unvalidated-body.ts'
import apiUnversionedApi from '../packs/api/unversioned-api.ts'
import apiYieldDependencySwallows from '../packs/api/yield-dependency-swallows.ts'
import asyncBackgroundTaskMisuse from '../packs/async/background-task-misuse.ts'
import asyncBlockingWaitPrimitive from '../packs/async/blocking-wait-primitive.ts'
import asyncCpuBoundOnLoop from '../packs/async/cpu-bound-on-loop.ts'
import asyncDirectBlockingCall from '../packs/async/direct-blocking-call.ts'
import asyncEndpointShape from '../packs/async/endpoint-shape.ts'
import asyncFileIoOnLoop from '../packs/async/file-io-on-loop.ts'
import asyncFireAndForgetTask from '../packs/async/fire-and-forget-task.ts'
import asyncGatherErrorPolicy from '../packs/async/gather-error-policy.ts'
import asyncLockHeldAcrossNetwork from '../packs/async/lock-held-across-network.ts'
import asyncMissingTimeout from '../packs/async/missing-timeout.ts'
import asyncPrimitiveBoundToWrongLoop from '../packs/async/primitive-bound-to-wrong-loop.ts'
import asyncRunInRunningLoop from '../packs/async/run-in-running-loop.ts'
import asyncSwallowedCancellation from '../packs/async/swallowed-cancellation.ts'
import asyncSyncCacheQueueClient from '../packs/async/sync-cache-queue-client.ts'
import asyncSyncDbInAsync from '../packs/async/sync-db-in-async.ts'
import asyncSyncHttpClient from '../packs/async/sync-http-client.ts'
import asyncSyncLlmOrVectorClient from '../packs/async/sync-llm-or-vector-client.ts'
import asyncThreadLockAcrossAwait from '../packs/async/thread-lock-across-await.ts'
import asyncTransitiveBlockingCall from '../packs/async/transitive-blocking-call.ts'
import asyncUnawaitedCoroutine from '../packs/async/unawaited-coroutine.ts'
import asyncUnboundedFanOut from '../packs/async/unbounded-fan-out.ts'
import asyncWebsocketLifecycle from '../packs/async/websocket-lifecycle.ts'
import dbAsyncLazyLoad from '../packs/db/async-lazy-load.ts'
import dbEnginePerRequest from '../packs/db/engine-per-request.ts'
import dbExpireOnCommitAsync from '../packs/db/expire-on-commit-async.ts'
import dbFkDeletePolicy from '../packs/db/fk-delete-policy.ts'
import dbLoadRowsToCount from '../packs/db/load-rows-to-count.ts'
import dbLossyColumnType from '../packs/db/lossy-column-type.ts'
import dbMigrationIrreversible from '../packs/db/migration-irreversible.ts'
import dbMigrationUnsafeLock from '../packs/db/migration-unsafe-lock.ts'
import dbMissingUniquenessOrMutableDefault from '../packs/db/missing-uniqueness-or-mutable-default.ts'
import dbNPlusOneLazy from '../packs/db/n-plus-one-lazy.ts'
import dbNPlusOneQueryInLoop from '../packs/db/n-plus-one-query-in-loop.ts'
import dbNPlusOneSerialisation from '../packs/db/n-plus-one-serialisation.ts'
import dbNaiveDatetime from '../packs/db/naive-datetime.ts'
import dbNoStatementTimeout from '../packs/db/no-statement-timeout.ts'
import dbOffsetPagination from '../packs/db/offset-pagination.ts'
import dbPoolPrePingMissing from '../packs/db/pool-pre-ping-missing.ts'
import dbPoolSizing from '../packs/db/pool-sizing.ts'
import dbRowByRowWrite from '../packs/db/row-by-row-write.ts'
import dbSessionLifecycle from '../packs/db/session-lifecycle.ts'
import dbSessionSharedConcurrently from '../packs/db/session-shared-concurrently.ts'
import dbSyncDriverInAsyncApp from '../packs/db/sync-driver-in-async-app.ts'
import dbTransactionAcrossExternalCall from '../packs/db/transaction-across-external-call.ts'
import dbUnboundedListQuery from '../packs/db/unbounded-list-query.ts'
import dbUnindexedFilterColumn from '../packs/db/unindexed-filter-column.ts'
import dbUnindexedForeignKey from '../packs/db/unindexed-foreign-key.ts'
import infraContainerRunsAsRoot from '../packs/infra/container-runs-as-root.ts'
import infraDatastorePortPublished from '../packs/infra/datastore-port-published.ts'
import infraDatastoreWithoutVolume from '../packs/infra/datastore-without-volume.ts'
import infraDependsOnWithoutCondition from '../packs/infra/depends-on-without-condition.ts'
import infraDevServerInProduction from '../packs/infra/dev-server-in-production.ts'
import infraImageBuild from '../packs/infra/image-build.ts'
import infraK8sPodHardening from '../packs/infra/k8s-pod-hardening.ts'
import infraNoHealthcheck from '../packs/infra/no-healthcheck.ts'
import infraNoLockfile from '../packs/infra/no-lockfile.ts'
import infraNoMetrics from '../packs/infra/no-metrics.ts'
import infraNoRestartOrLimits from '../packs/infra/no-restart-or-limits.ts'
import infraNoStructuredLogging from '../packs/infra/no-structured-logging.ts'
import infraNoTracing from '../packs/infra/no-tracing.ts'
import infraOnEventLifecycle from '../packs/infra/on-event-lifecycle.ts'
import infraPlaintextCredentialInManifest from '../packs/infra/plaintext-credential-in-manifest.ts'
import infraPrintInProduction from '../packs/infra/print-in-production.ts'
import infraScatteredEnv from '../packs/infra/scattered-env.ts'
import infraSecretDefaultInSettings from '../packs/infra/secret-default-in-settings.ts'
import infraSecretInImage from '../packs/infra/secret-in-image.ts'
import infraServerProcessModel from '../packs/infra/server-process-model.ts'
import infraSettingsNotValidated from '../packs/infra/settings-not-validated.ts'
import infraSignalsNotForwarded from '../packs/infra/signals-not-forwarded.ts'
import infraUndisposedResource from '../packs/infra/undisposed-resource.ts'
import infraUnpinnedImage from '../packs/infra/unpinned-image.ts'
import infraUnsupportedDependency from '../packs/infra/unsupported-dependency.ts'
import perfCompileInHotPath from '../packs/perf/compile-in-hot-path.ts'
import perfCpuBoundInRequest from '../packs/perf/cpu-bound-in-request.ts'
import perfEmbeddingPerItem from '../packs/perf/embedding-per-item.ts'
import perfExternalCallInLoop from '../packs/perf/external-call-in-loop.ts'
import perfHttpClientPerRequest from '../packs/perf/http-client-per-request.ts'
import perfIndexRebuiltPerRequest from '../packs/perf/index-rebuilt-per-request.ts'
import perfLargeResponseMaterialised from '../packs/perf/large-response-materialised.ts'
import perfLruCacheRetainsObjects from '../packs/perf/lru-cache-retains-objects.ts'
import perfQuadraticOrCopyingLoop from '../packs/perf/quadratic-or-copying-loop.ts'
import perfRedisRoundTrips from '../packs/perf/redis-round-trips.ts'
import perfSerialiseTwice from '../packs/perf/serialise-twice.ts'
import perfUnboundedProcessCache from '../packs/perf/unbounded-process-cache.ts'
import perfWholePayloadInMemory from '../packs/perf/whole-payload-in-memory.ts'
import prodBareExcept from '../packs/prod/bare-except.ts'
import prodCreateAll from '../packs/prod/create-all.ts'
import prodDebugOrDocsExposed from '../packs/prod/debug-or-docs-exposed.ts'
import prodLlmClientUnbounded from '../packs/prod/llm-client-unbounded.ts'
import prodLostErrorContext from '../packs/prod/lost-error-context.ts'
import prodMigrationGraphBroken from '../packs/prod/migration-graph-broken.ts'
import prodMigrationsNotDeployed from '../packs/prod/migrations-not-deployed.ts'
import prodModelMigrationDrift from '../packs/prod/model-migration-drift.ts'
import prodNoCircuitBreaker from '../packs/prod/no-circuit-breaker.ts'
import prodNoCorrelationId from '../packs/prod/no-correlation-id.ts'
import prodNoGlobalExceptionHandler from '../packs/prod/no-global-exception-handler.ts'
import prodNoHealthEndpoint from '../packs/prod/no-health-endpoint.ts'
import prodNoMigrations from '../packs/prod/no-migrations.ts'
import prodNoRateLimit from '../packs/prod/no-rate-limit.ts'
import prodOutboundNoRetry from '../packs/prod/outbound-no-retry.ts'
import prodOutboundNoTimeout from '../packs/prod/outbound-no-timeout.ts'
import prodRedisClientFragile from '../packs/prod/redis-client-fragile.ts'
import prodSentryMisconfigured from '../packs/prod/sentry-misconfigured.ts'
import prodShallowReadiness from '../packs/prod/shallow-readiness.ts'
import prodSwallowedException from '../packs/prod/swallowed-exception.ts'
import prodTaskNotResilient from '../packs/prod/task-not-resilient.ts'
import prodUntested from '../packs/prod/untested.ts'
import scaleCeleryQueueTopology from '../packs/scale/celery-queue-topology.ts'
import scaleCeleryReliability from '../packs/scale/celery-reliability.ts'
import scaleConnectionBudgetExceeded from '../packs/scale/connection-budget-exceeded.ts'
import scaleInMemoryState from '../packs/scale/in-memory-state.ts'
import scaleK8sAvailability from '../packs/scale/k8s-availability.ts'
import scaleLockWithoutSafety from '../packs/scale/lock-without-safety.ts'
import scaleMissingPgbouncer from '../packs/scale/missing-pgbouncer.ts'
import scaleMissingReadReplica from '../packs/scale/missing-read-replica.ts'
import scaleNoBackpressure from '../packs/scale/no-backpressure.ts'
import scalePaginationUncapped from '../packs/scale/pagination-uncapped.ts'
import scalePgbouncerPreparedStatements from '../packs/scale/pgbouncer-prepared-statements.ts'
import scaleRedisTopology from '../packs/scale/redis-topology.ts'
import scaleSchedulerInWebProcess from '../packs/scale/scheduler-in-web-process.ts'
import scaleThreadpoolExceedsPool from '../packs/scale/threadpool-exceeds-pool.ts'
import scaleWebsocketRegistryLocal from '../packs/scale/websocket-registry-local.ts'
import secCodeInjection from '../packs/sec/code-injection.ts'
import secCommandInjection from '../packs/sec/command-injection.ts'
import secCommittedEnvFile from '../packs/sec/committed-env-file.ts'
import secCorsCredentialsWildcard from '../packs/sec/cors-credentials-wildcard.ts'
import secExceptionDetailLeak from '../packs/sec/exception-detail-leak.ts'
import secHardcodedSecret from '../packs/sec/hardcoded-secret.ts'
import secIdor from '../packs/sec/idor.ts'
import secInsecureCookie from '../packs/sec/insecure-cookie.ts'
import secJwtVerification from '../packs/sec/jwt-verification.ts'
import secMassAssignment from '../packs/sec/mass-assignment.ts'
import secMissingAuth from '../packs/sec/missing-auth.ts'
import secOpenRedirect from '../packs/sec/open-redirect.ts'
import secPathTraversal from '../packs/sec/path-traversal.ts'
import secSensitiveFieldExposed from '../packs/sec/sensitive-field-exposed.ts'
import secSqlInjection from '../packs/sec/sql-injection.ts'
import secSqlStringFormatting from '../packs/sec/sql-string-formatting.ts'
import secSsrf from '../packs/sec/ssrf.ts'
import secTlsVerificationDisabled from '../packs/sec/tls-verification-disabled.ts'
import secUnboundedUpload from '../packs/sec/unbounded-upload.ts'
import secUnsafeDeserialization from '../packs/sec/unsafe-deserialization.ts'
import secVulnerableDependency from '../packs/sec/vulnerable-dependency.ts'
import secWeakRandomOrCompare from '../packs/sec/weak-random-or-compare.ts'
import secWebhookUnsigned from '../packs/sec/webhook-unsigned.ts'

/** Every rule, by id. */
export const rules: readonly AnyRule[] = [
  apiCreateNot201,
  apiDeprecatedFastapiApi,
  apiDirectInstantiation,
  apiErrorInSuccessResponse,
  apiExtraAllowInput,
  apiHttpExceptionMisuse,
  apiIgnoredDependencies,
  apiListWithoutPagination,
  apiMissingResponseModel,
  apiNaiveDatetimeField,
  apiNoContentWithBody,
  apiOperationIdCollision,
  apiOrmEntityResponse,
  apiPathParamMismatch,
  apiPydanticV1Api,
  apiUnreachableRoute,
  apiUnvalidatedBody,
  apiUnversionedApi,
  apiYieldDependencySwallows,
  asyncBackgroundTaskMisuse,
  asyncBlockingWaitPrimitive,
  asyncCpuBoundOnLoop,
  asyncDirectBlockingCall,
  asyncEndpointShape,
  asyncFileIoOnLoop,
  asyncFireAndForgetTask,
  asyncGatherErrorPolicy,
  asyncLockHeldAcrossNetwork,
  asyncMissingTimeout,
  asyncPrimitiveBoundToWrongLoop,
  asyncRunInRunningLoop,
  asyncSwallowedCancellation,
  asyncSyncCacheQueueClient,
  asyncSyncDbInAsync,
  asyncSyncHttpClient,
  asyncSyncLlmOrVectorClient,
  asyncThreadLockAcrossAwait,
  asyncTransitiveBlockingCall,
  asyncUnawaitedCoroutine,
  asyncUnboundedFanOut,
  asyncWebsocketLifecycle,
  dbAsyncLazyLoad,
  dbEnginePerRequest,
  dbExpireOnCommitAsync,
  dbFkDeletePolicy,
  dbLoadRowsToCount,
  dbLossyColumnType,
  dbMigrationIrreversible,
  dbMigrationUnsafeLock,
  dbMissingUniquenessOrMutableDefault,
  dbNPlusOneLazy,
  dbNPlusOneQueryInLoop,
  dbNPlusOneSerialisation,
  dbNaiveDatetime,
  dbNoStatementTimeout,
  dbOffsetPagination,
  dbPoolPrePingMissing,
  dbPoolSizing,
  dbRowByRowWrite,
  dbSessionLifecycle,
  dbSessionSharedConcurrently,
  dbSyncDriverInAsyncApp,
  dbTransactionAcrossExternalCall,
  dbUnboundedListQuery,
  dbUnindexedFilterColumn,
  dbUnindexedForeignKey,
  infraContainerRunsAsRoot,
  infraDatastorePortPublished,
  infraDatastoreWithoutVolume,
  infraDependsOnWithoutCondition,
  infraDevServerInProduction,
  infraImageBuild,
  infraK8sPodHardening,
  infraNoHealthcheck,
  infraNoLockfile,
  infraNoMetrics,
  infraNoRestartOrLimits,
  infraNoStructuredLogging,
  infraNoTracing,
  infraOnEventLifecycle,
  infraPlaintextCredentialInManifest,
  infraPrintInProduction,
  infraScatteredEnv,
  infraSecretDefaultInSettings,
  infraSecretInImage,
  infraServerProcessModel,
  infraSettingsNotValidated,
  infraSignalsNotForwarded,
  infraUndisposedResource,
  infraUnpinnedImage,
  infraUnsupportedDependency,
  perfCompileInHotPath,
  perfCpuBoundInRequest,
  perfEmbeddingPerItem,
  perfExternalCallInLoop,
  perfHttpClientPerRequest,
  perfIndexRebuiltPerRequest,
  perfLargeResponseMaterialised,
  perfLruCacheRetainsObjects,
  perfQuadraticOrCopyingLoop,
  perfRedisRoundTrips,
  perfSerialiseTwice,
  perfUnboundedProcessCache,
  perfWholePayloadInMemory,
  prodBareExcept,
  prodCreateAll,
  prodDebugOrDocsExposed,
  prodLlmClientUnbounded,
  prodLostErrorContext,
  prodMigrationGraphBroken,
  prodMigrationsNotDeployed,
  prodModelMigrationDrift,
  prodNoCircuitBreaker,
  prodNoCorrelationId,
  prodNoGlobalExceptionHandler,
  prodNoHealthEndpoint,
  prodNoMigrations,
  prodNoRateLimit,
  prodOutboundNoRetry,
  prodOutboundNoTimeout,
  prodRedisClientFragile,
  prodSentryMisconfigured,
  prodShallowReadiness,
  prodSwallowedException,
  prodTaskNotResilient,
  prodUntested,
  scaleCeleryQueueTopology,
  scaleCeleryReliability,
  scaleConnectionBudgetExceeded,
  scaleInMemoryState,
  scaleK8sAvailability,
  scaleLockWithoutSafety,
  scaleMissingPgbouncer,
  scaleMissingReadReplica,
  scaleNoBackpressure,
  scalePaginationUncapped,
  scalePgbouncerPreparedStatements,
  scaleRedisTopology,
  scaleSchedulerInWebProcess,
  scaleThreadpoolExceedsPool,
  scaleWebsocketRegistryLocal,
  secCodeInjection,
  secCommandInjection,
  secCommittedEnvFile,
  secCorsCredentialsWildcard,
  secExceptionDetailLeak,
  secHardcodedSecret,
  secIdor,
  secInsecureCookie,
  secJwtVerification,
  secMassAssignment,
  secMissingAuth,
  secOpenRedirect,
  secPathTraversal,
  secSensitiveFieldExposed,
  secSqlInjection,
  secSqlStringFormatting,
  secSsrf,
  secTlsVerificationDisabled,
  secUnboundedUpload,
  secUnsafeDeserialization,
  secVulnerableDependency,
  secWeakRandomOrCompare,
  secWebhookUnsigned,
]

// Written by `npm run generate`; do not edit.
import type { StandardRow } from '../model/judgement.ts'

/** The seventeen standards, in their order. */
export const standards: readonly StandardRow[] = [
  {
    "standard": "no blocking call in an async endpoint",
    "rules": [
      "async/direct-blocking-call",
      "async/transitive-blocking-call",
      "async/sync-http-client",
      "async/sync-db-in-async",
      "async/sync-cache-queue-client",
      "async/sync-llm-or-vector-client",
      "async/cpu-bound-on-loop",
      "async/file-io-on-loop",
      "async/run-in-running-loop",
      "async/blocking-wait-primitive",
      "async/thread-lock-across-await"
    ],
    "subject": "calls in async endpoints",
    "absent": "notApplicable"
  },
  {
    "standard": "no raw SQL string formatting",
    "rules": [
      "sec/sql-injection",
      "sec/sql-string-formatting"
    ],
    "subject": "SQL texts",
    "absent": "notApplicable"
  },
  {
    "standard": "no N+1",
    "rules": [
      "db/n-plus-one-lazy",
      "db/n-plus-one-query-in-loop",
      "db/n-plus-one-serialisation"
    ],
    "subject": "relationship reads and queries in loops",
    "absent": "notApplicable"
  },
  {
    "standard": "every foreign key indexed",
    "rules": [
      "db/unindexed-foreign-key"
    ],
    "subject": "foreign keys",
    "absent": "notApplicable"
  },
  {
    "standard": "no requests in async context",
    "rules": [
      "async/sync-http-client"
    ],
    "subject": "calls of synchronous HTTP clients",
    "absent": "held"
  },
  {
    "standard": "no create_all() in production",
    "rules": [
      "prod/create-all"
    ],
    "subject": "calls of `create_all` and `drop_all`",
    "absent": "held"
  },
  {
    "standard": "no secrets in source, no committed .env",
    "rules": [
      "sec/hardcoded-secret",
      "sec/committed-env-file",
      "infra/secret-default-in-settings",
      "infra/secret-in-image",
      "infra/plaintext-credential-in-manifest"
    ],
    "subject": "secrets",
    "absent": "held"
  },
  {
    "standard": "no bare except that swallows",
    "rules": [
      "prod/bare-except",
      "prod/swallowed-exception"
    ],
    "subject": "broad exception handlers",
    "absent": "held"
  },
  {
    "standard": "no synchronous SQLAlchemy in async FastAPI",
    "rules": [
      "async/sync-db-in-async"
    ],
    "subject": "calls of synchronous sessions",
    "absent": "held"
  },
  {
    "standard": "no print() in production code",
    "rules": [
      "infra/print-in-production"
    ],
    "subject": "calls of `print`",
    "absent": "held"
  },
  {
    "standard": "async SQLAlchemy with an async driver in async applications",
    "rules": [
      "db/sync-driver-in-async-app"
    ],
    "subject": "engines in async applications",
    "absent": "notApplicable"
  },
  {
    "standard": "Pydantic BaseSettings",
    "rules": [
      "infra/scattered-env"
    ],
    "subject": "reads of the environment",
    "absent": "notApplicable"
  },
  {
    "standard": "Depends() for shared resources",
    "rules": [
      "api/direct-instantiation",
      "perf/http-client-per-request",
      "db/engine-per-request",
      "db/session-lifecycle"
    ],
    "subject": "shared resources",
    "absent": "notApplicable"
  },
  {
    "standard": "Alembic for all schema changes",
    "rules": [
      "prod/no-migrations",
      "prod/model-migration-drift"
    ],
    "subject": "mapped tables",
    "absent": "notApplicable"
  },
  {
    "standard": "pool_pre_ping=True",
    "rules": [
      "db/pool-pre-ping-missing"
    ],
    "subject": "pooled engines",
    "absent": "notApplicable"
  },
  {
    "standard": "no stateful process memory",
    "rules": [
      "scale/in-memory-state",
      "scale/websocket-registry-local",
      "perf/unbounded-process-cache"
    ],
    "subject": "state that requests write",
    "absent": "held"
  },
  {
    "standard": "PgBouncer above three instances",
    "rules": [
      "scale/missing-pgbouncer"
    ],
    "subject": "deployments of more than three instances",
    "absent": "notApplicable"
  }
]

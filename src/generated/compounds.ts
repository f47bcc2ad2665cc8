// Written by `npm run generate`; do not edit.
import type { CompoundPattern } from '../model/compound.ts'

/** Every compound pattern, by name. */
export const compounds: readonly CompoundPattern[] = [
  {
    "name": "acknowledged-but-lost",
    "title": "A write that failed is answered as done",
    "severity": "blocker",
    "parts": [
      {
        "name": "clause",
        "rules": [
          "prod/swallowed-exception",
          "prod/bare-except"
        ],
        "atLeast": "major"
      },
      {
        "name": "write",
        "fact": "swallows-commit",
        "of": "clause"
      }
    ],
    "message": "`{entry}` passes over a commit that fails ({clause}) and answers as if it had succeeded.",
    "effect": "The client is told that its data is stored, shows so, and never asks again. No log line says otherwise; what is missing is found by those who look for it later.",
    "fix": "Let the exception go: the session rolls back and the client gets an error. Catch only what has an answer, `IntegrityError` as 409 say, and log the rest.",
    "aggravators": [],
    "foldsInto": [],
    "references": [
      "https://docs.sqlalchemy.org/en/20/orm/session_basics.html#framing-out-a-begin-commit-rollback-block",
      "https://fastapi.tiangolo.com/tutorial/handling-errors/"
    ]
  },
  {
    "name": "blind-production",
    "title": "Failures that nobody can see afterwards",
    "severity": "major",
    "parts": [
      {
        "name": "output",
        "rules": [
          "infra/print-in-production",
          "prod/lost-error-context"
        ]
      },
      {
        "name": "text",
        "fact": "leaves-text-only",
        "of": "output"
      },
      {
        "name": "logs",
        "rules": [
          "infra/no-structured-logging"
        ],
        "by": [
          "service"
        ]
      },
      {
        "name": "traces",
        "rules": [
          "infra/no-tracing"
        ],
        "by": [
          "service"
        ]
      }
    ],
    "blockerIf": {
      "fact": "prints-failure",
      "of": "output"
    },
    "message": "What goes wrong leaves text without its traceback or its request ({output}), no log can be searched by its fields ({logs}), and no trace shows which part it was ({traces}).",
    "effect": "The first incident under load is looked into by reading the output of all processes side by side. How long it lasts is how long somebody needs to guess which request, which call and which instance a line belongs to.",
    "fix": "Set up structured logging once, where the application starts, log failures with `logger.exception` instead of printing them, and instrument the application, its engine and its clients for traces.",
    "aggravators": [
      {
        "name": "metrics",
        "rules": [
          "infra/no-metrics"
        ],
        "by": [
          "service"
        ],
        "message": "No metric says how many requests fail."
      },
      {
        "name": "correlation",
        "rules": [
          "prod/no-correlation-id"
        ],
        "by": [
          "service"
        ],
        "message": "No identifier ties the lines of one request together."
      },
      {
        "name": "swallowed",
        "rules": [
          "prod/swallowed-exception"
        ],
        "by": [
          "service"
        ],
        "message": "Some failures leave not even that."
      }
    ],
    "foldsInto": [],
    "references": [
      "https://opentelemetry.io/docs/languages/python/getting-started/",
      "https://www.structlog.org/en/stable/standard-library.html"
    ]
  },
  {
    "name": "blocked-loop-starved-pool",
    "title": "Blocking database calls on a pool that starves",
    "severity": "blocker",
    "parts": [
      {
        "name": "blocking",
        "rules": [
          "async/sync-db-in-async",
          "db/sync-driver-in-async-app"
        ]
      },
      {
        "name": "pool",
        "rules": [
          "db/pool-sizing",
          "db/pool-pre-ping-missing"
        ],
        "by": [
          "resource"
        ]
      }
    ],
    "message": "`{entry}` holds the event loop on the database ({blocking}), and the engine it waits for cannot give it a connection or gives it a dead one ({pool}).",
    "effect": "While one request waits for a connection, every other request of the process waits with it, also the health check and those that would give a connection back. The pool drains, the loop stands still, and the process looks dead although nothing has failed.",
    "fix": "One engine by `create_async_engine` with an async driver, `pool_size`, `max_overflow`, `pool_timeout` and `pool_pre_ping=True` set; hand out `AsyncSession` by a dependency and await every query.",
    "aggravators": [
      {
        "name": "health",
        "rules": [
          "prod/no-health-endpoint"
        ],
        "by": [
          "service"
        ],
        "message": "No health endpoint tells the orchestrator that the process has stopped answering."
      },
      {
        "name": "timeout",
        "rules": [
          "db/no-statement-timeout"
        ],
        "by": [
          "resource",
          "service"
        ],
        "message": "No statement timeout ends a query that hangs."
      }
    ],
    "foldsInto": [],
    "references": [
      "https://docs.sqlalchemy.org/en/20/orm/extensions/asyncio.html",
      "https://docs.sqlalchemy.org/en/20/core/pooling.html"
    ]
  },
  {
    "name": "cache-dead-unnoticed",
    "title": "A cache whose death nobody would notice",
    "severity": "major",
    "parts": [
      {
        "name": "clause",
        "rules": [
          "prod/swallowed-exception"
        ]
      },
      {
        "name": "cache",
        "fact": "hides-cache-failure",
        "of": "clause"
      },
      {
        "name": "queries",
        "rules": [
          "db/n-plus-one-lazy",
          "db/n-plus-one-query-in-loop",
          "db/n-plus-one-serialisation"
        ],
        "by": [
          "path"
        ]
      },
      {
        "name": "metrics",
        "rules": [
          "infra/no-metrics"
        ],
        "by": [
          "service"
        ]
      }
    ],
    "message": "When the cache fails, nothing says so ({clause}) and nothing counts it ({metrics}); what is then asked instead costs one query per row ({queries}).",
    "effect": "The cache stops answering, every request goes to the database with all its queries, and the service is slow or down while its logs are empty: the database looks guilty, and the cache is the last place where anyone looks.",
    "fix": "Catch the cache's own errors only, log them and count them; load what the loop reads with one query, so that the way without the cache can be afforded.",
    "aggravators": [],
    "foldsInto": [],
    "references": [
      "https://redis.readthedocs.io/en/stable/exceptions.html",
      "https://docs.sqlalchemy.org/en/20/orm/queryguide/relationships.html"
    ]
  },
  {
    "name": "connection-storm",
    "title": "Every new instance takes connections that are not there",
    "severity": "blocker",
    "parts": [
      {
        "name": "budget",
        "rules": [
          "scale/connection-budget-exceeded"
        ],
        "atLeast": "major"
      },
      {
        "name": "pooler",
        "rules": [
          "scale/missing-pgbouncer"
        ],
        "by": [
          "service"
        ]
      },
      {
        "name": "instances",
        "fact": "more-than-three-instances",
        "of": "budget"
      }
    ],
    "message": "More than three instances run, together their pools may hold more connections than the server gives ({budget}), and no pooler stands in between ({pooler}).",
    "effect": "Load goes up, the autoscaler starts instances, each opens its pool, and the server refuses: `too many clients`, also for those who were served until then. Scaling out is what brings the service down.",
    "fix": "Put PgBouncer in transaction mode before the server, set `pool_size` small and `max_overflow=0` in each process, switch off the driver's cache of prepared statements (`prepared_statement_cache_size=0` for asyncpg), and keep processes times pool below four fifths of `max_connections`.",
    "aggravators": [
      {
        "name": "pool",
        "rules": [
          "db/pool-sizing"
        ],
        "by": [
          "service"
        ],
        "message": "The pool is left at its defaults, or does not say how long a checkout may wait."
      }
    ],
    "foldsInto": [],
    "references": [
      "https://www.pgbouncer.org/features.html",
      "https://docs.sqlalchemy.org/en/20/dialects/postgresql.html#prepared-statement-name-with-pgbouncer"
    ]
  },
  {
    "name": "deployment-locks-table",
    "title": "A deployment that locks a table while requests wait for it",
    "severity": "major",
    "parts": [
      {
        "name": "migration",
        "rules": [
          "db/migration-unsafe-lock"
        ],
        "atLeast": "major"
      },
      {
        "name": "table",
        "fact": "asked-table",
        "of": "migration"
      },
      {
        "name": "start",
        "fact": "migrates-at-start",
        "of": "migration"
      }
    ],
    "message": "The service migrates when it starts, and the newest revisions lock or rewrite a table that requests ask for ({migration}).",
    "effect": "The old instances still serve while the new one migrates. Their queries queue up behind the lock, connections run out, and the deployment is an outage as long as the statement takes: milliseconds on a laptop, minutes on the table that has grown.",
    "fix": "Make the revision harmless (`CREATE INDEX CONCURRENTLY`, columns nullable or with a constant default, constraints `NOT VALID` first) with a `lock_timeout`, and run migrations once as a step of the release before any instance starts.",
    "aggravators": [],
    "foldsInto": [],
    "references": [
      "https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES",
      "https://alembic.sqlalchemy.org/en/latest/ops.html#alembic.operations.Operations.create_index"
    ]
  },
  {
    "name": "duplicate-cron",
    "title": "A job that every process runs at the same time",
    "severity": "blocker",
    "parts": [
      {
        "name": "job",
        "rules": [
          "scale/scheduler-in-web-process"
        ]
      },
      {
        "name": "lock",
        "fact": "no-lock",
        "of": "job"
      },
      {
        "name": "processes",
        "fact": "several-processes",
        "of": "job"
      }
    ],
    "message": "The web application runs a job by the clock ({job}), several processes serve it, and no lock lets only one of them work.",
    "effect": "Each run happens once per process, within the same second: mails go out as often as there are workers, rows are computed and charged twice, and what one run deletes another one still works on. It begins on the day the service is scaled.",
    "fix": "Run the scheduler in one process of its own, or take a lock in a shared store for each run (`pg_try_advisory_lock`, `SET key value NX EX 300`), and let whoever does not get it do nothing.",
    "aggravators": [
      {
        "name": "expiry",
        "rules": [
          "scale/lock-without-safety"
        ],
        "by": [
          "service"
        ],
        "message": "Locks that the service takes elsewhere are not safe either."
      },
      {
        "name": "task",
        "rules": [
          "prod/task-not-resilient"
        ],
        "by": [
          "service"
        ],
        "message": "Nothing limits or repeats its tasks either."
      }
    ],
    "foldsInto": [],
    "references": [
      "https://fastapi.tiangolo.com/deployment/concepts/#multiple-processes-worker-processes",
      "https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS"
    ]
  },
  {
    "name": "effect-done-twice",
    "title": "A task that is repeated after its effect has happened",
    "severity": "blocker",
    "parts": [
      {
        "name": "task",
        "rules": [
          "prod/task-not-resilient"
        ]
      },
      {
        "name": "effect",
        "fact": "repeats-effect",
        "of": "task"
      }
    ],
    "message": "The queue runs a task again whose effect outside cannot be taken back, and nothing remembers that it has happened ({task}).",
    "effect": "The worker dies, or what stands behind the call fails, after the mail was sent or the payment posted: the queue runs the task again, and it is sent or posted again. How often is how often the broker is willing to try.",
    "fix": "Give each effect a key of its own: store it under a unique constraint in the transaction that decides to act, send it along (`Idempotency-Key`), and do nothing when it is there already. Then retry as much as you like.",
    "aggravators": [],
    "foldsInto": [],
    "references": [
      "https://docs.celeryq.dev/en/stable/userguide/tasks.html#Task.acks_late",
      "https://docs.stripe.com/api/idempotent_requests"
    ]
  },
  {
    "name": "error-only-the-client-sees",
    "title": "An error of which only the client has a copy",
    "severity": "major",
    "parts": [
      {
        "name": "leak",
        "rules": [
          "sec/exception-detail-leak"
        ]
      },
      {
        "name": "record",
        "fact": "recorded-nowhere",
        "of": "leak"
      },
      {
        "name": "handler",
        "rules": [
          "prod/no-global-exception-handler"
        ],
        "by": [
          "service"
        ]
      }
    ],
    "message": "The words of an internal error go to whoever sent the request ({leak}), the clause records them nowhere, and nothing above it does ({handler}).",
    "effect": "Whoever attacks the service reads its statements, hosts and paths; whoever runs it has no line, no traceback and no number to start from, and learns of the failure from a screenshot.",
    "fix": "Register one handler for `Exception` that logs the traceback with an identifier and answers with that identifier alone; take the clauses that only translate errors into `str(error)` away.",
    "aggravators": [
      {
        "name": "flat",
        "rules": [
          "prod/lost-error-context"
        ],
        "by": [
          "service"
        ],
        "message": "Elsewhere failures are recorded without their traceback."
      }
    ],
    "foldsInto": [],
    "references": [
      "https://fastapi.tiangolo.com/tutorial/handling-errors/#install-custom-exception-handlers",
      "https://cwe.mitre.org/data/definitions/209.html"
    ]
  },
  {
    "name": "llm-occupies-worker",
    "title": "A language model can hold the only worker",
    "severity": "blocker",
    "parts": [
      {
        "name": "call",
        "rules": [
          "async/sync-llm-or-vector-client",
          "prod/llm-client-unbounded"
        ],
        "atLeast": "major"
      },
      {
        "name": "request",
        "fact": "awaited-by-request",
        "of": "call"
      },
      {
        "name": "process",
        "fact": "one-process",
        "of": "call"
      }
    ],
    "message": "Requests wait for a language model without a bound that anybody set ({call}), and one process serves them all.",
    "effect": "A provider that answers slowly keeps requests open for minutes. On the loop the process stands still; awaited, connections and memory pile up in the one process there is, until it is restarted and forgets them all.",
    "fix": "Give the client a timeout of seconds and two retries, use its asynchronous kind, start one worker per core, and stream long completions or hand them to a queue.",
    "aggravators": [],
    "foldsInto": [],
    "references": [
      "https://github.com/openai/openai-python#timeouts",
      "https://fastapi.tiangolo.com/deployment/server-workers/"
    ]
  },
  {
    "name": "open-code-execution",
    "title": "Anybody can make the service run code",
    "severity": "blocker",
    "parts": [
      {
        "name": "execution",
        "rules": [
          "sec/code-injection",
          "sec/command-injection",
          "sec/unsafe-deserialization"
        ]
      },
      {
        "name": "door",
        "fact": "asks-nobody",
        "of": "execution"
      }
    ],
    "message": "What a client sends is run ({execution}), and nobody asks who the client is.",
    "effect": "Whoever finds the route owns the process, its secrets and what it can reach, without an account.",
    "fix": "Take the route out of the production application. If it is needed, require a named administrator, and accept an operation from a list instead of code.",
    "aggravators": [],
    "foldsInto": [],
    "references": [
      "https://cwe.mitre.org/data/definitions/94.html",
      "https://fastapi.tiangolo.com/tutorial/security/"
    ]
  },
  {
    "name": "open-expensive-route",
    "title": "An expensive route that anybody may call as often as they like",
    "severity": "major",
    "parts": [
      {
        "name": "work",
        "rules": [
          "sec/unbounded-upload",
          "sec/unbounded-request-cost",
          "api/list-without-pagination",
          "async/cpu-bound-on-loop",
          "async/sync-llm-or-vector-client",
          "async/unbounded-fan-out",
          "perf/cpu-bound-in-request",
          "perf/embedding-per-item",
          "perf/external-call-in-loop"
        ],
        "atLeast": "major"
      },
      {
        "name": "door",
        "fact": "open-to-everyone",
        "of": "work"
      },
      {
        "name": "limit",
        "rules": [
          "prod/no-rate-limit"
        ],
        "by": [
          "service"
        ]
      }
    ],
    "message": "`{entry}` costs much ({work}), asks nobody who they are, and nothing limits how often it is called ({limit}).",
    "effect": "One client in a loop, malicious or only broken, uses up the processor, the connections or the money that everybody shares, and there is no account to close.",
    "fix": "Require an account where the route does not have to be public; limit it by address in the proxy or with a store that all processes share; and bound what one call may ask for.",
    "aggravators": [],
    "foldsInto": [],
    "references": [
      "https://owasp.org/API-Security/editions/2023/en/0xa4-unrestricted-resource-consumption/"
    ]
  },
  {
    "name": "open-object-access",
    "title": "Rows of others within reach, and no trace of who took them",
    "severity": "blocker",
    "parts": [
      {
        "name": "row",
        "rules": [
          "sec/idor"
        ]
      },
      {
        "name": "door",
        "rules": [
          "sec/missing-auth",
          "api/ignored-dependencies"
        ],
        "by": [
          "path"
        ]
      },
      {
        "name": "trail",
        "fact": "no-audit-on-path",
        "of": "row"
      }
    ],
    "message": "`{entry}` finds a row by the key that the client sends and looks at no owner ({row}), nobody asks who the client is ({door}), and nothing writes down that it happened.",
    "effect": "Whoever counts the keys up reads or changes the rows of all users. Afterwards nobody can say which rows, since when, and by whom: the notice to those concerned has to go to everybody.",
    "fix": "Require the user (`Depends(current_user)`), put the owner into the query (`where(Order.id == id, Order.owner_id == user.id)`, 404 if there is none), and write one audit record per read or change of somebody's data.",
    "aggravators": [
      {
        "name": "limit",
        "rules": [
          "prod/no-rate-limit"
        ],
        "by": [
          "service"
        ],
        "message": "Nothing slows down whoever counts the keys up."
      },
      {
        "name": "correlation",
        "rules": [
          "prod/no-correlation-id"
        ],
        "by": [
          "service"
        ],
        "message": "No identifier ties the requests of one caller together."
      }
    ],
    "foldsInto": [],
    "references": [
      "https://owasp.org/API-Security/editions/2023/en/0xa1-broken-object-level-authorization/",
      "https://cwe.mitre.org/data/definitions/778.html"
    ]
  },
  {
    "name": "pool-drained-by-partner",
    "title": "A slow partner takes every connection of the database",
    "severity": "blocker",
    "parts": [
      {
        "name": "transaction",
        "rules": [
          "db/transaction-across-external-call"
        ],
        "atLeast": "major"
      },
      {
        "name": "wait",
        "rules": [
          "prod/outbound-no-timeout",
          "prod/llm-client-unbounded"
        ],
        "by": [
          "function"
        ]
      },
      {
        "name": "pool",
        "rules": [
          "db/pool-sizing"
        ],
        "by": [
          "resource",
          "service"
        ]
      }
    ],
    "message": "`{entry}` holds a connection of the database while it waits for another service ({transaction}), that wait has no bound ({wait}), and the pool is small ({pool}).",
    "effect": "When the partner is slow, each request that waits for it keeps one of fifteen connections. The sixteenth, and every request that has nothing to do with the partner, waits for the pool and fails after thirty seconds.",
    "fix": "Read, commit, then call, then open a new transaction for what is written; give the call a timeout of seconds; and hand what has to reach the partner over by an outbox that a worker empties.",
    "aggravators": [],
    "foldsInto": [],
    "references": [
      "https://docs.sqlalchemy.org/en/20/core/pooling.html",
      "https://microservices.io/patterns/data/transactional-outbox.html"
    ]
  },
  {
    "name": "primary-overload",
    "title": "One query per row, uncached, on the server that also writes",
    "severity": "major",
    "parts": [
      {
        "name": "queries",
        "rules": [
          "db/n-plus-one-lazy",
          "db/n-plus-one-query-in-loop",
          "db/n-plus-one-serialisation"
        ],
        "atLeast": "blocker"
      },
      {
        "name": "rows",
        "fact": "reads-row-by-row",
        "of": "queries"
      },
      {
        "name": "cache",
        "fact": "no-cache-on-path",
        "of": "queries"
      },
      {
        "name": "server",
        "fact": "no-replica",
        "of": "queries"
      }
    ],
    "message": "`{entry}` sends one query per row ({queries}), no cache stands in between, and the service has one engine: every one of them goes to the server that takes the writes.",
    "effect": "A list of a hundred rows costs the primary a hundred and one statements, at every request. Reads crowd out writes long before the hardware is the limit.",
    "fix": "First load what the loop reads with the first query (`selectinload` or one query by `IN`); then cache what many ask for; a replica comes last.",
    "aggravators": [],
    "foldsInto": [
      "unindexed-n-plus-one",
      "queries-per-socket"
    ],
    "references": [
      "https://docs.sqlalchemy.org/en/20/orm/queryguide/relationships.html",
      "https://www.postgresql.org/docs/current/hot-standby.html"
    ]
  },
  {
    "name": "queries-per-socket",
    "title": "A broadcast asks the database once per connection",
    "severity": "blocker",
    "parts": [
      {
        "name": "queries",
        "rules": [
          "db/n-plus-one-query-in-loop",
          "db/n-plus-one-lazy"
        ]
      },
      {
        "name": "sockets",
        "fact": "loops-over-sockets",
        "of": "queries"
      }
    ],
    "message": "The loop over open connections sends a query for each of them ({queries}).",
    "effect": "Every message costs as many statements as there are clients, on the loop that also reads from them: with a thousand clients one event per second is a thousand statements per second, and the slowest of them delays the rest.",
    "fix": "Ask once before the loop, keyed by what the connections differ in, and send from the result; across processes publish one message and let each process send to its own clients.",
    "aggravators": [],
    "foldsInto": [],
    "references": [
      "https://fastapi.tiangolo.com/advanced/websockets/",
      "https://redis.io/docs/latest/develop/pubsub/"
    ]
  },
  {
    "name": "racing-schema-changes",
    "title": "Several processes change the schema at the same moment",
    "severity": "blocker",
    "parts": [
      {
        "name": "creation",
        "rules": [
          "prod/create-all"
        ]
      },
      {
        "name": "startup",
        "fact": "at-startup",
        "of": "creation"
      },
      {
        "name": "processes",
        "fact": "several-processes",
        "of": "creation"
      }
    ],
    "message": "The application creates its tables when it starts ({creation}), and it is started in several processes at once.",
    "effect": "Every process looks which tables are missing and creates them. On an empty or changed schema two of them create the same table: one fails with \"already exists\", its worker dies at startup, and the deployment comes up with fewer workers than it was sized for.",
    "fix": "Take `create_all` out of the application and run `alembic upgrade head` once, as a step of the release, before the new version starts.",
    "aggravators": [
      {
        "name": "health",
        "rules": [
          "prod/no-health-endpoint"
        ],
        "by": [
          "service"
        ],
        "message": "No health endpoint says which of them came up."
      }
    ],
    "foldsInto": [
      "unmanaged-schema"
    ],
    "references": [
      "https://docs.sqlalchemy.org/en/20/core/metadata.html#creating-and-dropping-database-tables",
      "https://alembic.sqlalchemy.org/en/latest/tutorial.html",
      "https://uvicorn.dev/deployment/"
    ]
  },
  {
    "name": "redis-before-every-route",
    "title": "A Redis that stalls is a service that stands still",
    "severity": "blocker",
    "parts": [
      {
        "name": "client",
        "rules": [
          "prod/redis-client-fragile"
        ]
      },
      {
        "name": "routes",
        "fact": "asked-by-most-routes",
        "of": "client"
      }
    ],
    "message": "Most routes ask Redis before they do anything, and the client that asks has no timeout ({client}).",
    "effect": "A Redis that is gone answers with an error at once. One that stalls (a failover, a slow command, a full network) does not answer at all: every request waits in the dependency, and the whole service is down because of its cache.",
    "fix": "Set `socket_timeout` and `socket_connect_timeout` to about a second, and decide for each use what happens without Redis: a limit can let requests through, a session cannot.",
    "aggravators": [],
    "foldsInto": [],
    "references": [
      "https://redis.readthedocs.io/en/stable/connections.html",
      "https://redis.io/docs/latest/develop/clients/redis-py/produsage/"
    ]
  },
  {
    "name": "request-bound-computation",
    "title": "A computation that the client, and everybody else, waits for",
    "severity": "blocker",
    "asLead": true,
    "parts": [
      {
        "name": "work",
        "rules": [
          "async/cpu-bound-on-loop",
          "perf/cpu-bound-in-request"
        ],
        "atLeast": "major"
      },
      {
        "name": "cost",
        "fact": "takes-long",
        "of": "work"
      },
      {
        "name": "waited",
        "fact": "no-background-hop",
        "of": "work"
      },
      {
        "name": "answer",
        "fact": "no-streaming",
        "of": "work"
      }
    ],
    "message": "`{entry}` computes while its client waits ({work}), nothing hands the work over, and the answer is sent in one piece at the end.",
    "effect": "On the loop the process answers nobody meanwhile, not even the health check; in a thread it holds the interpreter lock and one of forty places. Two of them add up, and a client that gives up and asks again adds a third.",
    "fix": "What is done within a second goes to a thread or a process pool (`await asyncio.to_thread(hash_password, text)`: password hashes let go of the interpreter lock). What takes longer becomes a job: answer 202 with its id and let a worker compute, or stream what can be used in pieces.",
    "aggravators": [],
    "foldsInto": [],
    "references": [
      "https://fastapi.tiangolo.com/async/",
      "https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.run_in_executor"
    ]
  },
  {
    "name": "resource-never-opened",
    "title": "A resource that requests use and nothing opens",
    "severity": "blocker",
    "parts": [
      {
        "name": "handler",
        "rules": [
          "infra/on-event-lifecycle"
        ],
        "atLeast": "major"
      },
      {
        "name": "resource",
        "fact": "opens-for-requests",
        "of": "handler"
      }
    ],
    "message": "The application has a `lifespan`, so the startup handler never runs ({handler}), and only that handler makes what requests then use.",
    "effect": "The service starts without an error and fails at the first request that needs the resource: `None` has no such attribute. A health check that does not need it stays green, so the deployment goes on to all instances.",
    "fix": "Move what the handler does into the lifespan, before its `yield`, and what closes it behind the `yield`; then take the `on_event` handlers away.",
    "aggravators": [],
    "foldsInto": [],
    "references": [
      "https://fastapi.tiangolo.com/advanced/events/",
      "https://www.starlette.io/lifespan/"
    ]
  },
  {
    "name": "root-with-a-way-in",
    "title": "A container that runs as root, keeps a secret, and has a way in",
    "severity": "blocker",
    "parts": [
      {
        "name": "root",
        "rules": [
          "infra/container-runs-as-root"
        ],
        "atLeast": "major"
      },
      {
        "name": "way",
        "rules": [
          "infra/datastore-port-published",
          "infra/k8s-pod-hardening"
        ],
        "atLeast": "major",
        "by": [
          "service"
        ]
      },
      {
        "name": "secret",
        "rules": [
          "infra/secret-in-image",
          "infra/plaintext-credential-in-manifest"
        ],
        "atLeast": "major",
        "by": [
          "service"
        ]
      }
    ],
    "message": "The container runs as root ({root}), something beside it leads to the host or lies open to the network ({way}), and the key is written down ({secret}).",
    "effect": "Each of them alone needs a second fault to matter. Together they are the whole way: in by the open door with the written secret, and from root in the container to the machine.",
    "fix": "Switch to a user with `USER`, take the published port or the mount of the host away, and give the secret at run time.",
    "aggravators": [],
    "foldsInto": [],
    "references": [
      "https://docs.docker.com/build/building/best-practices/#user",
      "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
      "https://docs.docker.com/build/building/secrets/"
    ]
  },
  {
    "name": "shutdown-never-runs",
    "title": "Code for the shutdown that no signal reaches",
    "severity": "major",
    "parts": [
      {
        "name": "signals",
        "rules": [
          "infra/signals-not-forwarded"
        ]
      },
      {
        "name": "work",
        "fact": "work-at-shutdown",
        "of": "signals"
      }
    ],
    "message": "The process that gets `SIGTERM` is a shell that does not pass it on ({signals}), so what the application does at its shutdown never runs.",
    "effect": "Every deployment waits for the grace period and then kills: buffers are not written, jobs are not handed back, connections are left for the database to find out about. It works on every laptop, where Ctrl-C reaches all processes.",
    "fix": "Write the command in exec form (`CMD [\"uvicorn\", …]`), or start the server with `exec` in the script.",
    "aggravators": [
      {
        "name": "tasks",
        "rules": [
          "async/fire-and-forget-task"
        ],
        "by": [
          "service"
        ],
        "message": "Tasks that nobody holds are cut off with it."
      }
    ],
    "foldsInto": [],
    "references": [
      "https://docs.docker.com/reference/dockerfile/#shell-form-entrypoint-example",
      "https://fastapi.tiangolo.com/advanced/events/"
    ]
  },
  {
    "name": "split-brain-state",
    "title": "Every process remembers something else",
    "severity": "blocker",
    "parts": [
      {
        "name": "state",
        "rules": [
          "scale/in-memory-state",
          "scale/websocket-registry-local",
          "scale/local-file-state"
        ],
        "atLeast": "major"
      },
      {
        "name": "processes",
        "fact": "several-processes",
        "of": "state"
      },
      {
        "name": "store",
        "fact": "no-shared-store",
        "of": "state"
      }
    ],
    "message": "Requests share what one process remembers ({state}), nothing else has a copy of it, and several processes serve the application.",
    "effect": "Which process answers is chance. With n processes, of n requests that look for what another one has stored, one finds it: jobs are unknown, messages reach some of the clients, and a restart forgets it all.",
    "fix": "Keep it where all processes look: Redis under one key per entry with an expiry, or a table. Connections stay local; send to the others over Redis pub/sub.",
    "aggravators": [],
    "foldsInto": [],
    "references": [
      "https://12factor.net/processes",
      "https://fastapi.tiangolo.com/deployment/concepts/#replication-processes-and-memory",
      "https://redis.io/docs/latest/develop/pubsub/"
    ]
  },
  {
    "name": "starved-queue",
    "title": "What is urgent waits behind what takes long",
    "severity": "major",
    "parts": [
      {
        "name": "task",
        "rules": [
          "scale/celery-queue-topology",
          "prod/task-not-resilient"
        ]
      },
      {
        "name": "queue",
        "fact": "heavy-beside-urgent",
        "of": "task"
      }
    ],
    "message": "One queue holds a task that takes long and one that somebody waits for, and nothing gives either a queue or a priority of its own ({task}).",
    "effect": "Ten reports are ordered, all workers compute, and the mail with the code to log in with is sent a quarter of an hour later, when it has expired. More workers only move the number of reports at which it happens.",
    "fix": "Give each class of work its queue (`task_routes`) and each queue its workers (`celery worker -Q mail`), with `worker_prefetch_multiplier=1` where tasks take long, and a time limit per task.",
    "aggravators": [],
    "foldsInto": [],
    "references": [
      "https://docs.celeryq.dev/en/stable/userguide/routing.html",
      "https://docs.celeryq.dev/en/stable/userguide/optimizing.html#prefetch-limits"
    ]
  },
  {
    "name": "task-on-the-request-session",
    "title": "A task that works on the session of a request that is over",
    "severity": "blocker",
    "parts": [
      {
        "name": "task",
        "rules": [
          "db/session-shared-concurrently",
          "async/background-task-misuse"
        ]
      },
      {
        "name": "session",
        "fact": "session-of-the-request",
        "of": "task"
      }
    ],
    "message": "`{entry}` starts a task that nothing waits for and gives it the session that was opened for the request ({task}).",
    "effect": "The answer is sent, the dependency closes the session, and the task goes on with it: depending on who is faster it writes, fails with \"another operation is in progress\", or writes into nothing. It works on a laptop, where the task is always first.",
    "fix": "Give the task identifiers instead of rows, and let it open a session of its own from the factory (`async with Sessions() as session`).",
    "aggravators": [],
    "foldsInto": [],
    "references": [
      "https://docs.sqlalchemy.org/en/20/orm/extensions/asyncio.html#using-asyncsession-with-concurrent-tasks",
      "https://fastapi.tiangolo.com/tutorial/dependencies/dependencies-with-yield/"
    ]
  },
  {
    "name": "unbounded-dependency",
    "title": "A dependency that can take the service down with it",
    "severity": "blocker",
    "parts": [
      {
        "name": "wait",
        "rules": [
          "prod/outbound-no-timeout",
          "prod/llm-client-unbounded"
        ],
        "atLeast": "major"
      },
      {
        "name": "retry",
        "rules": [
          "prod/outbound-no-retry"
        ],
        "by": [
          "call",
          "resource"
        ]
      },
      {
        "name": "cache",
        "fact": "no-cache-on-path",
        "of": "wait"
      },
      {
        "name": "breaker",
        "fact": "no-breaker",
        "of": "wait"
      }
    ],
    "message": "Requests wait for another service without any bound ({wait}), nothing asks again when it fails for a moment ({retry}), no answer is kept, and no circuit breaker gives up on it.",
    "effect": "When it is slow, every request that needs it stays open and holds its worker; when it hangs, the service hangs. When it only stumbles, users see an error that asking once more would have spared them.",
    "fix": "One client for it, made at startup, with a timeout of seconds; two or three attempts with a random, growing pause for what may be repeated; and a breaker with an answer for the time that it is open.",
    "aggravators": [
      {
        "name": "session",
        "rules": [
          "db/transaction-across-external-call"
        ],
        "by": [
          "call",
          "function"
        ],
        "message": "A database connection is held meanwhile."
      }
    ],
    "foldsInto": [],
    "references": [
      "https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/",
      "https://learn.microsoft.com/en-us/azure/architecture/patterns/circuit-breaker"
    ]
  },
  {
    "name": "unindexed-n-plus-one",
    "title": "One query per row, each of them a scan of the table",
    "severity": "blocker",
    "parts": [
      {
        "name": "queries",
        "rules": [
          "db/n-plus-one-lazy",
          "db/n-plus-one-query-in-loop",
          "db/n-plus-one-serialisation"
        ],
        "atLeast": "major"
      },
      {
        "name": "index",
        "rules": [
          "db/unindexed-foreign-key",
          "db/unindexed-filter-column"
        ],
        "by": [
          "column"
        ]
      },
      {
        "name": "scan",
        "fact": "no-other-index",
        "of": "queries"
      },
      {
        "name": "cache",
        "fact": "no-cache-on-path",
        "of": "queries"
      }
    ],
    "message": "`{entry}` sends one query per row ({queries}), each of them filters by a column without an index ({index}), and no cache stands in between.",
    "effect": "The cost of a request is the rows it lists times the size of the table the queries look into: both grow with use, so it is fast on the day it is written and takes the database down later.",
    "fix": "Load what the loop reads with the first query (`selectinload` or one query by `IN`), and add the index in a migration (`CREATE INDEX CONCURRENTLY`).",
    "aggravators": [
      {
        "name": "unlimited",
        "rules": [
          "api/list-without-pagination",
          "db/unbounded-list-query"
        ],
        "by": [
          "function",
          "path"
        ],
        "message": "Nothing limits how many rows the loop runs over."
      }
    ],
    "foldsInto": [],
    "references": [
      "https://docs.sqlalchemy.org/en/20/orm/queryguide/relationships.html",
      "https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK"
    ]
  },
  {
    "name": "unmanaged-schema",
    "title": "A schema that nothing manages, behind a service that nothing watches",
    "severity": "blocker",
    "parts": [
      {
        "name": "creation",
        "rules": [
          "prod/create-all"
        ]
      },
      {
        "name": "migrations",
        "rules": [
          "prod/no-migrations",
          "prod/migration-graph-broken",
          "prod/model-migration-drift"
        ],
        "by": [
          "resource",
          "service"
        ]
      },
      {
        "name": "health",
        "rules": [
          "prod/no-health-endpoint"
        ],
        "by": [
          "service"
        ]
      }
    ],
    "message": "The application creates its tables itself ({creation}), no chain of migrations can change them afterwards ({migrations}), and no health endpoint says whether the instance that did it came up ({health}).",
    "effect": "The first release works. The next one that changes a model starts against the old tables, fails on the first query that needs the change, and goes on receiving traffic because nothing tells the load balancer.",
    "fix": "Take `create_all` out, make a baseline with `alembic revision --autogenerate`, run `alembic upgrade head` as a step of the release, and add a readiness route that asks the database.",
    "aggravators": [
      {
        "name": "deployment",
        "rules": [
          "prod/migrations-not-deployed"
        ],
        "by": [
          "service"
        ],
        "message": "No step of the deployment runs migrations."
      }
    ],
    "foldsInto": [],
    "references": [
      "https://alembic.sqlalchemy.org/en/latest/tutorial.html",
      "https://docs.sqlalchemy.org/en/20/core/metadata.html#creating-and-dropping-database-tables"
    ]
  },
  {
    "name": "unvalidated-injection",
    "title": "A body that nothing validates becomes part of a statement",
    "severity": "blocker",
    "parts": [
      {
        "name": "injection",
        "rules": [
          "sec/sql-injection"
        ]
      },
      {
        "name": "body",
        "rules": [
          "api/unvalidated-body",
          "api/unconstrained-input"
        ],
        "by": [
          "input"
        ]
      }
    ],
    "message": "What nothing validates ({body}) is put into the text of a statement ({injection}): the client decides what the database runs.",
    "effect": "One request reads, changes or drops what the database user may. The model that would have refused the text is missing at the very value that the statement is formed with, so neither of the two places stops it.",
    "fix": "Declare the body as a Pydantic model whose field has a type that cannot break out (a number, an `Enum`, a constrained text), and give the value to the statement as a bound parameter; names of columns go through a table of those that are allowed.",
    "aggravators": [],
    "foldsInto": [],
    "references": [
      "https://docs.sqlalchemy.org/en/20/core/sqlelement.html#sqlalchemy.sql.expression.text",
      "https://fastapi.tiangolo.com/tutorial/body/",
      "https://owasp.org/www-community/attacks/SQL_Injection"
    ]
  }
]

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
    "name": "connection-storm",
    "title": "Every instance opens its own share of too few connections",
    "severity": "blocker",
    "parts": [
      {
        "name": "budget",
        "rules": [
          "scale/connection-budget-exceeded"
        ]
      },
      {
        "name": "pooler",
        "rules": [
          "scale/missing-pgbouncer"
        ],
        "by": [
          "resource"
        ]
      },
      {
        "name": "instances",
        "fact": "more-than-three-instances",
        "of": "budget"
      }
    ],
    "message": "All processes together may ask for more connections than PostgreSQL gives ({budget}), more than three instances run, and no pooler stands between them ({pooler}).",
    "effect": "Load makes the autoscaler start instances, each of them opens a pool of its own, and the server refuses: not only the new ones, every process whose pool has to grow gets `too many clients`, and so does whoever tries to look what is wrong.",
    "fix": "Put PgBouncer in transaction mode before the server and keep the pool of each process small (`pool_size=5, max_overflow=0`).",
    "aggravators": [],
    "foldsInto": [],
    "references": [
      "https://www.pgbouncer.org/features.html",
      "https://www.postgresql.org/docs/current/runtime-config-connection.html"
    ]
  },
  {
    "name": "duplicate-cron",
    "title": "Every process runs the same job on time",
    "severity": "blocker",
    "parts": [
      {
        "name": "job",
        "rules": [
          "scale/scheduler-in-web-process"
        ]
      },
      {
        "name": "processes",
        "fact": "several-processes",
        "of": "job"
      }
    ],
    "message": "The web application starts a job that changes what lasts ({job}), several processes start that application, and the job takes no lock.",
    "effect": "At each tick as many copies run as there are processes: mails go out several times, charges are made twice, rows are written over each other. Each further replica adds one more.",
    "fix": "Let one process of its own run the schedule (Celery beat, an arq cron, a CronJob), or let each run take a lock in Redis with a timeout first.",
    "aggravators": [
      {
        "name": "lock",
        "rules": [
          "scale/lock-without-safety"
        ],
        "by": [
          "service"
        ],
        "message": "The locks that the service takes elsewhere outlive their holder, so that copying them here would not mend it."
      }
    ],
    "foldsInto": [],
    "references": [
      "https://redis.io/docs/latest/develop/use/patterns/distributed-locks/",
      "https://arq-docs.helpmanual.io/#cron-jobs"
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
    "fix": "Answer 202 with the id of a job and let a worker compute; what is short enough to be waited for goes to a process pool by `run_in_executor`, and what is long but can be used in pieces is streamed.",
    "aggravators": [],
    "foldsInto": [],
    "references": [
      "https://fastapi.tiangolo.com/async/",
      "https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.run_in_executor"
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

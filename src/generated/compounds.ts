// Written by `npm run generate`; do not edit.
import type { CompoundPattern } from '../model/compound.ts'

/** Every compound pattern, by name. */
export const compounds: readonly CompoundPattern[] = [
  {
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
    "references": [
      "https://docs.sqlalchemy.org/en/20/orm/extensions/asyncio.html",
      "https://docs.sqlalchemy.org/en/20/core/pooling.html"
    ]
  },
  {
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
        "name": "processes",
        "fact": "several-processes",
        "of": "creation"
      }
    ],
    "message": "The application creates its tables when it starts ({creation}), and it is started in several processes at once.",
    "effect": "Every process looks which tables are missing and creates them. On an empty or changed schema two of them create the same table: one fails with \"already exists\", its worker dies at startup, and the deployment comes up with fewer workers than it was sized for.",
    "fix": "Take `create_all` out of the application and run `alembic upgrade head` once, as a step of the release, before the new version starts.",
    "references": [
      "https://docs.sqlalchemy.org/en/20/core/metadata.html#creating-and-dropping-database-tables",
      "https://alembic.sqlalchemy.org/en/latest/tutorial.html",
      "https://uvicorn.dev/deployment/"
    ]
  },
  {
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
        ]
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
    "references": [
      "https://docs.sqlalchemy.org/en/20/orm/queryguide/relationships.html",
      "https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK"
    ]
  },
  {
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
    "references": [
      "https://alembic.sqlalchemy.org/en/latest/tutorial.html",
      "https://docs.sqlalchemy.org/en/20/core/metadata.html#creating-and-dropping-database-tables"
    ]
  }
]

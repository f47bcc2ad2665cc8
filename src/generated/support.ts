// Written by `npm run generate`; do not edit.
import type { SupportTable } from '../model/support.ts'

export const support: SupportTable = {
  "asOf": "2026-11-25",
  "rows": [
    {
      "kind": "runtime",
      "name": "Python",
      "image": "python",
      "release": "3.7",
      "until": "2023-06-27",
      "severity": "major",
      "replacement": "a release that gets fixes",
      "source": "https://devguide.python.org/versions/"
    },
    {
      "kind": "runtime",
      "name": "Python",
      "image": "python",
      "release": "3.8",
      "until": "2024-10-07",
      "severity": "major",
      "replacement": "a release that gets fixes",
      "source": "https://devguide.python.org/versions/"
    },
    {
      "kind": "runtime",
      "name": "Python",
      "image": "python",
      "release": "3.9",
      "until": "2025-10-31",
      "severity": "major",
      "replacement": "a release that gets fixes",
      "source": "https://devguide.python.org/versions/"
    },
    {
      "kind": "runtime",
      "name": "Python",
      "image": "python",
      "release": "3.10",
      "until": "2026-10-31",
      "severity": "major",
      "replacement": "a release that gets fixes",
      "source": "https://devguide.python.org/versions/"
    },
    {
      "kind": "runtime",
      "name": "Python",
      "image": "python",
      "release": "3.11",
      "until": "2027-10-31",
      "severity": "major",
      "replacement": "a release that gets fixes",
      "source": "https://devguide.python.org/versions/"
    },
    {
      "kind": "runtime",
      "name": "PostgreSQL",
      "image": "postgres",
      "release": "11",
      "until": "2023-11-09",
      "severity": "major",
      "replacement": "a major version that gets fixes",
      "source": "https://www.postgresql.org/support/versioning/"
    },
    {
      "kind": "runtime",
      "name": "PostgreSQL",
      "image": "postgres",
      "release": "12",
      "until": "2024-11-21",
      "severity": "major",
      "replacement": "a major version that gets fixes",
      "source": "https://www.postgresql.org/support/versioning/"
    },
    {
      "kind": "runtime",
      "name": "PostgreSQL",
      "image": "postgres",
      "release": "13",
      "until": "2025-11-13",
      "severity": "major",
      "replacement": "a major version that gets fixes",
      "source": "https://www.postgresql.org/support/versioning/"
    },
    {
      "kind": "runtime",
      "name": "PostgreSQL",
      "image": "postgres",
      "release": "14",
      "until": "2026-11-12",
      "severity": "major",
      "replacement": "a major version that gets fixes",
      "source": "https://www.postgresql.org/support/versioning/"
    },
    {
      "kind": "runtime",
      "name": "PostgreSQL",
      "image": "postgres",
      "release": "15",
      "until": "2027-11-11",
      "severity": "major",
      "replacement": "a major version that gets fixes",
      "source": "https://www.postgresql.org/support/versioning/"
    },
    {
      "kind": "runtime",
      "name": "MySQL",
      "image": "mysql",
      "release": "5.7",
      "until": "2023-10-31",
      "severity": "major",
      "replacement": "a release that gets fixes",
      "source": "https://endoflife.date/mysql"
    },
    {
      "kind": "runtime",
      "name": "MongoDB",
      "image": "mongo",
      "release": "4.4",
      "until": "2024-02-29",
      "severity": "major",
      "replacement": "a release that gets fixes",
      "source": "https://www.mongodb.com/legal/support-policy/lifecycles"
    },
    {
      "kind": "runtime",
      "name": "MongoDB",
      "image": "mongo",
      "release": "5.0",
      "until": "2024-10-31",
      "severity": "major",
      "replacement": "a release that gets fixes",
      "source": "https://www.mongodb.com/legal/support-policy/lifecycles"
    },
    {
      "kind": "runtime",
      "name": "Node.js",
      "image": "node",
      "release": "16",
      "until": "2023-09-11",
      "severity": "minor",
      "replacement": "a release that gets fixes",
      "source": "https://github.com/nodejs/release#release-schedule"
    },
    {
      "kind": "runtime",
      "name": "Node.js",
      "image": "node",
      "release": "18",
      "until": "2025-04-30",
      "severity": "minor",
      "replacement": "a release that gets fixes",
      "source": "https://github.com/nodejs/release#release-schedule"
    },
    {
      "kind": "runtime",
      "name": "Node.js",
      "image": "node",
      "release": "20",
      "until": "2026-04-30",
      "severity": "minor",
      "replacement": "a release that gets fixes",
      "source": "https://github.com/nodejs/release#release-schedule"
    },
    {
      "kind": "variant",
      "name": "Debian 10 (buster)",
      "image": "buster",
      "until": "2024-06-30",
      "severity": "minor",
      "replacement": "a release that gets fixes",
      "source": "https://wiki.debian.org/DebianReleases"
    },
    {
      "kind": "variant",
      "name": "Debian 11 (bullseye)",
      "image": "bullseye",
      "until": "2026-08-31",
      "severity": "minor",
      "replacement": "a release that gets fixes",
      "source": "https://wiki.debian.org/DebianReleases"
    },
    {
      "kind": "package",
      "name": "python-jose",
      "below": "3.4.0",
      "severity": "blocker",
      "state": "accepts forged tokens with algorithm confusion and can be made to inflate a token without bound (CVE-2024-33663, CVE-2024-33664)",
      "replacement": "PyJWT",
      "source": "https://github.com/advisories/GHSA-6c5p-j8vq-pqhj"
    },
    {
      "kind": "package",
      "name": "python-jose",
      "severity": "minor",
      "state": "sees few releases, years apart",
      "replacement": "PyJWT",
      "source": "https://github.com/mpdavis/python-jose/releases"
    },
    {
      "kind": "package",
      "name": "passlib",
      "with": "bcrypt",
      "from": "5.0",
      "severity": "blocker",
      "state": "fails on its first hash with bcrypt 5, which raises for long passwords where it used to cut them",
      "replacement": "bcrypt itself, or pwdlib",
      "source": "https://github.com/pyca/bcrypt/issues/1079"
    },
    {
      "kind": "package",
      "name": "passlib",
      "with": "bcrypt",
      "from": "4.1",
      "severity": "minor",
      "state": "cannot read the version of bcrypt from 4.1 on and has had no release since 2020",
      "replacement": "bcrypt itself, or pwdlib",
      "source": "https://github.com/pyca/bcrypt/issues/684"
    },
    {
      "kind": "package",
      "name": "passlib",
      "severity": "suggestion",
      "state": "has had no release since 2020",
      "replacement": "bcrypt itself, or pwdlib",
      "source": "https://pypi.org/project/passlib/#history"
    },
    {
      "kind": "package",
      "name": "aioredis",
      "severity": "major",
      "state": "was merged into redis 4.2 and is abandoned",
      "replacement": "redis.asyncio of redis",
      "source": "https://github.com/aio-libs-abandoned/aioredis-py"
    },
    {
      "kind": "package",
      "name": "databases",
      "severity": "major",
      "state": "is archived",
      "replacement": "the asyncio extension of SQLAlchemy",
      "source": "https://github.com/encode/databases"
    },
    {
      "kind": "package",
      "name": "fastapi",
      "below": "0.100.0",
      "severity": "major",
      "state": "runs with Pydantic 1 only",
      "replacement": "fastapi 0.100 or newer with Pydantic 2",
      "source": "https://fastapi.tiangolo.com/release-notes/#01000"
    },
    {
      "kind": "package",
      "name": "sqlalchemy",
      "below": "2.0.0",
      "severity": "minor",
      "state": "is of a series that gets no fixes",
      "replacement": "SQLAlchemy 2",
      "source": "https://www.sqlalchemy.org/download.html#relstatus"
    }
  ]
}

import { positionOf, spanOf } from '../../check/place.ts'
import type { Rule, Step } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { stepsTo } from '../../check/trail.ts'
import type { EngineFact } from '../../model/engine.ts'
import type { BlockingFact, Project } from '../../model/project.ts'
import { databaseOf, makerOf, whereOf } from './engines.ts'

type Id = 'db/sync-driver-in-async-app'

/** Drivers that wait for the server, with the one to take instead, by dialect; the empty name is the dialect's default. */
const WAITING: Readonly<Record<string, { readonly drivers: readonly string[]; readonly instead: string }>> = {
  postgresql: { drivers: ['', 'psycopg2', 'pg8000', 'psycopg2cffi'], instead: 'postgresql+asyncpg' },
  mysql: { drivers: ['', 'pymysql', 'mysqldb', 'mysqlconnector'], instead: 'mysql+asyncmy' },
  mariadb: { drivers: ['', 'pymysql', 'mysqldb', 'mariadbconnector'], instead: 'mariadb+asyncmy' },
  sqlite: { drivers: ['', 'pysqlite'], instead: 'sqlite+aiosqlite' },
}
/** Its calls take no network: they are db/sync-db-in-async's to weigh. */
const EMBEDDED = new Set(['sqlite', 'duckdb'])
const POOLED = /^(sqlalchemy|sqlmodel)\./
const LOOP = new Set(['loop-request', 'loop-websocket'])

const rule: Rule<Id> = defineRule('db/sync-driver-in-async-app', {
  *engine(fact, project) {
    const at = spanOf(project, fact.at)
    const { dialect, driver } = fact
    const waiting = dialect === null ? undefined : WAITING[dialect]
    const common = { is: 'violation', at, subject: { is: 'resource', place: fact.created }, expression: fact.callee } as const
    const instead = waiting?.instead ?? 'postgresql+asyncpg'
    const data = { call: makerOf(fact), where: whereOf(project, fact.created), instead }
    if (fact.async) {
      if (waiting === undefined || driver === null) yield { is: 'fine', at, because: 'undetermined' }
      else if (!waiting.drivers.includes(driver)) yield { is: 'fine', at, because: 'asynchronous' }
      else {
        const scheme = driver === '' ? `${dialect}://` : `${dialect}+${driver}://`
        yield { ...common, evidence: [], message: 'mismatch', data: { ...data, scheme } }
      }
      return
    }
    if (dialect !== null && EMBEDDED.has(dialect)) {
      yield { is: 'fine', at, because: 'embedded' }
      return
    }
    if (isThreaded(project, fact)) {
      yield { is: 'fine', at, because: 'threads' }
      return
    }
    const own = project.facts('engine').filter((engine) => !engine.async && project.role(engine.at.file) === 'app')
    const calls = own.length === 1 && own[0] === fact ? callsOnLoop(project) : []
    const [first] = calls
    if (first === undefined) {
      yield { is: 'fine', at, because: own.length > 1 ? 'several' : 'threads' }
      return
    }
    yield {
      ...common,
      evidence: evidenceOf(project, first),
      message: 'blocking',
      data: {
        ...data,
        database: databaseOf(fact),
        entry: first.context?.entry.label ?? 'a request',
        callee: first.root.callee,
        others: calls.length === 1 ? '' : ` and at ${calls.length - 1} more places`,
      },
    }
  },
})
export default rule

/** Nearly all path operations of its services are plain functions, which run in threads: that a few calls stray is their own fault. */
const isThreaded = (project: Project, { at }: EngineFact): boolean => {
  const names = project.servicesAt(at.file)
  const own = project.services.filter(({ name }) => names.includes(name))
  return own.length > 0 && own.every(({ snapshot }) => snapshot.mode?.value === 'sync')
}

/** Statements that code on the event loop sends through synchronous sessions, in the order of the files. */
const callsOnLoop = (project: Project): readonly BlockingFact[] =>
  project
    .facts('blocking')
    .filter(
      ({ blocks, root, spared, context, confidence, at }) =>
        blocks.kind === 'db' &&
        POOLED.test(root.callee) &&
        spared === null &&
        confidence !== 'low' &&
        context !== null &&
        LOOP.has(context.kind) &&
        project.role(at.file) === 'app',
    )
    .toSorted((x, y) => {
      const [a, b] = [x, y].map(({ at }) => positionOf(project, spanOf(project, at)))
      return a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line
    })

const evidenceOf = (project: Project, { at, context, root }: BlockingFact): readonly Step[] => [
  ...stepsTo(project, context),
  { at: spanOf(project, at), label: `\`${root.callee}\` waits here, on the event loop` },
]

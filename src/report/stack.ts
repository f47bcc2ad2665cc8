/** What a service is built with and how it runs, in words. */
import type { ServiceEntry, SnapshotFact } from '../model/report.ts'

/** As people call the facts, in this order. */
export const FACTS: Readonly<Record<string, string>> = {
  python: 'Python',
  fastapi: 'FastAPI',
  mode: 'Handlers',
  asgiServer: 'Server',
  pydantic: 'Pydantic',
  sqlalchemy: 'SQLAlchemy',
  session: 'Engines',
  driver: 'Driver',
  postgres: 'PostgreSQL',
  background: 'Background work',
  cache: 'Cache',
  deployment: 'Deployment',
  instances: 'Instances',
  workers: 'Workers',
  pgbouncer: 'PgBouncer',
}

/** "FastAPI 0.115.6, SQLAlchemy 2.0.36, asyncpg, 4 workers". */
export const stackOf = (service: ServiceEntry): string => {
  const words = factsOf(service).flatMap(([key, { value, confidence }]) => (confidence === 'low' ? [] : [wordsOf(key, String(value))]))
  return words.length === 0 ? `${service.files} files, and nothing is known of how it is built and run` : words.join(', ')
}

const wordsOf = (key: string, value: string): string => {
  switch (key) {
    case 'mode':
      return `${value} handlers`
    case 'session':
      return `${value} engines`
    case 'instances':
    case 'workers':
      return `${value} ${value === '1' ? key.slice(0, -1) : key}`
    case 'pgbouncer':
      return `PgBouncer: ${value}`
    case 'python':
    case 'fastapi':
    case 'pydantic':
    case 'sqlalchemy':
    case 'postgres':
      return `${FACTS[key]} ${value}`
    default:
      return value
  }
}

export const factsOf = ({ snapshot }: ServiceEntry): readonly (readonly [string, SnapshotFact])[] =>
  Object.keys(FACTS).flatMap((key) => (Object.hasOwn(snapshot, key) ? [[key, snapshot[key]] as const] : []))

/** What a service is built with and how it runs, each fact from the first source that knows it. */
import type { Dependency, Deployment, DockerStage } from '../../model/deployment.ts'
import type { EngineFact } from '../../model/engine.ts'
import type { Evaluation } from '../../model/evaluation.ts'
import type { ManifestSummary } from '../../model/manifest.ts'
import type { Place, Role } from '../../model/project.ts'
import type { RouteFact } from '../../model/route.ts'
import type { Observed, Snapshot } from '../../model/service.ts'
import type { Span } from '../../model/span.ts'
import type { FileId } from '../../model/type.ts'
import { useOfStage } from '../deployment/processes.ts'
import { baseOf } from '../deployment/stages.ts'
import type { Attached } from './attach.ts'
import { importedLibraries } from './libraries.ts'
import type { Seen } from './observed.ts'
import { observe } from './observed.ts'
import { deploymentFact, instancesFact, pgbouncerFact, postgresFact, serversOf, workersFact } from './runtime.ts'
import { serversInCode } from './served.ts'
import type { Part } from './split.ts'
import { dependenciesOf, packageVersion, pythonOf, requiredPython } from './versions.ts'

export interface SnapshotSources {
  readonly evaluation: Evaluation
  readonly manifests: readonly ManifestSummary[]
  readonly deployment: Deployment
  readonly routes: readonly RouteFact[]
  readonly engines: readonly EngineFact[]
  readonly role: (file: FileId) => Role
}

const QUEUES = ['celery', 'dramatiq', 'arq', 'taskiq', 'rq', 'procrastinate', 'huey', 'apscheduler']
const CACHES = ['redis', 'aiocache', 'fastapi_cache', 'cashews', 'pymemcache', 'aiomcache', 'cachetools']
const ASYNC_DRIVERS = ['asyncpg', 'psycopg', 'aiosqlite', 'aiomysql', 'asyncmy']
const SYNC_DRIVERS = ['psycopg2', 'psycopg2-binary', 'psycopg', 'pymysql', 'mysqlclient']

export function snapshotOf(part: Part, attached: Attached, sources: SnapshotSources): Snapshot {
  const { evaluation, manifests, deployment } = sources
  const dependencies = dependenciesOf(part.root, deployment.dependencies, manifests)
  const version = (name: string): Observed<string> | undefined => observe(packageVersion(name, part.root, dependencies, manifests))
  const libraries = (names: readonly string[]): Observed<string> | undefined => together(importedLibraries(evaluation, part.files, names))
  const session = sessionFact(part, sources)
  const facts: { readonly [Key in keyof Snapshot]: Snapshot[Key] | undefined } = {
    python: observe(pythonSeen(part, attached, manifests)),
    fastapi: version('fastapi'),
    mode: modeFact(part, sources),
    asgiServer: observe(serverSeen(part, attached, dependencies, sources)),
    sqlalchemy: version('sqlalchemy'),
    session,
    driver: session === undefined ? undefined : driverFact(session.value, dependencies),
    postgres: postgresFact(deployment),
    pydantic: version('pydantic'),
    background: libraries(QUEUES),
    cache: libraries(CACHES),
    deployment: deploymentFact(attached, manifests),
    instances: instancesFact(attached, manifests),
    workers: workersFact(attached),
    pgbouncer: pgbouncerFact(deployment),
  }
  return Object.fromEntries(Object.entries(facts).filter(([, fact]) => fact !== undefined))
}

function pythonSeen({ root }: Part, { stages }: Attached, manifests: readonly ManifestSummary[]): readonly Seen<string>[] {
  const isDeployed = (stage: DockerStage): boolean => useOfStage(manifests, stage) === 'production'
  const images = stages
    .toSorted((x, y) => Number(isDeployed(y)) - Number(isDeployed(x)))
    .flatMap((stage): readonly Seen<string>[] => {
      const image = baseOf(stage)
      const value = image === null ? null : pythonOf(image)
      return image === null || value === null ? [] : [{ value, at: image.at, confidence: isDeployed(stage) ? 'high' : 'low' }]
    })
  const required = requiredPython(root, manifests)
  return images.some(({ confidence }) => confidence === 'high') ? images : [...required, ...images]
}

/** Of its path operations, at least four in five are coroutines, or at most one in five. */
function modeFact({ files }: Part, { evaluation, routes }: SnapshotSources): Snapshot['mode'] {
  const own = routes.filter(({ at }) => files.has(at.file))
  if (own.length === 0) return undefined
  const share = own.filter(({ handler }) => evaluation.function(handler).async).length / own.length
  const value = share >= 0.8 ? 'async' : share <= 0.2 ? 'sync' : 'mixed'
  return { value, confidence: 'high', evidence: [spanAt(evaluation, own[0].at)], conflicts: [] }
}

function serverSeen(
  part: Part,
  attached: Attached,
  dependencies: readonly Dependency[],
  { evaluation, role }: SnapshotSources,
): readonly Seen<string>[] {
  const started = serversOf(attached).map(({ command, use }): Seen<string> => {
    const { server, workerClass, at } = command
    const value = server === 'gunicorn' && workerClass !== null && /uvicorn/i.test(workerClass) ? 'gunicorn with uvicorn workers' : server
    return { value: value === 'fastapi' ? 'uvicorn' : value, at, confidence: use === 'production' ? 'high' : 'medium' }
  })
  if (started.some(({ confidence }) => confidence === 'high')) return started
  const inCode = serversInCode(evaluation, part, role).map(({ server, at }): Seen<string> => ({ value: server, at, confidence: 'medium' }))
  if (inCode.length + started.length > 0) return [...inCode, ...started]
  return dependencies
    .filter(({ name }) => ['uvicorn', 'hypercorn', 'granian', 'daphne'].includes(name))
    .map(({ name, at }) => ({ value: name, at, confidence: 'low' }))
}

function sessionFact({ files }: Part, { evaluation, engines }: SnapshotSources): Snapshot['session'] {
  const own = engines.filter(({ at }) => files.has(at.file))
  if (own.length === 0) return undefined
  const isAsync = own.some((engine) => engine.async)
  const value = own.every((engine) => engine.async) ? 'async' : isAsync ? 'dual' : 'sync'
  return { value, confidence: 'high', evidence: own.map(({ at }) => spanAt(evaluation, at)), conflicts: [] }
}

/** The driver that is installed and fits the engines; several that fit: the first, hardly sure. */
function driverFact(session: 'async' | 'sync' | 'dual', dependencies: readonly Dependency[]): Snapshot['driver'] {
  const fitting = session === 'sync' ? SYNC_DRIVERS : ASYNC_DRIVERS
  const seen = fitting.flatMap((name) =>
    dependencies.filter((each) => each.name === name).map(({ at }) => ({ value: name.replace('-binary', ''), at })),
  )
  const isSure = new Set(seen.map(({ value }) => value)).size === 1
  return observe(seen.map((each): Seen<string> => ({ ...each, confidence: isSure ? 'medium' : 'low' })))
}

/** Several libraries side by side do not disagree. */
function together(found: ReadonlyMap<string, Span>): Observed<string> | undefined {
  if (found.size === 0) return undefined
  return { value: [...found.keys()].join(', '), confidence: 'medium', evidence: [...found.values()], conflicts: [] }
}

const spanAt = (evaluation: Evaluation, { file, value }: Place): Span => {
  const { start, length } = evaluation.file(file).summary.values
  return { file, start: start[value], end: start[value] + length[value] }
}

/** How many connections all processes of a service may hold together, and how many the server gives. */
import { spanOf } from '../../check/place.ts'
import type { Step } from '../../check/rule.ts'
import type { ComposeService } from '../../model/deployment.ts'
import type { EngineFact } from '../../model/engine.ts'
import type { Project } from '../../model/project.ts'
import type { Service } from '../../model/service.ts'
import type { Span } from '../../model/span.ts'
import { capacityOf, isOfServer, isPooled } from './pools.ts'

export interface Budget {
  /** The engines that are counted; the first is where the finding goes. */
  readonly engines: readonly EngineFact[]
  readonly instances: number
  readonly workers: number
  /** At least so many: what nothing says counts as one. */
  readonly demand: number
  /** `3 instances × 4 workers × (5 + 10)`. */
  readonly sum: string
  /** What the server keeps for administration taken off. */
  readonly limit: number
  /** `max_connections` of 100 (assumed), 3 of them kept back`. */
  readonly limitSaid: string
  /** No number is assumed. */
  readonly known: boolean
  readonly evidence: readonly Step[]
}

/** Null where the service has no pool whose size is known, or its server has settings of its own. */
export function budgetOf(project: Project, service: Service): Budget | null {
  const engines = enginesOf(project, service)
  const limit = limitOf(project)
  if (engines.length === 0 || limit === null) return null
  const instances = instancesOf(service)
  const workers = workersOf(service)
  const pools = engines.map(({ capacity }) => capacity)
  const perProcess = pools.reduce((total, pool) => total + pool.total, 0)
  return {
    engines: engines.map(({ engine }) => engine),
    instances: instances.value,
    workers: workers.value,
    demand: instances.value * workers.value * perProcess,
    sum: `${worded(instances, 'instance')} × ${worded(workers, 'worker')} × (${pools.map(({ size, overflow }) => `${size} + ${overflow}`).join(' + ')})`,
    limit: limit.connections - KEPT,
    limitSaid: `${limit.connections}${limit.at === null ? ' by default' : ''}, ${KEPT} of them kept for administration`,
    known: instances.known && workers.known && limit.at !== null,
    evidence: [
      ...stepsOf(instances, 'instances'),
      ...stepsOf(workers, 'workers'),
      ...engines.slice(1).map(({ engine, capacity }) => ({ at: spanOf(project, engine.at), label: `and here a pool of ${capacity.said}` })),
      ...(limit.at === null ? [] : [{ at: limit.at, label: `the server gives ${limit.connections} connections` }]),
    ],
  }
}

/** `superuser_reserved_connections`. https://www.postgresql.org/docs/current/runtime-config-connection.html */
const KEPT = 3
/** `max_connections` of PostgreSQL where nobody sets it. */
const BY_DEFAULT = 100

type Pool = NonNullable<ReturnType<typeof capacityOf>>

/** Pools of PostgreSQL that each process makes once; of those that a branch chooses between, the smallest. */
function enginesOf(project: Project, service: Service): readonly { readonly engine: EngineFact; readonly capacity: Pool }[] {
  const own = project
    .facts('engine')
    .filter(({ at }) => service.files.has(at.file) && project.role(at.file) === 'app')
    .filter((engine) => isPooled(engine) && (engine.dialect === null || engine.dialect === 'postgresql') && isOfServer(engine, service))
  const sized = own.flatMap((engine) => {
    const capacity = capacityOf(engine)
    return capacity === null ? [] : [{ engine, capacity }]
  })
  return sized.filter(({ engine, capacity }, index) =>
    sized.every(
      (other, place) =>
        place === index ||
        !areAlternatives(project, engine, other.engine) ||
        capacity.total < other.capacity.total ||
        (capacity.total === other.capacity.total && index < place),
    ),
  )
}

/** Made in the same file under a test that one of them needs to hold and the other to fail, or by the same call. */
function areAlternatives({ evaluation }: Project, { created: x }: EngineFact, { created: y }: EngineFact): boolean {
  if (x.file !== y.file) return false
  if (x.value === y.value) return true
  const others = evaluation.guards(y.file, y.value)
  return evaluation.guards(x.file, x.value).some(({ test, holds }) => others.some((other) => other.test === test && other.holds !== holds))
}

interface Count {
  readonly value: number
  readonly known: boolean
  readonly evidence: readonly Span[]
}

/** The most that an autoscaler may start, else what is asked for. */
function instancesOf({ snapshot, workloads }: Service): Count {
  const scaled = workloads.flatMap(({ use, scaling, at }) =>
    use === 'production' && scaling !== null && scaling.most !== null ? [{ value: scaling.most, known: true, evidence: [at] }] : [],
  )
  const [most] = scaled.toSorted((x, y) => y.value - x.value)
  return most ?? numberOf(snapshot.instances)
}

const workersOf = ({ snapshot }: Service): Count => numberOf(snapshot.workers)

const numberOf = (said: Service['snapshot']['workers']): Count => ({
  value: said?.value ?? 1,
  known: said !== undefined && said.confidence !== 'low',
  evidence: said?.evidence ?? [],
})

const stepsOf = ({ value, known, evidence }: Count, what: string): readonly Step[] =>
  known ? evidence.slice(0, 1).map((at) => ({ at, label: `${value} ${what}` })) : []

const worded = ({ value, known }: Count, one: string): string => `${value} ${one}${value === 1 ? '' : 's'}${known ? '' : ' (assumed)'}`

/** What the one PostgreSQL of the project's own is started with; null where there are several, or one has a file of its own. */
function limitOf({ deployment }: Project): { readonly connections: number; readonly at: Span | null } | null {
  const servers = deployment.composeServices.filter(({ use, datastore }) => use === 'production' && datastore?.kind === 'postgres')
  if (servers.some(({ settings }) => settings.extends || settings.mounts.some(({ target }) => target.endsWith('.conf')))) return null
  const said = servers.map((server) => ({ server, connections: connectionsOf(server) }))
  const [first] = said
  if (first === undefined) return { connections: BY_DEFAULT, at: null }
  if (said.some(({ connections }) => connections !== first.connections)) return null
  return { connections: first.connections ?? BY_DEFAULT, at: first.connections === null ? null : first.server.at }
}

/** `postgres -c max_connections=200`, or the variable that Bitnami's image reads. */
const connectionsOf = ({ settings }: ComposeService): number | null => {
  const text = [
    ...settings.words,
    ...settings.environment.flatMap(({ name, value }) => (name === 'POSTGRESQL_MAX_CONNECTIONS' ? [`max_connections=${value ?? ''}`] : [])),
  ].join(' ')
  const found = /max_connections\s*=\s*(\d+)/.exec(text)
  return found === null ? null : Number(found[1])
}

/** How a service is deployed, and how often it runs. */
import type { ComposeService, Deployment, DockerStage, ImageRef, ServerProcess, Workload } from '../../model/deployment.ts'
import type { ManifestSummary, NodeId } from '../../model/manifest.ts'
import type { Snapshot } from '../../model/service.ts'
import type { FileId } from '../../model/type.ts'
import { useOfStage } from '../deployment/processes.ts'
import { inForce } from '../deployment/stages.ts'
import { nodeAt, scalarAt } from '../manifests/tree.ts'
import type { Attached } from './attach.ts'
import type { Seen } from './observed.ts'
import { observe } from './observed.ts'

const HTTP: ReadonlySet<string> = new Set(['uvicorn', 'gunicorn', 'hypercorn', 'granian', 'daphne', 'fastapi'])

/** Commands that serve HTTP, those of production if there are any. */
export function serversOf({ processes }: Attached): readonly ServerProcess[] {
  const servers = processes.filter(({ command }) => HTTP.has(command.server))
  const production = servers.filter(({ use }) => use === 'production')
  return production.length > 0 ? production : servers
}

type Way = 'kubernetes' | 'platform' | 'compose' | 'dockerfile' | 'host'

export function deploymentFact(
  { workloads, processes, composeServices, stages }: Attached,
  manifests: readonly ManifestSummary[],
): Snapshot['deployment'] {
  const inUse = ({ use }: { readonly use: string }): boolean => use === 'production'
  const host = (is: 'platform' | 'procfile' | 'systemd') => processes.flatMap(({ by, command: { at } }) => (by.is === is ? [at] : []))
  const seen = (value: Way, places: readonly Seen<Way>['at'][]): readonly Seen<Way>[] =>
    places.map((at) => ({ value, at, confidence: 'high' as const }))
  return observe<Way>([
    ...seen(
      'kubernetes',
      workloads.filter(inUse).map(({ at }) => at),
    ),
    ...seen('platform', [...host('platform'), ...host('procfile')]),
    ...seen(
      'compose',
      composeServices.filter(inUse).map(({ at }) => at),
    ),
    ...seen('host', host('systemd')),
    ...seen(
      'dockerfile',
      stages.filter((stage) => useOfStage(manifests, stage) === 'production').map(({ at }) => at),
    ).slice(0, 1),
  ])
}

/** `replicas` of workloads and compose services that serve; 1, hardly sure, where a deployment that can have more says nothing. */
export function instancesFact(attached: Attached, manifests: readonly ManifestSummary[]): Snapshot['instances'] {
  const { workloads, composeServices } = attached
  const serving = new Set(serversOf(attached).flatMap(({ by }) => (by.is === 'compose' ? [by.service] : [])))
  const services = composeServices.filter((service) => service.use === 'production' && (serving.size === 0 || serving.has(service)))
  const deployed = workloads.filter(({ use, kind }) => use === 'production' && kind !== 'Job' && kind !== 'CronJob')
  return observe<number>(
    [
      ...deployed.flatMap((workload) => replicasAt(manifests, workload, ['spec', 'replicas'])),
      ...services.flatMap((service) =>
        [service, ...service.overlays].toReversed().flatMap((layer) => replicasAt(manifests, layer, ['deploy', 'replicas'])),
      ),
      ...[...deployed, ...services].map(({ at }: Workload | ComposeService): Seen<number> => ({ value: 1, at, confidence: 'low' })),
    ].filter(({ confidence }, _, all) => confidence !== 'low' || all.every((each) => each.confidence === 'low')),
  )
}

function replicasAt(
  manifests: readonly ManifestSummary[],
  { file, node }: { readonly file: FileId; readonly node: NodeId },
  keys: readonly string[],
): readonly Seen<number>[] {
  const summary = manifests[-1 - file]
  const value = scalarAt(summary, node, ...keys)
  if (typeof value !== 'number') return []
  const { start, end } = summary.nodes[nodeAt(summary, node, ...keys)]
  return [{ value, at: { file, start, end }, confidence: 'high' }]
}

export const workersFact = (attached: Attached): Snapshot['workers'] =>
  observe<number>(
    serversOf(attached).flatMap(({ command: { workers, at }, use }): readonly Seen<number>[] =>
      workers === null ? [] : [{ value: workers, at, confidence: use === 'production' ? 'high' : 'medium' }],
    ),
  )

const POSTGRES = /(?:^|\/)(?:postgres(?:ql)?|postgis|timescaledb(?:-ha)?|pgvector)$/
const POOLER = /(?:^|\/)(?:pgbouncer|pgcat|odyssey|supavisor)$/

/** Images of all services and workloads, production first. */
const imagesOf = ({ composeServices, workloads }: Deployment): readonly { readonly image: ImageRef; readonly use: string }[] =>
  [
    ...composeServices.flatMap(({ image, use }) => (image === null ? [] : [{ image, use }])),
    ...workloads.flatMap(({ containers, use }) => containers.flatMap(({ image }) => (image === null ? [] : [{ image, use }]))),
  ].toSorted((x, y) => Number(y.use === 'production') - Number(x.use === 'production'))

/** A database is seldom built by the service that uses it: any in the project counts. */
export const postgresFact = (deployment: Deployment): Snapshot['postgres'] =>
  observe<string>(
    imagesOf(deployment).flatMap(({ image, use }): readonly Seen<string>[] => {
      const version = POSTGRES.test(image.name) && image.known ? /^(?:pg|.*-pg)?v?(\d+(?:\.\d+)*)/.exec(image.tag ?? '')?.[1] : undefined
      return version === undefined ? [] : [{ value: version, at: image.at, confidence: use === 'production' ? 'high' : 'low' }]
    }),
  )

export function pgbouncerFact(deployment: Deployment): Snapshot['pgbouncer'] {
  const images = imagesOf(deployment).filter(({ image }) => POOLER.test(image.name))
  const values = deployment.values.filter(({ value }) => /:6432\b/.test(value) || /[?&]pgbouncer=true\b/.test(value))
  const built = deployment.stages.filter((stage) => startsPooler(stage))
  const poolers = [...images.map(({ image }) => image.at), ...built.map(({ at }) => at)]
  const evidence = [...poolers, ...values.map(({ at }) => at)]
  if (evidence.length === 0) return undefined
  const isSure = poolers.length > 0 && values.length > 0
  return { value: isSure ? 'yes' : 'likely', confidence: isSure ? 'high' : 'medium', evidence, conflicts: [] }
}

/** An image of the project's own around a pooler: `CMD ["pgbouncer", …]`, an entry point named after it. */
const startsPooler = (stage: DockerStage): boolean =>
  [inForce(stage, 'ENTRYPOINT'), inForce(stage, 'CMD')].some(
    (instruction) =>
      instruction?.words.some(({ text }) => /(?:^|\/)(?:pgbouncer|pgcat|odyssey)(?:-entrypoint(?:\.sh)?)?$/.test(text)) === true,
  )

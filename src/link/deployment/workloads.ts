/** Kubernetes objects that run pods, where they are written out: no templates, no patches. */
import type { Container, ManifestUse, Workload } from '../../model/deployment.ts'
import type { DocumentNode, ManifestSummary, NodeId } from '../../model/manifest.ts'
import type { Span } from '../../model/span.ts'
import type { FileId } from '../../model/type.ts'
import { manifestRole } from '../manifests/role.ts'
import { childrenAt, nodeAt, rootsOf, scalarAt, textAt } from '../manifests/tree.ts'
import { datastoreOf } from './datastores.ts'
import { imageRef } from './images.ts'
import { kustomized } from './kustomizations.ts'
import type { Policies } from './policies.ts'
import { labelsOf, policiesOf } from './policies.ts'

const PATHS: Readonly<Record<string, readonly string[]>> = {
  Deployment: ['spec', 'template', 'spec'],
  StatefulSet: ['spec', 'template', 'spec'],
  DaemonSet: ['spec', 'template', 'spec'],
  Job: ['spec', 'template', 'spec'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
  Pod: ['spec'],
}

export function workloads(manifests: readonly ManifestSummary[]): readonly Workload[] {
  const { patches, leftOut } = kustomized(manifests)
  const policies = policiesOf(manifests)
  return manifests.flatMap((summary, index) =>
    summary.format === 'yaml' && !patches.has(summary.path)
      ? rootsOf(summary).flatMap((root) =>
          workloadAt({ summary, file: -1 - index, policies, use: leftOut(summary.path) ? 'alternative' : useOf(summary.path) }, root),
        )
      : [],
  )
}

interface Source {
  readonly summary: ManifestSummary
  readonly file: FileId
  readonly policies: Policies
  readonly use: ManifestUse
}

function workloadAt({ summary, file, policies, use }: Source, root: NodeId): readonly Workload[] {
  const kind = textAt(summary, root, 'kind')
  const path = kind === null || !Object.hasOwn(PATHS, kind) ? null : PATHS[kind]
  const name = textAt(summary, root, 'metadata', 'name')
  const pod = path === null ? -1 : nodeAt(summary, root, ...path)
  if (kind === null || pod < 0 || name === null || nodeAt(summary, root, 'apiVersion') < 0) return []
  const containers = childrenAt(summary, pod, 'containers').map((node) => containerAt(summary, file, node))
  // Without an image it is a part of one, to be put over another.
  if (containers.length === 0 || containers.some(({ image }) => image === null)) return []
  const spanOf = ({ start, end }: { readonly start: number; readonly end: number }): Span => ({ file, start, end })
  const kindNode = nodeAt(summary, root, 'kind')
  const volumes = childrenAt(summary, pod, 'volumes')
  return [
    {
      is: 'workload',
      kind,
      name,
      file,
      node: root,
      at: spanOf(summary.nodes[kindNode]),
      use,
      containers,
      ...securityOf(summary, pod),
      replicas: numberOf(scalarAt(summary, root, 'spec', 'replicas')),
      scaling: policies.scaling(name),
      budgeted: policies.isBudgeted(labelsOf(summary, root)),
      hostNetwork: spanIfTrue(summary, file, nodeAt(summary, pod, 'hostNetwork')),
      hostPaths: volumes.flatMap((volume) => {
        const at = nodeAt(summary, volume, 'hostPath', 'path')
        return at < 0 ? [] : [{ path: String(summary.nodes[at].value), at: spanOf(summary.nodes[at]) }]
      }),
      claims: [
        ...volumes.flatMap((volume) =>
          nodeAt(summary, volume, 'persistentVolumeClaim') < 0 ? [] : [textAt(summary, volume, 'name') ?? ''],
        ),
        ...childrenAt(summary, root, 'spec', 'volumeClaimTemplates').map((claim) => textAt(summary, claim, 'metadata', 'name') ?? ''),
      ],
    },
  ]
}

function useOf(path: string): ManifestUse {
  const role = manifestRole(path)
  if (role !== 'app') return role === 'test' ? 'test' : 'alternative'
  return /(?:^|[/._-])(?:dev|development|local|kind|minikube|test|ci|debug)(?:[/._-]|$)/i.test(path) ? 'development' : 'production'
}

const booleanOf = (value: DocumentNode['value']): boolean | null => (typeof value === 'boolean' ? value : null)
const numberOf = (value: DocumentNode['value']): number | null => (typeof value === 'number' ? value : null)

const securityOf = (summary: ManifestSummary, node: NodeId): Pick<Workload, 'runAsNonRoot' | 'runAsUser'> => ({
  runAsNonRoot: booleanOf(scalarAt(summary, node, 'securityContext', 'runAsNonRoot')),
  runAsUser: numberOf(scalarAt(summary, node, 'securityContext', 'runAsUser')),
})

function spanIfTrue({ nodes }: ManifestSummary, file: FileId, node: NodeId): Span | null {
  return node >= 0 && nodes[node].value === true ? { file, start: nodes[node].start, end: nodes[node].end } : null
}

function containerAt(summary: ManifestSummary, file: FileId, node: NodeId): Container {
  const imageNode = nodeAt(summary, node, 'image')
  const written = imageNode < 0 ? null : summary.nodes[imageNode]
  const image =
    written === null || typeof written.value !== 'string' ? null : imageRef(written.value, { file, start: written.start, end: written.end })
  const nameNode = nodeAt(summary, node, 'name')
  const { start, end } = summary.nodes[nameNode < 0 ? node : nameNode]
  return {
    name: textAt(summary, node, 'name') ?? '',
    image,
    datastore: datastoreOf(image),
    at: { file, start, end },
    node,
    security: {
      ...securityOf(summary, node),
      allowPrivilegeEscalation: booleanOf(scalarAt(summary, node, 'securityContext', 'allowPrivilegeEscalation')),
      privileged: spanIfTrue(summary, file, nodeAt(summary, node, 'securityContext', 'privileged')),
    },
    environment: childrenAt(summary, node, 'env').flatMap((variable) => {
      const name = textAt(summary, variable, 'name')
      const value = nodeAt(summary, variable, 'value')
      if (name === null) return []
      const at = summary.nodes[value < 0 ? variable : value]
      return [
        { name, value: textAt(summary, variable, 'value'), at: { file, start: at.start, end: at.end }, node: value < 0 ? variable : value },
      ]
    }),
    limitsMemory: nodeAt(summary, node, 'resources', 'limits', 'memory') >= 0,
    probes: {
      liveness: nodeAt(summary, node, 'livenessProbe') >= 0 || nodeAt(summary, node, 'startupProbe') >= 0,
      readiness: nodeAt(summary, node, 'readinessProbe') >= 0,
    },
    ports: childrenAt(summary, node, 'ports').flatMap((port) => numberOf(scalarAt(summary, port, 'containerPort')) ?? []),
    mounts: childrenAt(summary, node, 'volumeMounts').map((mount) => ({
      volume: textAt(summary, mount, 'name') ?? '',
      path: textAt(summary, mount, 'mountPath') ?? '',
    })),
  }
}

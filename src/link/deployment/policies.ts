/** Kubernetes objects that speak about the pods of others: autoscalers and disruption budgets. */
import type { Workload } from '../../model/deployment.ts'
import type { ManifestSummary, NodeId } from '../../model/manifest.ts'
import { childrenAt, nodeAt, rootsOf, scalarAt, textAt } from '../manifests/tree.ts'

export interface Policies {
  /** What an autoscaler says of the workload of a name; null if none does. */
  scaling(name: string): Workload['scaling']
  /** Whether a budget selects pods with some of these labels, `key=value`. */
  isBudgeted(labels: readonly string[]): boolean
}

/** The keys of the least and the most pods in each kind. */
const SCALERS: Readonly<Record<string, readonly [string, string]>> = {
  HorizontalPodAutoscaler: ['minReplicas', 'maxReplicas'],
  // https://keda.sh/docs/latest/reference/scaledobject-spec/
  ScaledObject: ['minReplicaCount', 'maxReplicaCount'],
}

export function policiesOf(manifests: readonly ManifestSummary[]): Policies {
  const scaled = new Map<string, Workload['scaling']>()
  const budgets: (readonly string[])[] = []
  for (const summary of manifests) {
    if (summary.format !== 'yaml') continue
    for (const root of rootsOf(summary)) {
      const kind = textAt(summary, root, 'kind') ?? ''
      const target = Object.hasOwn(SCALERS, kind) ? textAt(summary, root, 'spec', 'scaleTargetRef', 'name') : null
      if (target !== null) {
        const [least, most] = SCALERS[kind].map((key) => scalarAt(summary, root, 'spec', key))
        scaled.set(target, { least: numberOf(least), most: numberOf(most) })
      }
      if (kind === 'PodDisruptionBudget') budgets.push(pairsAt(summary, root, ['spec', 'selector', 'matchLabels']))
    }
  }
  return {
    scaling: (name) => scaled.get(name) ?? null,
    isBudgeted: (labels) => budgets.some((wanted) => wanted.every((pair) => labels.includes(pair))),
  }
}

const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null)

/** Labels of the pods that an object makes. */
export const labelsOf = (summary: ManifestSummary, root: NodeId): readonly string[] =>
  pairsAt(summary, root, ['spec', 'template', 'metadata', 'labels'])

const pairsAt = (summary: ManifestSummary, root: NodeId, path: readonly string[]): readonly string[] =>
  nodeAt(summary, root, ...path) < 0
    ? []
    : childrenAt(summary, root, ...path).map((child) => `${summary.nodes[child].key}=${String(summary.nodes[child].value)}`)

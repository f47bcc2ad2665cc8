/** Reading a manifest's nodes by keys. All answers are -1 or null where there is nothing. */
import type { DocumentNode, ManifestSummary, NodeId } from '../../model/manifest.ts'

type Nodes = Pick<ManifestSummary, 'nodes'>

/** Roots of the documents of a file. */
export const rootsOf = ({ nodes }: Nodes): readonly NodeId[] => nodes.flatMap(({ parent }, id) => (parent < 0 ? [id] : []))

/** The node behind keys, from a node down. */
export function nodeAt(summary: Nodes, from: NodeId, ...keys: readonly (string | number)[]): NodeId {
  let at = from
  for (const key of keys) {
    if (at < 0) return -1
    at = summary.nodes[at].children.find((child) => summary.nodes[child].key === key) ?? -1
  }
  return at
}

export const scalarAt = (summary: Nodes, from: NodeId, ...keys: readonly (string | number)[]): DocumentNode['value'] => {
  const at = nodeAt(summary, from, ...keys)
  return at < 0 || summary.nodes[at].is !== 'scalar' ? null : summary.nodes[at].value
}

export const textAt = (summary: Nodes, from: NodeId, ...keys: readonly (string | number)[]): string | null => {
  const value = scalarAt(summary, from, ...keys)
  return value === null ? null : String(value)
}

/** Children of a map or list behind keys. */
export const childrenAt = (summary: Nodes, from: NodeId, ...keys: readonly (string | number)[]): readonly NodeId[] => {
  const at = nodeAt(summary, from, ...keys)
  return at < 0 ? [] : summary.nodes[at].children
}

import type { ManifestSummary, NodeId } from '../../model/manifest.ts'

/** `services.web.healthcheck`: the keys from the document's root; the keyword of an instruction in a Dockerfile. */
export function keyPath({ path, nodes, instructions }: ManifestSummary, node: NodeId): string {
  if (node in instructions) return `${path}:${instructions[node].keyword}`
  const keys: (string | number)[] = []
  for (let at = node; at >= 0 && at < nodes.length && nodes[at].parent >= 0; at = nodes[at].parent) keys.push(nodes[at].key)
  return `${path}:${keys.toReversed().join('.')}`
}

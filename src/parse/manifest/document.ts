/** Builds the nodes of a document in one list, parents before children, with a bound on how many there may be. */
import type { DocumentNode, NodeId, Range } from '../../model/manifest.ts'

/** A tenth of this is a large compose file; lock files stay below. More is data, or an attack by aliases. */
export const MAX_NODES = 200_000
/** Deeper nesting than any manifest has. */
export const MAX_NESTING = 100

export class TooLarge extends Error {}

interface Draft extends DocumentNode {
  readonly children: NodeId[]
}

export interface DocumentBuilder {
  readonly nodes: readonly DocumentNode[]
  /** @throws TooLarge when there would be too many nodes. */
  add(node: Omit<DocumentNode, 'children'>): NodeId
}

export function createDocument(): DocumentBuilder {
  const nodes: Draft[] = []
  return {
    nodes,
    add(node) {
      if (nodes.length >= MAX_NODES) throw new TooLarge('too many values')
      const id = nodes.length
      nodes.push({ ...node, children: [] })
      if (node.parent >= 0) nodes[node.parent].children.push(id)
      return id
    },
  }
}

export const NOWHERE: Range = { start: 0, end: 0 }

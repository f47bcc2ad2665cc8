import type { Tree } from 'web-tree-sitter'
import { growTableBuffer, MAX_NODES } from './table-buffer.ts'
import type { TableBuffer } from './table-buffer.ts'

/**
 * Fills the buffer through the documented cursor: slow (about as long as the parse), right by definition.
 * Returns the number of rows, or -1 when the tree has more than MAX_NODES nodes.
 */
export function readByCursor(tree: Tree, buffer: TableBuffer): number {
  const cursor = tree.walk()
  try {
    let length = 0
    let parent = -1
    for (;;) {
      if (length === MAX_NODES) return -1
      if (length === buffer.capacity) growTableBuffer(buffer)
      const me = length++
      buffer.kind[me] = cursor.nodeTypeId
      buffer.field[me] = cursor.currentFieldId
      buffer.start[me] = cursor.startIndex
      buffer.end[me] = cursor.endIndex
      buffer.parent[me] = parent
      if (cursor.gotoFirstChild()) {
        parent = me
        continue
      }
      buffer.next[me] = length
      while (!cursor.gotoNextSibling()) {
        if (parent < 0) return length
        cursor.gotoParent()
        buffer.next[parent] = length
        parent = buffer.parent[parent]!
      }
    }
  } finally {
    cursor.delete()
  }
}

/**
 * Fills a syntax table by reading the parser's tree structs out of wasm memory.
 *
 * The documented cursor crosses the JS/wasm border several times a node and costs as much as the parse; this costs a tenth
 * of it. It depends on the struct layout of one exact runtime version, so `python.ts` compares it with the cursor at start-up
 * and drops it on any difference.
 *
 * Layout (wasm32, little-endian), offsets in bytes:
 * - Tree: root subtree (8 bytes) at 0, language at 8.
 * - Subtree: bit 0 of word 0 set = stored inline: visible bit 1, named bit 2, extra bit 3, symbol in byte 1; word 1 holds
 *   padding bytes in byte 2 and size in byte 3. Otherwise word 0 is a pointer to a heap subtree.
 * - Heap subtree: padding 4, size 16, child count 36, symbol 40 (u16), flags 44 (visible bit 0, named bit 1, extra bit 2),
 *   visible child count 48, production 66 (u16). Its children, 8 bytes each, end where it begins.
 * - Language: longest alias sequence 36 (u16), field map slices 64, field map entries 68, public symbols 76, aliases 84.
 * - Text is UTF-16 there: byte offsets are twice the offsets of the table.
 */
import { ERROR_KIND } from '../model/syntax.ts'
import { growTableBuffer, MAX_NODES } from './table-buffer.ts'
import type { TableBuffer } from './table-buffer.ts'

/** The runtime's memory views; growth replaces them, so they are read anew for every tree. */
export interface RuntimeMemory {
  readonly HEAP32: Int32Array
  readonly HEAPU16: Uint16Array
  readonly HEAPU8: Uint8Array
}

/** Words of one suspended level on the stack. */
const FRAME = 8
let stack = new Int32Array(FRAME * 512)

/** Returns the number of rows written, or -1 when the tree has more than MAX_NODES nodes. `tree` is its address. */
export function readFromMemory(memory: RuntimeMemory, tree: number, buffer: TableBuffer): number {
  const words = memory.HEAP32
  const halves = memory.HEAPU16
  const bytes = memory.HEAPU8
  const treeWord = tree >> 2
  const language = words[treeWord + 2] >> 2
  const longestAliases = halves[(language << 1) + 18]
  const fieldSlices = words[language + 16] >> 1
  const fieldEntries = words[language + 17]
  const publicSymbols = words[language + 19] >> 1
  const aliases = words[language + 21] >> 1

  let { capacity, kind, field, start, end, parent, next } = buffer
  let length = 1
  let top = 0

  // A module is never inline: the runtime inlines leaves that are neither the root nor its only child.
  const root = words[treeWord] >> 2
  let position = words[root + 1]
  kind[0] = publicKind(halves, publicSymbols, halves[(root << 1) + 20])
  field[0] = 0
  start[0] = position >> 1
  end[0] = (position + words[root + 4]) >> 1
  parent[0] = -1
  next[0] = 1
  let remaining = words[root + 9]
  if (remaining === 0) return 1

  // The level being walked: the children of one subtree, visible or hidden.
  let child = root - remaining * 2
  let production = halves[(root << 1) + 33]
  let aliasRow = production === 0 ? 0 : aliases + production * longestAliases
  let fieldFirst = halves[fieldSlices + production * 2]
  let fieldCount = halves[fieldSlices + production * 2 + 1]
  let structural = 0
  let above = 0
  // Field that a hidden subtree passes on to its visible children.
  let inherited = 0
  // Row of the subtree being walked, -1 when it is hidden.
  let owner = 0
  // The first child's padding is already in its parent's start.
  let first = true

  for (;;) {
    if (remaining === 0) {
      if (owner >= 0) next[owner] = length
      if (top === 0) return length
      top -= FRAME
      child = stack[top]!
      remaining = stack[top + 1]!
      position = stack[top + 2]!
      production = stack[top + 3]!
      structural = stack[top + 4]!
      above = stack[top + 5]!
      inherited = stack[top + 6]!
      owner = stack[top + 7]!
      aliasRow = production === 0 ? 0 : aliases + production * longestAliases
      fieldFirst = halves[fieldSlices + production * 2]!
      fieldCount = halves[fieldSlices + production * 2 + 1]!
      first = false
      continue
    }
    const word = words[child]
    let node = 0
    let grandchildren = 0
    let padding: number
    let size: number
    let symbol: number
    let visible: number
    let extra: number
    if ((word & 1) !== 0) {
      const second = words[child + 1]
      padding = (second >>> 16) & 255
      size = second >>> 24
      symbol = (word >> 8) & 255
      visible = word & 2
      extra = word & 8
    } else {
      node = word >> 2
      padding = words[node + 1]!
      size = words[node + 4]!
      symbol = halves[(node << 1) + 20]!
      const flags = bytes[(node << 2) + 44]
      visible = flags & 1
      extra = flags & 4
      grandchildren = words[node + 9]!
    }
    child += 2
    remaining--
    if (first) first = false
    else position += padding
    const begin = position
    position += size

    let fieldId = 0
    if (extra === 0) {
      if (aliasRow !== 0) {
        const alias = halves[aliasRow + structural]
        if (alias !== 0) {
          symbol = alias
          visible = 1
        }
      }
      for (let i = 0; i < fieldCount; i++) {
        const entry = fieldEntries + ((fieldFirst + i) << 2)
        if (bytes[entry + 2] === structural && bytes[entry + 3] === 0) {
          fieldId = halves[entry >> 1]!
          break
        }
      }
      if (fieldId === 0) fieldId = inherited
      structural++
    }
    let me = -1
    if (visible !== 0) {
      if (length === MAX_NODES) return -1
      if (length === capacity) {
        growTableBuffer(buffer)
        ;({ capacity, kind, field, start, end, parent, next } = buffer)
      }
      me = length++
      kind[me] = publicKind(halves, publicSymbols, symbol)
      field[me] = fieldId
      start[me] = begin >> 1
      end[me] = position >> 1
      parent[me] = above
      next[me] = length
    }
    if (grandchildren !== 0 && (me >= 0 || words[node + 12] !== 0)) {
      if (top + FRAME > stack.length) stack = growStack(stack)
      stack[top] = child
      stack[top + 1] = remaining
      stack[top + 2] = position
      stack[top + 3] = production
      stack[top + 4] = structural
      stack[top + 5] = above
      stack[top + 6] = inherited
      stack[top + 7] = owner
      top += FRAME
      child = node - grandchildren * 2
      remaining = grandchildren
      position = begin
      first = true
      structural = 0
      production = halves[(node << 1) + 33]!
      aliasRow = production === 0 ? 0 : aliases + production * longestAliases
      fieldFirst = halves[fieldSlices + production * 2]!
      fieldCount = halves[fieldSlices + production * 2 + 1]!
      if (me >= 0) {
        above = me
        inherited = 0
      } else inherited = fieldId
      owner = me
    }
  }
}

const publicKind = (halves: Uint16Array, publicSymbols: number, symbol: number): number =>
  symbol === ERROR_KIND ? ERROR_KIND : halves[publicSymbols + symbol]

function growStack(old: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(old.length * 2)
  grown.set(old)
  return grown
}

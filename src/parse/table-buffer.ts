import type { SyntaxTable } from '../model/syntax.ts'

/** More nodes than this in one file is "too complex": 1 MB of source has fewer unless it is made of one-character tokens. */
export const MAX_NODES = 1_500_000

/** Columns of a syntax table that grow and are used again for the next file. */
export interface TableBuffer {
  capacity: number
  kind: Uint16Array
  field: Uint8Array
  start: Uint32Array
  end: Uint32Array
  parent: Int32Array
  next: Int32Array
}

export function createTableBuffer(capacity: number): TableBuffer {
  return {
    capacity,
    kind: new Uint16Array(capacity),
    field: new Uint8Array(capacity),
    start: new Uint32Array(capacity),
    end: new Uint32Array(capacity),
    parent: new Int32Array(capacity),
    next: new Int32Array(capacity),
  }
}

/** Doubles the capacity; the columns are replaced, so a reader that holds them must fetch them again. */
export function growTableBuffer(buffer: TableBuffer): void {
  const grown = createTableBuffer(buffer.capacity * 2)
  grown.kind.set(buffer.kind)
  grown.field.set(buffer.field)
  grown.start.set(buffer.start)
  grown.end.set(buffer.end)
  grown.parent.set(buffer.parent)
  grown.next.set(buffer.next)
  Object.assign(buffer, grown)
}

/** The first `length` rows as a table. It shares the buffer: the next parse into it overwrites the table. */
export function tableOf(buffer: TableBuffer, length: number): SyntaxTable {
  const { kind, field, start, end, parent, next } = buffer
  return { length, kind, field, start, end, parent, next }
}

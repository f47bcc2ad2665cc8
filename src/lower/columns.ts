/** Growing columns that every file of a thread is lowered into; what leaves is cut to size. */
import type { Op, RegionKind } from '../model/summary.ts'

type Column = Uint8Array | Uint16Array | Uint32Array | Int32Array

/** A longer copy. */
export function grown<T extends Column>(column: T, capacity: number): T {
  const copy = new (column.constructor as new (length: number) => T)(capacity)
  copy.set(column)
  return copy
}

/** A stack of numbers. */
export interface Ints {
  at: Int32Array
  count: number
}

export const ints = (capacity: number): Ints => ({ at: new Int32Array(capacity), count: 0 })

export function push(stack: Ints, item: number): number {
  if (stack.count === stack.at.length) stack.at = grown(stack.at, stack.count * 2)
  stack.at[stack.count] = item
  return stack.count++
}

/** Makes room for `more` items, so that the caller may write them unchecked. */
export function reserve(stack: Ints, more: number): void {
  const needed = stack.count + more
  if (needed > stack.at.length) stack.at = grown(stack.at, Math.max(needed, stack.at.length * 2))
}

export const cut = (stack: Ints): Int32Array => stack.at.slice(0, stack.count)

export interface ValueColumns {
  count: number
  op: Uint8Array
  aux: Uint8Array
  a: Int32Array
  b: Int32Array
  start: Uint32Array
  length: Uint16Array
  readonly long: Ints
  readonly lists: Ints
}

export interface RegionColumns {
  count: number
  kind: Uint8Array
  first: Int32Array
  end: Int32Array
  parent: Int32Array
  subject: Int32Array
  leaves: Uint8Array
}

export interface ScopeColumns {
  count: number
  flags: Uint8Array
  name: Int32Array
  parent: Int32Array
  region: Int32Array
  definedBy: Int32Array
  params: Int32Array
  returns: Int32Array
  exits: Int32Array
  yields: Int32Array
  typeParams: Int32Array
  nameStart: Uint32Array
  nameLength: Uint16Array
}

export function valueColumns(capacity: number): ValueColumns {
  return {
    count: 0,
    op: new Uint8Array(capacity),
    aux: new Uint8Array(capacity),
    a: new Int32Array(capacity),
    b: new Int32Array(capacity),
    start: new Uint32Array(capacity),
    length: new Uint16Array(capacity),
    long: ints(64),
    lists: ints(capacity),
  }
}

function growValues(values: ValueColumns): void {
  const capacity = values.op.length * 2
  values.op = grown(values.op, capacity)
  values.aux = grown(values.aux, capacity)
  values.a = grown(values.a, capacity)
  values.b = grown(values.b, capacity)
  values.start = grown(values.start, capacity)
  values.length = grown(values.length, capacity)
}

/** Appends a value. `length` is the true length in UTF-16 units. */
export function addValue(values: ValueColumns, op: Op, aux: number, a: number, b: number, start: number, length: number): number {
  const v = values.count
  if (v === values.op.length) growValues(values)
  values.count = v + 1
  values.op[v] = op
  values.aux[v] = aux
  values.a[v] = a
  values.b[v] = b
  values.start[v] = start
  if (length < 65535) {
    values.length[v] = length
  } else {
    values.length[v] = 65535
    push(values.long, v)
    push(values.long, length)
  }
  return v
}

export function regionColumns(capacity: number): RegionColumns {
  return {
    count: 0,
    kind: new Uint8Array(capacity),
    first: new Int32Array(capacity),
    end: new Int32Array(capacity),
    parent: new Int32Array(capacity),
    subject: new Int32Array(capacity),
    leaves: new Uint8Array(capacity),
  }
}

export function addRegion(regions: RegionColumns, kind: RegionKind, first: number, parent: number, subject: number): number {
  const r = regions.count
  if (r === regions.kind.length) {
    const capacity = r * 2
    regions.kind = grown(regions.kind, capacity)
    regions.first = grown(regions.first, capacity)
    regions.end = grown(regions.end, capacity)
    regions.parent = grown(regions.parent, capacity)
    regions.subject = grown(regions.subject, capacity)
    regions.leaves = grown(regions.leaves, capacity)
  }
  regions.count = r + 1
  regions.kind[r] = kind
  regions.first[r] = first
  regions.end[r] = -1
  regions.parent[r] = parent
  regions.subject[r] = subject
  regions.leaves[r] = 0
  return r
}

export function scopeColumns(capacity: number): ScopeColumns {
  return {
    count: 0,
    flags: new Uint8Array(capacity),
    name: new Int32Array(capacity),
    parent: new Int32Array(capacity),
    region: new Int32Array(capacity),
    definedBy: new Int32Array(capacity),
    params: new Int32Array(capacity),
    returns: new Int32Array(capacity),
    exits: new Int32Array(capacity),
    yields: new Int32Array(capacity),
    typeParams: new Int32Array(capacity),
    nameStart: new Uint32Array(capacity),
    nameLength: new Uint16Array(capacity),
  }
}

/** Appends a scope without lists; they are filled in when its body is done. */
export function addScope(scopes: ScopeColumns, flags: number, name: number, parent: number, nameStart: number, nameLength: number): number {
  const s = scopes.count
  if (s === scopes.flags.length) {
    const capacity = s * 2
    scopes.flags = grown(scopes.flags, capacity)
    scopes.name = grown(scopes.name, capacity)
    scopes.parent = grown(scopes.parent, capacity)
    scopes.region = grown(scopes.region, capacity)
    scopes.definedBy = grown(scopes.definedBy, capacity)
    scopes.params = grown(scopes.params, capacity)
    scopes.returns = grown(scopes.returns, capacity)
    scopes.exits = grown(scopes.exits, capacity)
    scopes.yields = grown(scopes.yields, capacity)
    scopes.typeParams = grown(scopes.typeParams, capacity)
    scopes.nameStart = grown(scopes.nameStart, capacity)
    scopes.nameLength = grown(scopes.nameLength, capacity)
  }
  scopes.count = s + 1
  scopes.flags[s] = flags
  scopes.name[s] = name
  scopes.parent[s] = parent
  scopes.region[s] = -1
  scopes.definedBy[s] = -1
  scopes.params[s] = -1
  scopes.returns[s] = -1
  scopes.exits[s] = -1
  scopes.yields[s] = -1
  scopes.typeParams[s] = -1
  scopes.nameStart[s] = nameStart
  scopes.nameLength[s] = Math.min(nameLength, 65535)
  return s
}

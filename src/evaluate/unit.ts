/** A file as the evaluator holds it: the summary's columns plus what is derived from them on first use. */
import { type FileSummary, Op, RegionKind, type Region, type Scope, type Value } from '../model/summary.ts'
import type { SourceFile } from '../model/evaluation.ts'
import type { FileId } from '../model/type.ts'
import type { Space } from './engine.ts'

export interface Unit {
  readonly id: FileId
  readonly summary: FileSummary
  readonly origin: SourceFile['origin']
  /** Directory and module names from the root; a package's `__init__` has its directory's. */
  readonly segments: readonly string[]
  readonly isPackage: boolean
  /** Names of the directory it stands in. */
  readonly directory: readonly string[]
  /** Dotted name under the root it is imported from. */
  module: string
  readonly op: Uint8Array
  readonly aux: Uint8Array
  readonly a: Int32Array
  readonly b: Int32Array
  readonly lists: Int32Array
  readonly strings: readonly string[]
  /** Type of each value. */
  readonly types: Space
  readonly constants: Space
  /** FunctionId or ClassId of each scope; -1 for the module. */
  readonly scopeIds: Int32Array
  readonly bindings: (ReadonlyMap<string, number> | undefined)[]
  annotations: ReadonlyMap<Value, Value> | null
  regionOf: Int32Array | null
  scopeOfRegion: Int32Array | null
  /** Regions that never run on the assumed interpreter. */
  dead: Uint8Array | null
  /** By region, the first `raise` or `return` right in it. */
  exits: ReadonlyMap<number, Value> | null
  /** Names whose class is tested somewhere. */
  tested: ReadonlySet<number> | null
  fields: ReadonlyMap<Scope, ReadonlyMap<string, readonly Value[]>> | null
  userStart: Int32Array | null
  users: Int32Array | null
}

const NO_BINDINGS: ReadonlyMap<string, number> = new Map()
/** Key of the star imports among a scope's bindings. */
export const STAR = '*'

/** Offset of each name's binding list in `lists`. */
export function bindingsOf(unit: Unit, scope: Scope): ReadonlyMap<string, number> {
  const known = unit.bindings[scope]
  if (known !== undefined) return known
  const { bindingStart, bindingName, bindingValues } = unit.summary.scopes
  const from = bindingStart[scope]
  const to = bindingStart[scope + 1]
  let map = NO_BINDINGS
  if (to > from) {
    const made = new Map<string, number>()
    for (let i = from; i < to; i++) made.set(bindingName[i] < 0 ? STAR : unit.strings[bindingName[i]], bindingValues[i])
    map = made
  }
  unit.bindings[scope] = map
  return map
}

/** Bindings looked through one by one before a table is worth its memory. */
const MAX_SCANNED = 48

/** Offset of a name's binding list, by the name's Str; -1 if the scope does not bind it. */
export function bindingOf(unit: Unit, scope: Scope, name: number): number {
  const { bindingStart, bindingName, bindingValues } = unit.summary.scopes
  const from = bindingStart[scope]
  const to = bindingStart[scope + 1]
  if (to - from > MAX_SCANNED) return bindingsOf(unit, scope).get(unit.strings[name]) ?? -1
  for (let i = from; i < to; i++) if (bindingName[i] === name) return bindingValues[i]
  return -1
}

/** Items of a list cell. */
export function listOf(unit: Unit, cell: number): Int32Array {
  return cell < 0 ? NOTHING : unit.lists.subarray(cell + 1, cell + 1 + unit.lists[cell])
}
const NOTHING = new Int32Array(0)

/** The annotation of a Bind or SetAttr, the parsed value of a quoted annotation's Text; -1 if none. */
export function annotationOf(unit: Unit, value: Value): Value {
  if (unit.annotations === null) {
    const map = new Map<Value, Value>()
    const pairs = unit.summary.annotations
    for (let i = 0; i + 1 < pairs.length; i += 2) map.set(pairs[i], pairs[i + 1])
    unit.annotations = map
  }
  return unit.annotations.get(value) ?? -1
}

/** Innermost region of each value. */
export function regionTable(unit: Unit): Int32Array {
  if (unit.regionOf !== null) return unit.regionOf
  const { count, first, end } = unit.summary.regions
  const table = new Int32Array(unit.op.length)
  for (let region = 1; region < count; region++) table.fill(region, first[region], end[region])
  return (unit.regionOf = table)
}

/** Scope that each region's code runs in. */
function scopeTable(unit: Unit): Int32Array {
  if (unit.scopeOfRegion !== null) return unit.scopeOfRegion
  const { count, kind, parent, subject } = unit.summary.regions
  const table = new Int32Array(count)
  for (let region = 1; region < count; region++) {
    const opens = kind[region] === RegionKind.Function || kind[region] === RegionKind.Class || kind[region] === RegionKind.Lambda
    table[region] = opens ? subject[region] : table[parent[region]]
  }
  return (unit.scopeOfRegion = table)
}

export const regionOf = (unit: Unit, value: Value): Region => regionTable(unit)[value]

export const scopeOf = (unit: Unit, value: Value): Scope => scopeTable(unit)[regionTable(unit)[value]]

/** Follows Loads to the definition they read. */
export function definitionOf(unit: Unit, value: Value): Value {
  let at = value
  while (at >= 0 && unit.op[at] === Op.Load) at = unit.a[at]!
  return at
}

/** Str of the name that a Load or Free reads, or -1. */
export function nameStr({ op, a, b }: Unit, value: Value): number {
  return op[value] === Op.Load ? b[value] : op[value] === Op.Free ? a[value] : -1
}

/** Name that a Load or Free reads, or null. */
export function nameOf(unit: Unit, value: Value): string | null {
  const str = nameStr(unit, value)
  return str < 0 ? null : unit.strings[str]
}

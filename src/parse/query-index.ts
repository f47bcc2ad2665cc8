/**
 * The index over all programs: by root kind, then by the text of the name a program asks for.
 *
 * Programs that look for a name at the same place below the same root share one key: the place is walked to once and one map
 * lookup says which programs can match, so a thousand names cost what one costs.
 */
import type { SyntaxTable } from '../model/syntax.ts'
import type { QueryProgram, QueryStep } from './query-program.ts'
import type { Binder, BoundStep } from './query-steps.ts'

export interface BoundProgram {
  readonly query: number
  readonly pattern: number
  readonly root: BoundStep
  /** Number of the root it last ran at: two names below one root may lead to the same program. */
  ranAt: number
}

/** One place below a root where programs look for a name. */
export interface NameKey {
  readonly path: readonly { readonly field: number; readonly mask: Uint8Array }[]
  /** Compare the last dotted segment and undo import aliases. */
  readonly names: boolean
  readonly programs: Map<string, BoundProgram[]>
  /** Lengths (bits, the last for all longer ones) of the names that begin with a code unit (its low seven bits). */
  readonly lengths: Uint32Array
}

export interface RootIndex {
  readonly keys: readonly NameKey[]
  /** Programs that ask for no name: they run at every such root. */
  readonly unkeyed: readonly BoundProgram[]
}

/** Index by kind; null where no pattern begins. */
export function indexPrograms(binder: Binder, programs: readonly QueryProgram[]): readonly (RootIndex | null)[] {
  interface Entry {
    readonly keys: Map<string, NameKey>
    readonly unkeyed: BoundProgram[]
  }
  const byKind = Array.from<string, Entry | null>(binder.grammar.kindNames, () => null)
  for (const program of programs) {
    const bound: BoundProgram = { query: program.query, pattern: program.pattern, root: binder.bind(program.root), ranAt: -1 }
    const named = findName(program.root)
    for (const kind of binder.kinds(program.root.kinds)) {
      const index: Entry = byKind[kind] ?? { keys: new Map(), unkeyed: [] }
      byKind[kind] = index
      if (named === null) index.unkeyed.push(bound)
      else addKey(binder, index.keys, named, bound)
    }
  }
  return byKind.map((index) => (index === null ? null : { keys: [...index.keys.values()], unkeyed: index.unkeyed }))
}

/** Where a program first asks for a name: the steps from below its root to there (none: the root is the name itself). */
interface NamePlace {
  readonly path: readonly QueryStep[]
  readonly is: 'names' | 'equals'
  readonly values: readonly string[]
}

function findName(step: QueryStep): NamePlace | null {
  for (const { is, not, values } of step.tests ?? []) {
    if ((is === 'names' || is === 'equals') && not !== true && values !== undefined) return { path: [], is, values }
  }
  for (const child of step.children ?? []) {
    const below = findName(child)
    if (below !== null) return { ...below, path: [child, ...below.path] }
  }
  return null
}

function addKey(binder: Binder, keys: Map<string, NameKey>, { path, is, values }: NamePlace, program: BoundProgram): void {
  const id = `${is} ${path.map((step) => `${step.field ?? ''}(${step.kinds.join(' ')})`).join(' ')}`
  let key = keys.get(id)
  if (key === undefined) {
    const bound = path.map((step) => ({
      field: step.field === undefined ? 0 : binder.grammar.field(step.field),
      mask: binder.mask(step.kinds),
    }))
    key = { path: bound, names: is === 'names', programs: new Map(), lengths: new Uint32Array(128) }
    keys.set(id, key)
  }
  for (const value of new Set(values)) {
    const known = key.programs.get(value)
    if (known === undefined) key.programs.set(value, [program])
    else known.push(program)
    key.lengths[value.charCodeAt(0) & 127] |= lengthBit(value.length)
  }
}

export const lengthBit = (length: number): number => 1 << (length < 31 ? length : 31)

/** Calls `visit` with every row that a path leads to from `row`, `at` steps being done. Recursion is as deep as the path. */
export function walkPath(table: SyntaxTable, path: NameKey['path'], at: number, row: number, visit: (row: number) => void): void {
  if (at === path.length) {
    visit(row)
    return
  }
  const { kind, field, next } = table
  const step = path[at]
  const end = next[row]
  for (let child = row + 1; child < end; child = next[child]!) {
    if ((step.field === 0 || field[child] === step.field) && step.mask[kind[child]] === 1) walkPath(table, path, at + 1, child, visit)
  }
}

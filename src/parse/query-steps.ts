/** Programs made ready for one grammar: kinds become masks, fields numbers, tests functions over a row. */
import { ERROR_KIND } from '../model/syntax.ts'
import type { Grammar, SyntaxTable } from '../model/syntax.ts'
import type { ImportAliases } from './import-aliases.ts'
import type { QueryStep, TextTest } from './query-program.ts'

/** The file being matched. */
export interface Source {
  readonly table: SyntaxTable
  readonly text: string
  readonly aliases: ImportAliases | null
}

export type RowTest = (source: Source, row: number) => boolean

/** A step bound to a grammar. */
export interface BoundStep {
  /** 1 at every kind that fits; an ERROR node fits none. */
  readonly mask: Uint8Array
  /** 0 = any. */
  readonly field: number
  readonly absent: readonly number[]
  readonly captures: readonly number[]
  readonly tests: readonly RowTest[]
  readonly adjacent: boolean
  readonly last: boolean
  readonly children: readonly BoundStep[]
  /** This step or one below it captures. */
  readonly capturing: boolean
}

/** What the steps and the tests need to know of the grammar. */
export interface Binder {
  readonly grammar: Grammar
  bind(step: QueryStep): BoundStep
  mask(kinds: readonly string[]): Uint8Array
  /** The kinds a mask lets through, ascending. */
  kinds(names: readonly string[]): readonly number[]
  /** Row that holds the last dotted segment of a name, -1 when the row is no name. */
  lastSegment(table: SyntaxTable, row: number): number
  /** Whether an import of the file can have bound the name at that row: it is no attribute and no keyword. */
  isPlainName(table: SyntaxTable, row: number): boolean
}

export const isNamed = (grammar: Grammar, kind: number): boolean => kind === ERROR_KIND || grammar.named[kind] === 1

export function createBinder(grammar: Grammar): Binder {
  const masks = new Map<string, Uint8Array>()
  const identifier = grammar.kinds('identifier')[0]
  const attribute = grammar.kinds('attribute')[0]
  const dottedName = grammar.kinds('dotted_name')[0]
  const keywordArgument = grammar.kinds('keyword_argument')[0]
  const attributeField = grammar.field('attribute')
  const nameField = grammar.field('name')

  function mask(kinds: readonly string[]): Uint8Array {
    const key = kinds.join(' ')
    const known = masks.get(key)
    if (known !== undefined) return known
    const made = new Uint8Array(grammar.kindNames.length)
    for (const kind of kinds) {
      if (kind === '_') made.fill(1)
      else if (kind === '(_)') for (let i = 0; i < made.length; i++) made[i] ||= grammar.named[i]
      else for (const id of kind[0] === '"' ? grammar.tokens(JSON.parse(kind) as string) : grammar.kinds(kind)) made[id] = 1
    }
    masks.set(key, made)
    return made
  }

  const listed = new Map<Uint8Array, readonly number[]>()

  function kinds(names: readonly string[]): readonly number[] {
    const from = mask(names)
    let list = listed.get(from)
    if (list === undefined) {
      list = Array.from(from.keys()).filter((kind) => from[kind] === 1)
      listed.set(from, list)
    }
    return list
  }

  function lastSegment({ kind, field, next }: SyntaxTable, row: number): number {
    const own = kind[row]
    if (own === identifier) return row
    if (own !== attribute && own !== dottedName) return -1
    let found = -1
    for (let child = row + 1; child < next[row]; child = next[child]!) {
      if (own === attribute ? field[child] === attributeField : kind[child] === identifier) found = child
    }
    return found
  }

  function isPlainName({ kind, field, parent }: SyntaxTable, row: number): boolean {
    if (kind[row] !== identifier) return false
    const above = parent[row] < 0 ? -1 : kind[parent[row]]
    if (above === attribute) return field[row] !== attributeField
    if (above === keywordArgument) return field[row] !== nameField
    return above !== dottedName
  }

  const literals = mask(['string', 'concatenated_string', 'integer', 'float', 'true', 'false', 'none'])
  const texts = mask(['string', 'concatenated_string'])
  const interpolation = grammar.kinds('interpolation')[0]
  const isLiteral: RowTest = ({ table: { kind, next } }, row) => {
    if (literals[kind[row]] !== 1) return false
    if (texts[kind[row]] !== 1) return true
    for (let inner = row + 1; inner < next[row]; inner++) if (kind[inner] === interpolation) return false
    return true
  }

  function bindTest(test: TextTest): RowTest {
    if (test.is === 'literal') return isLiteral
    const wanted = test.not !== true
    if (test.is === 'matches') {
      const expression = new RegExp(test.values![0])
      return ({ table, text }, row) => expression.test(text.slice(table.start[row], table.end[row])) === wanted
    }
    const values = new Set(test.values)
    if (test.is === 'equals') return ({ table, text }, row) => values.has(text.slice(table.start[row], table.end[row])) === wanted
    return ({ table, text, aliases }, row) => {
      const segment = lastSegment(table, row)
      if (segment < 0) return false
      const name = text.slice(table.start[segment], table.end[segment])
      if (values.has(name)) return true
      if (aliases === null || !isPlainName(table, row)) return false
      return aliases.get(name)?.some((origin) => values.has(origin)) ?? false
    }
  }

  function bind(step: QueryStep): BoundStep {
    const children = (step.children ?? []).map(bind)
    const captures = step.captures ?? []
    return {
      mask: mask(step.kinds),
      field: step.field === undefined ? 0 : grammar.field(step.field),
      absent: (step.absent ?? []).map((name) => grammar.field(name)),
      captures,
      tests: (step.tests ?? []).map(bindTest),
      adjacent: step.adjacent === true,
      last: step.last === true,
      children,
      capturing: captures.length > 0 || children.some((child) => child.capturing),
    }
  }

  return { grammar, bind, mask, kinds, lastSegment, isPlainName }
}

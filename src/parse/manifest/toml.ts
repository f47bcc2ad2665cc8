/** TOML with places. Lock files, which are long and of which nobody needs a place, are read by a faster parser. */
import { parse as parseFast } from 'smol-toml'
import { getStaticTOMLValue, parseTOML } from 'toml-eslint-parser'
import type { AST } from 'toml-eslint-parser'
import type { ManifestProblem, NodeId, Range } from '../../model/manifest.ts'
import { createDocument, type DocumentBuilder, MAX_NESTING, NOWHERE, TooLarge } from './document.ts'
import type { ParsedDocument } from './yaml.ts'

/** Above this many characters places cost more than they are worth (15 times the time). */
const PLACED = 200_000

export function parseToml(text: string): ParsedDocument {
  const document = createDocument()
  try {
    if (text.length > PLACED) {
      readValue(document, parseFast(text), -1, 0, 0)
      return { nodes: document.nodes, comments: [], problems: [] }
    }
    const program = parseTOML(text, { tomlVersion: 'latest' })
    readTop(document, program.body[0])
    const comments = program.comments.map(({ value, range }) => ({ start: range[0], end: range[1], text: `#${value}` }))
    return { nodes: document.nodes, comments, problems: [] }
  } catch (error) {
    if (error instanceof TooLarge || error instanceof RangeError) return failed('The file is too large or too deeply nested to be read.')
    return failed(`This is no valid TOML: ${error instanceof Error ? error.message.split('\n')[0] : 'unknown'}`)
  }
}

const failed = (because: string): ParsedDocument => ({
  nodes: [],
  comments: [],
  problems: [{ ...NOWHERE, because } satisfies ManifestProblem],
})

/** A JavaScript value without places: lock files and JSON. */
export function readValue(document: DocumentBuilder, value: unknown, parent: NodeId, key: string | number, depth: number): void {
  if (depth > MAX_NESTING) throw new TooLarge('nested too deeply')
  const base = { parent, key, keyAt: NOWHERE, ...NOWHERE }
  if (Array.isArray(value)) {
    const id = document.add({ ...base, is: 'list', value: null })
    for (const [index, item] of value.entries()) readValue(document, item, id, index, depth + 1)
  } else if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
    const id = document.add({ ...base, is: 'map', value: null })
    for (const [name, item] of Object.entries(value)) readValue(document, item, id, name, depth + 1)
  } else {
    document.add({ ...base, is: 'scalar', value: plainOf(value) })
  }
}

/** Dates as they are written; there is no other value that is no scalar. */
const plainOf = (value: unknown): string | number | boolean | null => {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  return value instanceof Date ? value.toISOString() : null
}

interface Tables {
  readonly document: DocumentBuilder
  /** Path (JSON of its keys) to node, so that tables named twice are one. */
  readonly known: Map<string, NodeId>
}

function readTop(document: DocumentBuilder, top: AST.TOMLTopLevelTable): void {
  const root = document.add({ parent: -1, key: 0, keyAt: NOWHERE, is: 'map', value: null, ...rangeOf(top) })
  const tables: Tables = { document, known: new Map([['[]', root]]) }
  for (const each of top.body) {
    if (each.type === 'TOMLKeyValue') readPair(tables, [], each)
    else {
      const path = each.resolvedKey
      tableAt(tables, path, rangeOf(each.key), each.kind === 'array')
      for (const pair of each.body) readPair(tables, path, pair)
    }
  }
}

/** The map (or list, before a position) at a path, made where it is missing. */
function tableAt({ document, known }: Tables, path: readonly (string | number)[], at: Range, isArray = false): NodeId {
  let id = 0
  for (let length = 1; length <= path.length; length++) {
    const name = JSON.stringify(path.slice(0, length))
    const found = known.get(name)
    if (found !== undefined) id = found
    else {
      const is =
        typeof path[length] === 'number' || (isArray && length === path.length && typeof path[length - 1] === 'string') ? 'list' : 'map'
      id = document.add({ parent: id, key: path[length - 1], keyAt: at, is, value: null, ...at })
      known.set(name, id)
    }
  }
  return id
}

function readPair(tables: Tables, path: readonly (string | number)[], pair: AST.TOMLKeyValue): void {
  const names = pair.key.keys.map((key) => (key.type === 'TOMLBare' ? key.name : key.value))
  const parent = tableAt(tables, [...path, ...names.slice(0, -1)], rangeOf(pair.key))
  readNode(tables.document, pair.value, parent, names.at(-1) ?? '', rangeOf(pair.key), 0)
}

function readNode(
  document: DocumentBuilder,
  node: AST.TOMLContentNode,
  parent: NodeId,
  key: string | number,
  keyAt: Range,
  depth: number,
): void {
  if (depth > MAX_NESTING) throw new TooLarge('nested too deeply')
  if (node.type === 'TOMLArray') {
    const id = document.add({ parent, key, keyAt, is: 'list', value: null, ...rangeOf(node) })
    for (const [index, item] of node.elements.entries()) readNode(document, item, id, index, rangeOf(item), depth + 1)
  } else if (node.type === 'TOMLInlineTable') {
    const id = document.add({ parent, key, keyAt, is: 'map', value: null, ...rangeOf(node) })
    for (const pair of node.body) {
      const names = pair.key.keys.map((each) => (each.type === 'TOMLBare' ? each.name : each.value))
      readNode(document, pair.value, id, names.join('.'), rangeOf(pair.key), depth + 1)
    }
  } else {
    document.add({ parent, key, keyAt, is: 'scalar', value: plainOf(getStaticTOMLValue(node)), ...rangeOf(node) })
  }
}

const rangeOf = ({ range }: { readonly range: readonly [number, number] }): Range => ({ start: range[0], end: range[1] })

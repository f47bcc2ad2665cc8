/**
 * Summaries as bytes: a header, then columns one after the other, each aligned, so that decoding makes views and copies
 * nothing.
 */
import type { FileSummary, Problem, Suppression } from '../model/summary.ts'

const MAGIC = 0x314c5446
const ALIGN = 4

type Column = Uint8Array | Uint16Array | Uint32Array | Int32Array
type ColumnType = Uint8ArrayConstructor | Uint16ArrayConstructor | Uint32ArrayConstructor | Int32ArrayConstructor

/** Header words before the lengths of the columns. */
const enum Head {
  Magic,
  Bytes,
  Checksum,
  Marks,
  Strings,
  Values,
  Regions,
  Scopes,
  Candidates,
  Columns,
}

const valueColumns = [
  ['op', Uint8Array],
  ['aux', Uint8Array],
  ['a', Int32Array],
  ['b', Int32Array],
  ['start', Uint32Array],
  ['length', Uint16Array],
] as const
const regionColumns = [
  ['kind', Uint8Array],
  ['first', Int32Array],
  ['end', Int32Array],
  ['parent', Int32Array],
  ['subject', Int32Array],
  ['leaves', Uint8Array],
] as const
const scopeColumns = [
  ['flags', Uint8Array],
  ['name', Int32Array],
  ['parent', Int32Array],
  ['region', Int32Array],
  ['definedBy', Int32Array],
  ['params', Int32Array],
  ['returns', Int32Array],
  ['exits', Int32Array],
  ['yields', Int32Array],
  ['typeParams', Int32Array],
  ['nameStart', Uint32Array],
  ['nameLength', Uint16Array],
] as const
const candidateColumns = [
  ['query', Uint16Array],
  ['pattern', Uint8Array],
] as const
/** Columns whose length is no other column's. */
const freeColumns: readonly ColumnType[] = [
  Uint32Array, // string lengths
  Uint8Array, // string pool
  Uint32Array, // line starts
  Int32Array, // values.long
  Int32Array, // values.lists
  Int32Array, // scopes.bindingStart
  Int32Array, // scopes.bindingName
  Int32Array, // scopes.bindingValues
  Int32Array, // annotations
  Int32Array, // candidates.captureStart
  Int32Array, // candidates.captures
  Int32Array, // problems
  Int32Array, // comments: start, end, from, to, whether at the head
]
const problemKinds: readonly Problem['kind'][] = ['syntax', 'too-deep']

const types: readonly ColumnType[] = [
  ...freeColumns,
  ...[...valueColumns, ...regionColumns, ...scopeColumns, ...candidateColumns].map(([, type]) => type),
]
const HEADER_BYTES = (Head.Columns + types.length) * 4

const aligned = (bytes: number): number => (bytes + ALIGN - 1) & ~(ALIGN - 1)

/** Packs a summary. Half of a surrogate pair in a string becomes U+FFFD. */
export function encodeSummary(summary: FileSummary): Uint8Array {
  const { values, regions, scopes, candidates } = summary
  const strings = [...summary.strings, ...summary.comments.map(({ text }) => text), summary.version, summary.path, summary.hash]
  const lengths = new Uint32Array(strings.length)
  for (let k = 0; k < strings.length; k++) lengths[k] = strings[k].length
  const columns: Column[] = [
    lengths,
    new TextEncoder().encode(strings.join('')),
    summary.lineStarts,
    values.long,
    values.lists,
    scopes.bindingStart,
    scopes.bindingName,
    scopes.bindingValues,
    summary.annotations,
    candidates.captureStart,
    candidates.captures,
    Int32Array.from(summary.problems.flatMap(({ kind, start, end }) => [problemKinds.indexOf(kind), start, end])),
    Int32Array.from(summary.comments.flatMap(({ start, end, from, to, atHead }) => [start, end, from, to, Number(atHead)])),
    ...valueColumns.map(([name]) => values[name]),
    ...regionColumns.map(([name]) => regions[name]),
    ...scopeColumns.map(([name]) => scopes[name]),
    ...candidateColumns.map(([name]) => candidates[name]),
  ]
  const total = columns.reduce((sum, column) => sum + aligned(column.byteLength), HEADER_BYTES)
  const bytes = new Uint8Array(total)
  const header = new Uint32Array(bytes.buffer, 0, HEADER_BYTES / 4)
  header[Head.Magic] = MAGIC
  header[Head.Bytes] = total
  header[Head.Marks] = summary.marks
  header[Head.Strings] = strings.length
  header[Head.Values] = values.count
  header[Head.Regions] = regions.count
  header[Head.Scopes] = scopes.count
  header[Head.Candidates] = candidates.count
  let at = HEADER_BYTES
  columns.forEach((column, k) => {
    header[Head.Columns + k] = column.length
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), at)
    at += aligned(column.byteLength)
  })
  header[Head.Checksum] = checksumOf(new Uint32Array(bytes.buffer))
  return bytes
}

/** Over all words but the checksum itself. */
function checksumOf(words: Uint32Array): number {
  let sum = 0x811c9dc5
  for (let k = 0; k < words.length; k++) {
    if (k !== Head.Checksum) sum = Math.imul(sum ^ words[k], 0x01000193)
  }
  return sum >>> 0
}

function fail(): never {
  throw new Error('These bytes are not a file summary.')
}

/** Unpacks a summary as views of the bytes. Throws for bytes that are not a whole, unchanged summary. */
export function decodeSummary(packed: Uint8Array): FileSummary {
  if (packed.byteLength < HEADER_BYTES || packed.byteLength % ALIGN !== 0) fail()
  const bytes = packed.byteOffset % ALIGN === 0 ? packed : packed.slice()
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4)
  if (words[Head.Magic] !== MAGIC || words[Head.Bytes] !== bytes.byteLength || words[Head.Checksum] !== checksumOf(words)) fail()

  let at = HEADER_BYTES
  const columns = types.map((type, k): Column => {
    const length = words[Head.Columns + k]
    if (at + length * type.BYTES_PER_ELEMENT > bytes.byteLength) fail()
    const column = new type(bytes.buffer as ArrayBuffer, bytes.byteOffset + at, length)
    at += aligned(column.byteLength)
    return column
  })
  if (at !== bytes.byteLength) fail()
  let next = 0
  const free = (): Column => columns[next++]
  /** A group of columns that are all of one length. */
  const group = (names: readonly (readonly [string, ColumnType])[], count: number): object => {
    const entries = names.map(([name]) => [name, columns[next++]] as const)
    if (entries.some(([, column]) => column.length !== count)) fail()
    return Object.fromEntries(entries)
  }

  const lengths = free() as Uint32Array
  const pool = free() as Uint8Array
  const lineStarts = free() as Uint32Array
  const long = free() as Int32Array
  const lists = free() as Int32Array
  const bindingStart = free() as Int32Array
  const bindingName = free() as Int32Array
  const bindingValues = free() as Int32Array
  const annotations = free() as Int32Array
  const captureStart = free() as Int32Array
  const captures = free() as Int32Array
  const problems = free() as Int32Array
  const comments = free() as Int32Array
  const counts = {
    values: words[Head.Values],
    regions: words[Head.Regions],
    scopes: words[Head.Scopes],
    candidates: words[Head.Candidates],
  }
  const values = {
    count: counts.values,
    ...(group(valueColumns, counts.values) as Pick<FileSummary['values'], (typeof valueColumns)[number][0]>),
    long,
    lists,
  }
  const regions = { count: counts.regions, ...(group(regionColumns, counts.regions) as Omit<FileSummary['regions'], 'count'>) }
  const scopes = {
    count: counts.scopes,
    ...(group(scopeColumns, counts.scopes) as Pick<FileSummary['scopes'], (typeof scopeColumns)[number][0]>),
    bindingStart,
    bindingName,
    bindingValues,
  }
  const candidates = {
    count: counts.candidates,
    ...(group(candidateColumns, counts.candidates) as Pick<FileSummary['candidates'], 'query' | 'pattern'>),
    captureStart,
    captures,
  }
  const consistent =
    lengths.length === words[Head.Strings] &&
    comments.length % 5 === 0 &&
    lengths.length >= comments.length / 5 + 3 &&
    bindingStart.length === counts.scopes + 1 &&
    captureStart.length === counts.candidates + 1 &&
    problems.length % 3 === 0 &&
    standsBefore(regions.parent) &&
    standsBefore(scopes.parent)
  if (!consistent) fail()

  const strings = cutStrings(pool, lengths)
  const [version, path, hash] = strings.splice(-3) as [string, string, string]
  const texts = strings.splice(strings.length - comments.length / 5)
  return {
    version,
    path,
    hash,
    lineStarts,
    strings,
    values,
    regions,
    scopes,
    annotations,
    candidates,
    marks: words[Head.Marks],
    comments: commentsOf(comments, texts),
    problems: problemsOf(problems),
  }
}

/** Parents stand before children: no walk upwards can go in circles. */
const standsBefore = (parents: Int32Array): boolean => parents.every((parent, k) => parent < k)

function cutStrings(pool: Uint8Array, lengths: Uint32Array): string[] {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(pool)
  const strings: string[] = []
  let at = 0
  for (const length of lengths) {
    if (at + length > text.length) fail()
    strings.push(text.slice(at, at + length))
    at += length
  }
  if (at !== text.length) fail()
  return strings
}

function problemsOf(rows: Int32Array): Problem[] {
  const problems: Problem[] = []
  for (let k = 0; k < rows.length; k += 3) {
    const kind = problemKinds[rows[k]] ?? fail()
    problems.push({ kind, start: rows[k + 1], end: rows[k + 2] })
  }
  return problems
}

const commentsOf = (rows: Int32Array, texts: readonly string[]): readonly Suppression[] =>
  texts.map((text, k) => {
    const [start, end, from, to, atHead] = rows.subarray(5 * k)
    return { text, start, end, from, to, atHead: atHead === 1 }
  })

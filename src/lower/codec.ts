/**
 * Summaries as bytes: a header, then columns one after the other, each aligned, so that decoding makes views and copies
 * nothing.
 */
import type { FileSummary, Problem, Suppression } from '../model/summary.ts'

const MAGIC = 0x314c5446
const ALIGN = 4

type Column = Uint8Array | Uint16Array | Uint32Array | Int32Array
interface ColumnType<T extends Column> {
  readonly BYTES_PER_ELEMENT: number
  new (buffer: ArrayBuffer, byteOffset: number, length: number): T
}

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

const problemKinds: readonly Problem['kind'][] = ['syntax', 'too-deep']

const COLUMNS = 39
const HEADER_BYTES = (Head.Columns + COLUMNS) * 4

const aligned = (bytes: number): number => (bytes + ALIGN - 1) & ~(ALIGN - 1)

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** Packs a summary. Half of a surrogate pair in a string becomes U+FFFD. */
export function encodeSummary(summary: FileSummary): Uint8Array {
  const { values, regions, scopes, candidates } = summary
  const strings = [...summary.strings, ...summary.comments.map(({ text }) => text), summary.version, summary.path, summary.hash]
  const lengths = new Uint32Array(strings.length)
  for (let k = 0; k < strings.length; k++) lengths[k] = strings[k].length
  const columns: Column[] = [
    lengths,
    encoder.encode(strings.join('')),
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
    values.op,
    values.aux,
    values.a,
    values.b,
    values.start,
    values.length,
    regions.kind,
    regions.first,
    regions.end,
    regions.parent,
    regions.subject,
    regions.leaves,
    scopes.flags,
    scopes.name,
    scopes.parent,
    scopes.region,
    scopes.definedBy,
    scopes.params,
    scopes.returns,
    scopes.exits,
    scopes.yields,
    scopes.typeParams,
    scopes.nameStart,
    scopes.nameLength,
    candidates.query,
    candidates.pattern,
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
  header[Head.Checksum] = checksumOf(new Int32Array(bytes.buffer))
  return bytes
}

/** Over all words but the checksum itself. Signed words keep the loop in integers, which is what makes it cheap. */
function checksumOf(words: Int32Array): number {
  let sum = 0x811c9dc5 | 0
  for (let k = 0; k < Head.Checksum; k++) sum = Math.imul(sum ^ words[k], 0x01000193)
  for (let k = Head.Checksum + 1; k < words.length; k++) sum = Math.imul(sum ^ words[k], 0x01000193)
  return sum >>> 0
}

function fail(): never {
  throw new Error('These bytes are not a file summary.')
}

/** Unpacks a summary as views of the bytes. Throws for bytes that are not a whole, unchanged summary. */
export function decodeSummary(packed: Uint8Array): FileSummary {
  if (packed.byteLength < HEADER_BYTES || packed.byteLength % ALIGN !== 0) fail()
  const bytes = packed.byteOffset % ALIGN === 0 ? packed : packed.slice()
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, HEADER_BYTES / 4)
  const sum = checksumOf(new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4))
  if (words[Head.Magic] !== MAGIC || words[Head.Bytes] !== bytes.byteLength || words[Head.Checksum] !== sum) fail()

  let at = HEADER_BYTES
  let next = 0
  const column = <T extends Column>(type: ColumnType<T>): T => {
    const length = words[Head.Columns + next++]
    if (at + length * type.BYTES_PER_ELEMENT > bytes.byteLength) fail()
    const view = new type(bytes.buffer as ArrayBuffer, bytes.byteOffset + at, length)
    at += aligned(view.byteLength)
    return view
  }
  /** A column of a group, all of which are of one length. */
  const of = <T extends Column>(count: number, type: ColumnType<T>): T => {
    const view = column(type)
    if (view.length !== count) fail()
    return view
  }
  const lengths = column(Uint32Array)
  const pool = column(Uint8Array)
  const lineStarts = column(Uint32Array)
  const long = column(Int32Array)
  const lists = column(Int32Array)
  const bindingStart = column(Int32Array)
  const bindingName = column(Int32Array)
  const bindingValues = column(Int32Array)
  const annotations = column(Int32Array)
  const captureStart = column(Int32Array)
  const captures = column(Int32Array)
  const problems = column(Int32Array)
  const comments = column(Int32Array)
  const counts = {
    values: words[Head.Values],
    regions: words[Head.Regions],
    scopes: words[Head.Scopes],
    candidates: words[Head.Candidates],
  }
  // Written out in the order in which lowering makes them: objects of one shape are read faster everywhere.
  const values: FileSummary['values'] = {
    count: counts.values,
    op: of(counts.values, Uint8Array),
    aux: of(counts.values, Uint8Array),
    a: of(counts.values, Int32Array),
    b: of(counts.values, Int32Array),
    start: of(counts.values, Uint32Array),
    length: of(counts.values, Uint16Array),
    long,
    lists,
  }
  const regions: FileSummary['regions'] = {
    count: counts.regions,
    kind: of(counts.regions, Uint8Array),
    first: of(counts.regions, Int32Array),
    end: of(counts.regions, Int32Array),
    parent: of(counts.regions, Int32Array),
    subject: of(counts.regions, Int32Array),
    leaves: of(counts.regions, Uint8Array),
  }
  const scopes: FileSummary['scopes'] = {
    count: counts.scopes,
    flags: of(counts.scopes, Uint8Array),
    name: of(counts.scopes, Int32Array),
    parent: of(counts.scopes, Int32Array),
    region: of(counts.scopes, Int32Array),
    definedBy: of(counts.scopes, Int32Array),
    bindingStart,
    bindingName,
    bindingValues,
    params: of(counts.scopes, Int32Array),
    returns: of(counts.scopes, Int32Array),
    exits: of(counts.scopes, Int32Array),
    yields: of(counts.scopes, Int32Array),
    typeParams: of(counts.scopes, Int32Array),
    nameStart: of(counts.scopes, Uint32Array),
    nameLength: of(counts.scopes, Uint16Array),
  }
  const candidates: FileSummary['candidates'] = {
    count: counts.candidates,
    query: of(counts.candidates, Uint16Array),
    pattern: of(counts.candidates, Uint8Array),
    captureStart,
    captures,
  }
  const consistent =
    at === bytes.byteLength &&
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
function standsBefore(parents: Int32Array): boolean {
  for (let k = 0; k < parents.length; k++) if (parents[k] >= k) return false
  return true
}

function cutStrings(pool: Uint8Array, lengths: Uint32Array): string[] {
  const text = decoder.decode(pool)
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

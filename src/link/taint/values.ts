/** What each kind of value is made of: the transfer of the taint domain, one case per operation. */
import type { Constant } from '../../model/evaluation.ts'
import type { SinkKind } from '../../model/knowledge.ts'
import type { Entry, Place } from '../../model/project.ts'
import type { FileSummary, Value } from '../../model/summary.ts'
import { BinaryOp, BindFlag, BindKind, Op } from '../../model/summary.ts'
import type { FileId, FunctionId } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import { carried, listOf, nameOf } from '../read.ts'
import { attributeFlow } from './attributes.ts'
import { callFlow } from './calls.ts'
import { readsCatalog } from './catalog.ts'
import { entryOf, puttersOf } from './containers.ts'
import { rankOf, UNRESOLVED, VALIDATED } from './content.ts'
import { decidingItems, decidingSides } from './deciding.ts'
import { constant, contentOf, type Flow, from, keysOf, type Operand, origin } from './flow.ts'
import type { Cleaning } from './guards.ts'
import { definitionsOfFree, definitionsOfImport } from './names.ts'
import { parameterFlow } from './parameters.ts'
import { isMapping, originOfType } from './types.ts'

export interface Sources {
  readonly parts: Parts
  readonly kind: SinkKind
  /** Entries by their function: who fills its parameters. */
  readonly entries: ReadonlyMap<FunctionId, Entry>
  readonly cleaning: Cleaning
}

export function flowOf(sources: Sources, { file, value, keys }: Operand): Flow {
  if (value < 0) return constant
  const { evaluation, effects } = sources.parts
  const { summary } = evaluation.file(file)
  const op: Op = summary.values.op[value]
  if (isPlain(op)) return constant
  if (!keys && isWhole(evaluation.constantOf(file, value))) return constant
  if (op === Op.Param) return parameterFlow(sources, { file, value, keys })
  const typed = TYPED[op] === 1 ? originOfType(evaluation, effects, evaluation.typeOf(file, value), keys) : null
  // Rows are what was asked for: of the catalog or of tables.
  if (typed === 'database' && op !== Op.Call && op !== Op.Bind)
    return { ...madeOf(sources, file, summary, value, keys), own: rankOf('catalog') }
  if (typed === 'database' && op === Op.Call && readsCatalog(sources, { file, value }))
    return origin(rankOf('catalog'), nameOfSource(summary, value))
  if (typed !== null && typed !== 'validated') return typed === 'constant' ? constant : origin(rankOf(typed), nameOfSource(summary, value))
  let flow = madeOf(sources, file, summary, value, keys)
  if (typed === 'validated') flow = { ...flow, cap: VALIDATED }
  if (op === Op.Load || op === Op.Free || op === Op.Attr || op === Op.Index) {
    const cap = keys ? null : sources.cleaning.at({ file, value })
    if (cap !== null) flow = { ...flow, cap: Math.min(cap, flow.cap ?? cap) }
  }
  return flow
}

/** Rows whose type is worth asking for. */
const TYPED = new Uint8Array(64)
for (const op of [Op.Load, Op.Free, Op.Attr, Op.Call, Op.Index, Op.Await, Op.Iterate, Op.Unpack, Op.Enter, Op.Bind, Op.Matched, Op.Binary])
  TYPED[op] = 1

const isPlain = (op: Op): boolean =>
  op === Op.Const || op === Op.Text || op === Op.Compare || op === Op.Function || op === Op.Class || op === Op.Lambda || op === Op.Import

/** Folded without holes. A list may be added to, so a sequence is looked at item by item. */
const isWhole = (folded: Constant | undefined): boolean => folded !== undefined && folded.is !== 'template' && folded.is !== 'sequence'

function nameOfSource(summary: FileSummary, value: Value): string {
  const name = nameOf(summary, value)
  return name === '' ? '' : `\`${name}\``
}

function madeOf(sources: Sources, file: FileId, summary: FileSummary, value: Value, keys: boolean): Flow {
  const { evaluation } = sources.parts
  const { a, b, op, aux } = summary.values
  const same = (each: Value): Operand => ({ file, value: each, keys })
  switch (op[value] as Op) {
    case Op.Load:
    case Op.Star:
    case Op.DoubleStar:
    case Op.Await:
    case Op.YieldFrom:
    case Op.Enter:
    case Op.Unary:
    case Op.Matched:
      return from([same(a[value])])
    case Op.Keyword:
      return from([same(b[value])])
    case Op.Bind:
      return bound(file, summary, value, keys)
    case Op.Index: {
      const key = evaluation.constantOf(file, b[value])
      const entry =
        key?.is === 'text'
          ? entryOf(sources.parts, { file, value: a[value] }, key.value)
          : key?.is === 'number'
            ? itemAt(sources, file, summary, a[value], key.value)
            : null
      return from(entry ?? [same(a[value])])
    }
    case Op.Free:
      return free(sources, { file, value }, keys)
    case Op.ImportFrom:
      return from(definitionsOfImport(evaluation, { file, value }).map((place) => ({ ...place, keys })))
    case Op.Phi:
      return joined(sources, file, summary, value, keys)
    case Op.Conditional:
      return from(Array.from(listOf(summary, b[value]), same))
    case Op.Bool:
      return from([same(a[value]), same(b[value])])
    case Op.Binary:
    case Op.Augment:
      return from(
        (aux[value] === BinaryOp.Add ? decidingSides(evaluation, file, a[value], b[value], sources.kind) : [a[value], b[value]]).map(same),
      )
    case Op.Format:
      return from(decidingItems(summary, listOf(summary, b[value]), sources.kind).map(same))
    case Op.Tuple:
    case Op.List:
    case Op.Set:
      return from([
        ...Array.from(listOf(summary, b[value]), (item) => same(carried(summary, item))),
        ...puttersOf(sources.parts, { file, value }, keys),
      ])
    case Op.Dict:
      return from([...entriesOf(file, summary, value, keys), ...puttersOf(sources.parts, { file, value }, keys)])
    case Op.Comprehension: {
      const element = a[value]
      const isPair = op[element] === Op.Pair
      return from([contentOf(file, isPair ? (keys ? a[element] : b[element]) : element)])
    }
    case Op.Iterate:
      return iterated(sources, file, a[value])
    case Op.Unpack:
      return unpacked(sources, file, summary, value, keys)
    case Op.Attr:
      return attributeFlow(sources, { file, value }, keys)
    case Op.Call:
      return callFlow(sources, { file, value }, keys)
    case Op.Caught:
    case Op.Yield:
    case Op.Broken:
      return origin(UNRESOLVED, '')
    default:
      return constant
  }
}

function bound(file: FileId, summary: FileSummary, value: Value, keys: boolean): Flow {
  const { aux, b } = summary.values
  const kind: BindKind = aux[value] & BindFlag.Kind
  if (kind === BindKind.Def || kind === BindKind.Class || b[value] < 0) return constant
  return from([{ file, value: b[value], keys }])
}

function free(sources: Sources, place: Place, keys: boolean): Flow {
  const definitions = definitionsOfFree(sources.parts.evaluation, place)
  // A builtin, or a name of a library: code, not data.
  return from(definitions.map((each) => ({ ...each, keys })))
}

function joined(sources: Sources, file: FileId, summary: FileSummary, value: Value, keys: boolean): Flow {
  const operands = Array.from(listOf(summary, summary.values.b[value]))
  let own = 0
  const kept = operands.filter((operand) => {
    const cap = keys || operand < 0 ? null : sources.cleaning.atJoin(file, operands, operand)
    if (cap === UNRESOLVED) own = UNRESOLVED
    return cap === null || (cap > VALIDATED && cap !== UNRESOLVED)
  })
  return { ...from(kept.map((each) => ({ file, value: each, keys }))), own }
}

function entriesOf(file: FileId, summary: FileSummary, value: Value, keys: boolean): readonly Operand[] {
  const { op, a, b } = summary.values
  return Array.from(listOf(summary, b[value]), (item) => {
    if (op[item] === Op.Pair) return contentOf(file, keys ? a[item] : b[item])
    return { file, value: carried(summary, item), keys }
  })
}

/** The element of a turn: of a mapping, a key. */
function iterated(sources: Sources, file: FileId, iterable: Value): Flow {
  const { evaluation } = sources.parts
  const isKeys = isMapping(evaluation, evaluation.typeOf(file, iterable)) || isDisplayedMapping(sources, file, iterable)
  return from([isKeys ? keysOf(file, iterable) : contentOf(file, iterable)])
}

function isDisplayedMapping(sources: Sources, file: FileId, value: Value): boolean {
  const { op } = sources.parts.evaluation.file(file).summary.values
  return sources.parts.origins.of(file, value).some((made) => op[made] === Op.Dict)
}

/** One item of `for k, v in d.items()`, `for i, x in enumerate(xs)`, `for a, b in zip(xs, ys)`, or of a written tuple. */
function unpacked(sources: Sources, file: FileId, summary: FileSummary, value: Value, keys: boolean): Flow {
  const { op, a, b } = summary.values
  const source = a[value]
  const position = b[value]
  if (op[source] === Op.Tuple || op[source] === Op.List) {
    const item = listOf(summary, b[source])[position]
    return from([{ file, value: item === undefined ? source : carried(summary, item), keys }])
  }
  const made = op[source] === Op.Await ? a[source] : source
  if (op[made] === Op.Call && position >= 0) return itemOf(callFlow(sources, { file, value: made }, keys), position)
  if (op[source] !== Op.Iterate && op[source] !== Op.Unpack) return from([{ file, value: source, keys }])
  const walked = op[source] === Op.Iterate ? a[source] : source
  const call = op[walked] === Op.Call ? walked : -1
  if (call >= 0) {
    const name = nameOf(summary, a[call])
    const given = listOf(summary, b[call])
    if (name === 'items' && op[a[call]] === Op.Attr && given.length === 0)
      return from([position === 0 ? keysOf(file, a[a[call]]) : contentOf(file, a[a[call]])])
    if (op[a[call]] === Op.Free && name === 'enumerate') return position === 0 ? constant : iterated(sources, file, given[0])
    if (op[a[call]] === Op.Free && name === 'zip' && given[position] !== undefined) return iterated(sources, file, given[position])
  }
  // `for i, (k, v) in enumerate(d.items())`
  if (op[source] === Op.Unpack && b[source] === 1) {
    const inner = enumerated(summary, a[source])
    if (inner >= 0) return from([position === 0 ? keysOf(file, inner) : contentOf(file, inner)])
  }
  const item = literalItem(sources, file, summary, walked, position)
  return item === null ? from([{ file, value: source, keys }]) : from(item)
}

/** `x[0]` for every x of a list of tuples that is written out, or of one such tuple. */
function itemAt(sources: Sources, file: FileId, summary: FileSummary, object: Value, position: number): readonly Operand[] | null {
  const { op, a, b } = summary.values
  const found: Operand[] = []
  for (const made of sources.parts.origins.of(file, object)) {
    if (op[made] === Op.Tuple) {
      const part = listOf(summary, b[made])[position]
      if (part === undefined) return null
      found.push(contentOf(file, part))
      continue
    }
    const items = op[made] === Op.Iterate ? literalItem(sources, file, summary, a[made], position) : null
    if (items === null || items.length === 0) return null
    found.push(...items)
  }
  return found.length === 0 ? null : found
}

/** One item of what a call gives back. */
const itemOf = (flow: Flow, item: number): Flow => ({ ...flow, calls: flow.calls.map((call) => ({ ...call, item })) })

/** The mapping behind `enumerate(d.items())`. */
function enumerated(summary: FileSummary, iterate: Value): Value {
  const { op, a, b } = summary.values
  const call = op[iterate] === Op.Iterate ? a[iterate] : -1
  if (call < 0 || op[call] !== Op.Call || nameOf(summary, a[call]) !== 'enumerate') return -1
  const items = listOf(summary, b[call])[0] ?? -1
  const isItems = items >= 0 && op[items] === Op.Call && op[a[items]] === Op.Attr && nameOf(summary, a[items]) === 'items'
  return isItems ? a[a[items]] : -1
}

/** Items at a position of the tuples that a written list holds: `for column, value in [("a", x), ("b", y)]`. */
function literalItem(sources: Sources, file: FileId, summary: FileSummary, walked: Value, position: number): readonly Operand[] | null {
  const { op, b } = summary.values
  const found: Operand[] = []
  for (const made of sources.parts.origins.of(file, walked)) {
    if (op[made] !== Op.List && op[made] !== Op.Tuple) return null
    const all = [
      ...Array.from(listOf(summary, b[made]), (item) => contentOf(file, item)),
      ...puttersOf(sources.parts, { file, value: made }, false),
    ]
    for (const item of all) {
      if (item.file !== file || op[item.value] !== Op.Tuple) return null
      const part = listOf(summary, b[item.value])[position]
      if (part !== undefined) found.push(contentOf(file, part))
    }
  }
  return found
}

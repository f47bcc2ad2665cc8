/** How a text is put together: from the argument of a sink back to every part that is not constant. */
import type { SinkKind } from '../../model/knowledge.ts'
import type { Place } from '../../model/project.ts'
import type { FileSummary, Value } from '../../model/summary.ts'
import { BinaryOp, Op } from '../../model/summary.ts'
import type { Hop } from '../../model/taint.ts'
import type { Parts } from '../draft.ts'
import { functionOf } from '../parameters.ts'
import { carried, listOf, nameOf, textOf } from '../read.ts'
import { puttersOf } from './containers.ts'
import { CONSTANT, UNRESOLVED } from './content.ts'
import type { Taint } from './domain.ts'
import { contentOf, type Returned } from './flow.ts'
import { definitionsOfFree, definitionsOfImport, namesOfModule } from './names.ts'
import { startsWithHole } from './addresses.ts'
import { decidingItems, decidingSides } from './deciding.ts'
import { isForm } from './forms.ts'
import { isMapping } from './types.ts'

/** A part that is not constant. */
export interface Part {
  readonly at: Place
  /** The formatting expression around it; null if the part is all there is. */
  readonly text: Place | null
  readonly rank: number
  readonly frames: readonly Returned[]
  /** From the text to the sink, across functions. */
  readonly trail: readonly Hop[]
  readonly quoted: boolean
}

interface Around {
  readonly text: Place | null
  readonly frames: readonly Returned[]
  readonly trail: readonly Hop[]
  readonly quoted: boolean
}

const MOST_PARTS = 40
const MOST_VISITS = 600
const MOST_FRAMES = 4
const MOST_HOPS = 8

/** Methods of a text that keep it a statement. */
const KEEPS = new Set(['strip', 'lstrip', 'rstrip', 'dedent', 'lower', 'upper', 'encode', 'removesuffix', 'removeprefix', 'cleandoc'])

export function partsOf(link: Parts, taint: Taint, argument: Place, kind: SinkKind): readonly Part[] {
  const { evaluation } = link
  const found: Part[] = []
  const seen = new Set<string>()
  /** Of an address only what stands in front decides where it leads. */
  const isAddress = kind === 'url' || kind === 'redirect'
  walk(argument, { text: null, frames: [], trail: [], quoted: false })
  return found

  function walk(place: Place, around: Around): void {
    const { file, value } = place
    if (value < 0 || found.length >= MOST_PARTS || seen.size >= MOST_VISITS) return
    const key = `${file}:${value}:${around.frames.length}:${around.text?.value ?? ''}`
    if (seen.has(key)) return
    seen.add(key)
    // A test, a cleaner or a type that makes the whole harmless; of SQL text only the parts are looked at.
    if (kind !== 'sql') {
      if (taint.rankWithin(contentOf(file, value), around.frames) <= UNRESOLVED) return leaf(place, around)
    }
    const { summary } = evaluation.file(file)
    const { op, a, b, aux } = summary.values
    const next = (each: Value): void => walk({ file, value: each }, around)
    switch (op[value] as Op) {
      case Op.Text:
      case Op.Const:
        return
      case Op.Load:
      case Op.Await:
      case Op.Star:
        return next(a[value])
      case Op.Bind:
      case Op.Keyword:
        return next(b[value])
      case Op.Phi:
      case Op.Conditional:
        return listOf(summary, b[value]).forEach(next)
      case Op.Bool:
        next(a[value])
        return next(b[value])
      case Op.Free: {
        const definitions = definitionsOfFree(evaluation, place)
        if (definitions.length === 0) return leaf(place, around)
        return definitions.forEach((each) => walk(each, around))
      }
      case Op.ImportFrom:
        return definitionsOfImport(evaluation, place).forEach((each) => walk(each, around))
      case Op.Attr: {
        const type = evaluation.typeOf(file, a[value])
        if (type.is !== 'module') return leaf(place, around)
        return namesOfModule(evaluation, type.module, nameOf(summary, value)).forEach((each) => walk(each, around))
      }
      case Op.Format:
        return format(place, summary, around)
      case Op.Binary:
      case Op.Augment:
        if (aux[value] === BinaryOp.Mod) return percent(place, summary, around)
        if (aux[value] !== BinaryOp.Add && !(kind === 'path' && aux[value] === BinaryOp.Div)) return leaf(place, around)
        for (const side of aux[value] === BinaryOp.Add ? decidingSides(evaluation, file, a[value], b[value], kind) : [a[value], b[value]])
          walk({ file, value: side }, { ...around, text: place })
        return
      case Op.List:
      case Op.Tuple:
      case Op.Set:
        return elements(place, summary, around)
      case Op.Comprehension:
        return hole({ file, value: a[value] }, { ...around, text: around.text ?? place })
      case Op.Call:
        return called(place, summary, around)
      case Op.Unpack: {
        const source = op[a[value]] === Op.Await ? a[a[value]] : a[value]
        const isFollowed = op[source] === Op.Call && b[value] >= 0 && results({ file, value: source }, around, b[value])
        return isFollowed ? undefined : leaf(place, around)
      }
      case Op.Param:
        return parameter(place, around)
      default:
        return leaf(place, around)
    }
  }

  function leaf(place: Place, around: Around): void {
    const rank = taint.rankWithin(contentOf(place.file, place.value), around.frames)
    if (rank !== CONSTANT) found.push({ at: place, rank, ...around })
  }

  function format(place: Place, summary: FileSummary, around: Around): void {
    const items = listOf(summary, summary.values.b[place.value])
    const { op, a } = summary.values
    const deciding = decidingItems(summary, items, kind)
    items.forEach((item, index) => {
      if (op[item] === Op.Text || !deciding.includes(item)) return
      const before = index > 0 && op[items[index - 1]] === Op.Text ? textOf(summary, a[items[index - 1]]) : ''
      const after = index + 1 < items.length && op[items[index + 1]] === Op.Text ? textOf(summary, a[items[index + 1]]) : ''
      const quoted = /['"%]$/.test(before) && /^['"%]/.test(after)
      const isNested = op[item] === Op.Format && summary.values.aux[item] !== 3
      if (isNested) walk({ file: place.file, value: item }, around)
      else hole({ file: place.file, value: fieldOf(summary, item) }, { ...around, text: place, quoted })
    })
  }

  /** The value of a replacement field with a conversion or a specification. */
  function fieldOf(summary: FileSummary, item: Value): Value {
    const { op, aux, b } = summary.values
    return op[item] === Op.Format && aux[item] === 3 ? (listOf(summary, b[item])[0] ?? item) : item
  }

  function percent(place: Place, summary: FileSummary, around: Around): void {
    const { op, a, b } = summary.values
    walk({ file: place.file, value: a[place.value] }, around)
    const right = b[place.value]
    const given = op[right] === Op.Tuple || op[right] === Op.Dict ? Array.from(listOf(summary, b[right])) : [right]
    const folded = evaluation.constantOf(place.file, a[place.value])
    if (isAddress && !(folded?.is === 'text' && startsWithHole(folded.value))) return
    const quoted = given.length === 1 && folded?.is === 'text' && /['"]%?%(\(\w+\))?s%?['"]/.test(folded.value)
    for (const item of given) hole({ file: place.file, value: op[item] === Op.Pair ? b[item] : item }, { ...around, text: place, quoted })
  }

  /** A part that is put in: followed further if it is a piece of a statement, not a name or a value. */
  function hole(place: Place, around: Around): void {
    const rank = taint.rankWithin(contentOf(place.file, place.value), around.frames)
    if (rank === CONSTANT || found.length >= MOST_PARTS) return
    const count = found.length
    if (isFragment(place, 0, new Set())) walk(place, { ...around, quoted: false })
    if (!found.slice(count).some((part) => part.rank === rank)) found.push({ at: place, rank, ...around })
  }

  /** Whether some text that a value is made of reads like a piece of a statement: it has a space in it, or joins pieces. */
  function isFragment({ file, value }: Place, depth: number, visited: Set<string>): boolean {
    if (value < 0 || depth > 10 || visited.has(`${file}:${value}`)) return false
    visited.add(`${file}:${value}`)
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    const inner = (each: Value): boolean => isFragment({ file, value: each }, depth + 1, visited)
    switch (op[value] as Op) {
      case Op.Text:
        return /\s/.test(textOf(summary, a[value]))
      case Op.Load:
        return inner(a[value])
      case Op.Bind:
        return inner(b[value])
      case Op.Phi:
      case Op.Conditional:
      case Op.List:
      case Op.Tuple:
        return listOf(summary, b[value]).some(inner)
      case Op.Format:
        return listOf(summary, b[value]).some((item) => op[item] === Op.Text && /\s|=/.test(textOf(summary, a[item])))
      case Op.Comprehension:
        return inner(a[value])
      case Op.Binary:
      case Op.Augment:
        return inner(a[value]) || inner(b[value])
      case Op.Call: {
        if (op[a[value]] === Op.Attr && nameOf(summary, a[value]) === 'join') return true
        return evaluation.calleeOf(file, value).targets.some((target) => {
          const id = functionOf(target)
          return (
            id !== null &&
            link.isProject(id) &&
            taint
              .resultsOf({ function: id, item: null, call: { file, value }, target }, false)
              .some((each) => isFragment(each, depth + 1, visited))
          )
        })
      }
      default:
        return false
    }
  }

  function elements(place: Place, summary: FileSummary, around: Around): void {
    for (const item of listOf(summary, summary.values.b[place.value])) walk({ file: place.file, value: carried(summary, item) }, around)
    for (const put of puttersOf(link, place, false)) walk(put, around)
  }

  function called(place: Place, summary: FileSummary, around: Around): void {
    const { file, value } = place
    const { op, a, b } = summary.values
    const callee = a[value]
    const name = nameOf(summary, callee)
    const given = listOf(summary, b[value])
    if (op[callee] === Op.Attr && name === 'join') {
      walk({ file, value: a[callee] }, around)
      // The keys of a mapping are no text that is followed further: the hole stands for them.
      for (const item of given)
        if (!isMapping(evaluation, evaluation.typeOf(file, item))) walk({ file, value: item }, { ...around, text: around.text ?? place })
      return
    }
    if (op[callee] === Op.Attr && (name === 'format' || name === 'replace' || name === 'format_map')) {
      const folded = isAddress ? evaluation.constantOf(file, a[callee]) : undefined
      if (folded?.is === 'text' && !startsWithHole(folded.value)) return
      walk({ file, value: a[callee] }, around)
      for (const item of given) hole({ file, value: carried(summary, item) }, { ...around, text: place })
      return
    }
    if (KEEPS.has(name)) {
      const isFunction = evaluation.typeOf(file, op[callee] === Op.Attr ? a[callee] : callee).is === 'module' || op[callee] !== Op.Attr
      return walk({ file, value: isFunction ? (given[0] ?? -1) : a[callee] }, around)
    }
    if (kind !== 'sql' && isForm(link, place)) {
      const receiver = op[callee] === Op.Attr && evaluation.typeOf(file, a[callee]).is !== 'module' ? [a[callee]] : []
      const isJoin = receiver.length + given.length > 1
      for (const item of [...receiver, ...given])
        walk({ file, value: carried(summary, item) }, isJoin ? { ...around, text: around.text ?? place } : around)
      return
    }
    const followed = results(place, around, null)
    if (!followed) leaf(place, around)
  }

  /** The texts that a project function gives back. */
  function results(place: Place, around: Around, item: number | null): boolean {
    if (around.frames.length >= MOST_FRAMES) return false
    let followed = false
    for (const target of evaluation.calleeOf(place.file, place.value).targets) {
      const id = functionOf(target)
      if (id === null || target.is !== 'function' || !link.isProject(id)) continue
      followed = true
      const call: Returned = { function: id, item, call: place, target }
      const trail: Hop[] = [{ at: place, label: `returned by \`${evaluation.function(id).name}\`` }, ...around.trail]
      for (const result of taint.resultsOf(call, false)) walk(result, { ...around, frames: [...around.frames, call], trail })
    }
    return followed
  }

  function parameter(place: Place, around: Around): void {
    const owner = taint.ownerOf({ ...place, keys: false })
    const frame = around.frames.at(-1)
    if (frame?.function === owner) {
      const bound = frame.target.is === 'function' && frame.target.self !== undefined ? 1 : 0
      const given = taint.callers.argument({ call: frame.call, bound, skip: 0 }, owner, place.value, false)
      for (const each of given ?? []) walk(each, { ...around, frames: around.frames.slice(0, -1) })
      return
    }
    if (around.trail.length >= MOST_HOPS || !taint.flowOf({ ...place, keys: false }).isParameter) return leaf(place, around)
    const { sites, open } = taint.callers.of(owner)
    const name = nameOf(evaluation.file(place.file).summary, place.value)
    for (const site of sites) {
      const label = `passed to \`${evaluation.function(owner).name}\` as \`${name}\``
      const trail: readonly Hop[] = [{ at: site.call, label }, ...around.trail]
      for (const each of taint.callers.argument(site, owner, place.value, false) ?? []) walk(each, { ...around, frames: [], trail })
    }
    if (sites.length === 0 || open) leaf(place, around)
  }
}

/** The function a text is written in: holes of one function's texts are one fault. */
export const writtenIn = (link: Parts, text: Place): string => `${text.file}:${link.evaluation.scopeOf(text.file, text.value)}`

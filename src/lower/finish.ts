/** Cuts what was lowered to size. */
import type { Candidates, FileSummary, Scopes, Values } from '../model/summary.ts'
import { lineStartsOf } from '../parse/text.ts'
import { cut, grown, ints, push } from './columns.ts'
import type { Ints } from './columns.ts'
import type { Lowering } from './lowering.ts'

/** Query matches whose captures name nodes. */
export interface NodeMatches {
  readonly count: number
  readonly query: Uint16Array
  readonly pattern: Uint8Array
  readonly captureStart: Int32Array
  /** Four numbers each: capture id, node, start, end. */
  readonly captures: Int32Array
}

export const NO_MATCHES: NodeMatches = {
  count: 0,
  query: new Uint16Array(0),
  pattern: new Uint8Array(0),
  captureStart: new Int32Array(1),
  captures: new Int32Array(0),
}

export function finishValues(l: Lowering): Values {
  const { count, op, aux, a, b, start, length, long, lists } = l.values
  return {
    count,
    op: op.slice(0, count),
    aux: aux.slice(0, count),
    a: a.slice(0, count),
    b: b.slice(0, count),
    start: start.slice(0, count),
    length: length.slice(0, count),
    long: cut(long),
    lists: cut(lists),
  }
}

export function finishRegions(l: Lowering): FileSummary['regions'] {
  const { count, kind, first, end, parent, subject, leaves } = l.regions
  return {
    count,
    kind: kind.slice(0, count),
    first: first.slice(0, count),
    end: end.slice(0, count),
    parent: parent.slice(0, count),
    subject: subject.slice(0, count),
    leaves: leaves.slice(0, count),
  }
}

/** Sorts the bindings by scope, then by first binding of their name. Adds their lists, so it comes before `finishValues`. */
export function finishScopes(l: Lowering): Scopes {
  const { scopes } = l
  const { count } = scopes
  const { bindingStart, bindingName, bindingValues } = groupBindings(l)
  return {
    count,
    flags: scopes.flags.slice(0, count),
    name: scopes.name.slice(0, count),
    parent: scopes.parent.slice(0, count),
    region: scopes.region.slice(0, count),
    definedBy: scopes.definedBy.slice(0, count),
    bindingStart,
    bindingName: cut(bindingName),
    bindingValues: cut(bindingValues),
    params: scopes.params.slice(0, count),
    returns: scopes.returns.slice(0, count),
    exits: scopes.exits.slice(0, count),
    yields: scopes.yields.slice(0, count),
    typeParams: scopes.typeParams.slice(0, count),
    nameStart: scopes.nameStart.slice(0, count),
    nameLength: scopes.nameLength.slice(0, count),
  }
}

function groupBindings(l: Lowering): { bindingStart: Int32Array; bindingName: Ints; bindingValues: Ints } {
  const { names } = l
  const { at, count } = names.bindings
  const total = count / 3
  const scopeCount = l.scopes.count
  const starts = new Int32Array(scopeCount + 1)
  for (let k = 0; k < count; k += 3) starts[at[k] + 1]++
  for (let s = 0; s < scopeCount; s++) starts[s + 1] += starts[s]
  const order = new Int32Array(total)
  const fill = starts.slice()
  for (let k = 0; k < count; k += 3) order[fill[at[k]]++] = k

  const bindingStart = new Int32Array(scopeCount + 1)
  const bindingName = ints(total + 1)
  const bindingValues = ints(total + 1)
  // Entries of one name are chained; the star's name is -1, so it stands in a column of its own.
  const link = new Int32Array(total)
  for (let s = 0; s < scopeCount; s++) {
    bindingStart[s] = bindingName.count
    groupScope(l, order, starts[s], starts[s + 1], link, bindingName, bindingValues)
  }
  bindingStart[scopeCount] = bindingName.count
  return { bindingStart, bindingName, bindingValues }
}

function groupScope(
  l: Lowering,
  order: Int32Array,
  from: number,
  to: number,
  link: Int32Array,
  bindingName: Ints,
  bindingValues: Ints,
): void {
  const { names } = l
  const { at } = names.bindings
  const { lists } = l.values
  const epoch = ++names.epoch
  const first = bindingName.count
  let starHead = -1
  let starTail = -1
  for (let k = from; k < to; k++) {
    const name = at[order[k] + 1]
    link[k] = -1
    const known = name < 0 ? starHead >= 0 : names.stamp[name] === epoch
    if (known) {
      link[name < 0 ? starTail : names.tail[name]] = k
    } else {
      push(bindingName, name)
      if (name < 0) {
        starHead = k
      } else {
        names.stamp[name] = epoch
        names.chain[name] = k
      }
    }
    if (name < 0) starTail = k
    else names.tail[name] = k
  }
  for (let row = first; row < bindingName.count; row++) {
    const name = bindingName.at[row]
    const cell = lists.count
    push(lists, 0)
    for (let k = name < 0 ? starHead : names.chain[name]; k >= 0; k = link[k]) {
      push(lists, at[order[k] + 2])
      lists.at[cell]++
    }
    push(bindingValues, cell)
  }
}

/** Pairs sorted by their first value. */
export function finishAnnotations(l: Lowering): Int32Array {
  const { at, count } = l.annotations
  const rows = Array.from({ length: count / 2 }, (_, k) => 2 * k)
  rows.sort((x, y) => at[x] - at[y])
  const sorted = new Int32Array(count)
  rows.forEach((row, k) => {
    sorted[2 * k] = at[row]
    sorted[2 * k + 1] = at[row + 1]
  })
  return sorted
}

/** Replaces the nodes in captures by the values they became. */
export function finishCandidates(l: Lowering, matches: NodeMatches): Candidates {
  const captures = matches.captures.slice(0, 4 * matches.captureStart[matches.count])
  for (let k = 1; k < captures.length; k += 4) captures[k] = Math.max(-1, l.valueOf[captures[k]])
  return {
    count: matches.count,
    query: matches.query.slice(0, matches.count),
    pattern: matches.pattern.slice(0, matches.count),
    captureStart: matches.captureStart.slice(0, matches.count + 1),
    captures,
  }
}

/** Offset of each line's first unit. Most files end lines in `\n` alone, which the engine finds faster than a loop can. */
export function lineStartsIn(text: string): Uint32Array {
  if (text.includes('\r')) return lineStartsOf(text)
  let starts = new Uint32Array((text.length >>> 4) + 16)
  let count = 1
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    if (count === starts.length) starts = grown(starts, count * 2)
    starts[count++] = at + 1
  }
  return starts.slice(0, count)
}

/** The items of lists, tuples, sets and dictionaries, however they are put together. */
import type { Evaluation } from '../../model/evaluation.ts'
import { BinaryOp, Op, type Value } from '../../model/summary.ts'
import { argumentAt, listOf, nameOf, textOf } from '../read.ts'
import type { Bound, Found, Item, Items } from './resolve.ts'

const MOST_ITEMS = 200

export function createItems(
  evaluation: Evaluation,
  of: (at: Bound) => Found,
  isReached: (at: Bound) => boolean | null,
): { readonly items: (at: Bound) => Items } {
  function items(at: Bound, depth = 0): Items {
    const found = of(at)
    const list: Item[] = []
    let { complete } = found
    for (const place of found.places) {
      const part = itemsOf(place, depth)
      list.push(...part.items)
      complete &&= part.complete
    }
    return { items: list.slice(0, MOST_ITEMS), complete: complete && list.length <= MOST_ITEMS }
  }

  function itemsOf(place: Bound, depth: number): Items {
    const { summary } = evaluation.file(place.file)
    const { op, a, b, aux } = summary.values
    const { value } = place
    if (depth > 6) return { items: [], complete: false }
    switch (op[value]) {
      case Op.Const:
        return { items: [], complete: true }
      case Op.List:
      case Op.Tuple:
      case Op.Set:
      case Op.Dict: {
        const list: Item[] = []
        let complete = true
        for (const item of listOf(summary, b[value])) {
          if (op[item] === Op.Star) {
            const inner = items({ ...place, value: a[item] }, depth + 1)
            list.push(...inner.items)
            complete &&= inner.complete
          } else if (op[item] === Op.Pair) list.push({ at: { ...place, value: a[item] }, conditional: false })
          else if (op[item] === Op.DoubleStar) complete = false
          else list.push({ at: { ...place, value: item }, conditional: false })
        }
        const added = appended(place, depth)
        return { items: [...list, ...added.items], complete: complete && added.complete }
      }
      case Op.Binary: {
        if (aux[value] !== BinaryOp.Add) return { items: [], complete: false }
        const [left, right] = [items({ ...place, value: a[value] }, depth + 1), items({ ...place, value: b[value] }, depth + 1)]
        return { items: [...left.items, ...right.items], complete: left.complete && right.complete }
      }
      case Op.Augment:
        return itemsOf({ ...place, value: a[value] }, depth + 1)
      case Op.Call:
        return viewOf(place)
      default:
        return { items: [], complete: false }
    }
  }

  /** `table.items()`, `table.values()`, `list(x)`. */
  function viewOf(place: Bound): Items {
    const { summary } = evaluation.file(place.file)
    const { op, a } = summary.values
    const callee = a[place.value]
    const name = nameOf(summary, callee)
    if (op[callee] === Op.Free && (name === 'list' || name === 'tuple')) {
      const inner = argumentAt(summary, place.value, 0)
      return inner < 0 ? { items: [], complete: true } : items({ ...place, value: inner }, 1)
    }
    if (op[callee] !== Op.Attr || (name !== 'items' && name !== 'values')) return { items: [], complete: false }
    const found = of({ ...place, value: a[callee] })
    const list: Item[] = []
    for (const table of found.places) {
      const held = evaluation.file(table.file).summary
      if (held.values.op[table.value] !== Op.Dict) return { items: [], complete: false }
      for (const pair of listOf(held, held.values.b[table.value])) {
        if (held.values.op[pair] !== Op.Pair) return { items: [], complete: false }
        list.push({ at: { ...table, value: name === 'items' ? pair : held.values.b[pair] }, conditional: false })
      }
    }
    return { items: list, complete: found.complete }
  }

  /** Users of a value, and of the names it is bound to in its scope. */
  function readers({ file, value }: Bound): readonly Value[] {
    const { op } = evaluation.file(file).summary.values
    const found: Value[] = []
    const seen = new Set<Value>([value])
    const work: Value[] = [value]
    for (let at = work.pop(); at !== undefined; at = work.pop()) {
      for (const user of evaluation.users(file, at)) {
        if (op[user] !== Op.Bind && op[user] !== Op.Load && op[user] !== Op.Phi) found.push(user)
        else if (!seen.has(user)) {
          seen.add(user)
          work.push(user)
        }
      }
    }
    return found.toSorted((x, y) => x - y)
  }

  /** What `append`, `extend` and `+=` add to a list made here. */
  function appended(place: Bound, depth: number): Items {
    const { file, value } = place
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    const list: Item[] = []
    let complete = true
    for (const user of readers(place)) {
      const isAugment = op[user] === Op.Augment
      if (!isAugment && op[user] !== Op.Attr) continue
      const name = isAugment ? 'extend' : textOf(summary, b[user])
      if (name !== 'append' && name !== 'extend' && name !== 'insert') continue
      const calls = isAugment ? [user] : evaluation.users(file, user).filter((call) => op[call] === Op.Call && a[call] === user)
      for (const call of calls) {
        const reached = isReached({ ...place, value: call })
        if (reached === false) continue
        const conditional = reached === null && evaluation.guards(file, call).length > evaluation.guards(file, value).length
        const added = { ...place, value: isAugment ? b[call] : argumentAt(summary, call, name === 'insert' ? 1 : 0) }
        if (name !== 'extend') list.push({ at: added, conditional })
        else {
          const inner = items(added, depth + 1)
          list.push(...inner.items.map((item) => ({ ...item, conditional: item.conditional || conditional })))
          complete &&= inner.complete
        }
      }
    }
    return { items: list, complete }
  }

  return { items: (at) => items(at) }
}

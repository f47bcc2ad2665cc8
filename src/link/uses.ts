/** What becomes of a value: awaited, passed on, iterated, returned … */
import type { Evaluation } from '../model/evaluation.ts'
import type { Region, Value } from '../model/summary.ts'
import { Op } from '../model/summary.ts'
import type { FileId } from '../model/type.ts'
import { listOf, textOf } from './read.ts'

export type Use =
  | { readonly is: 'awaited' | 'returned' | 'discarded' | 'yielded' | 'stored' | 'other'; readonly at: Value }
  /** Walked over: `for`, a comprehension, `yield from`, unpacking, a star. */
  | { readonly is: 'iterated'; readonly at: Value }
  | { readonly is: 'entered'; readonly at: Value }
  /** `chosen`: as one of several, `(f if x else g)()`. */
  | { readonly is: 'called'; readonly at: Value; readonly chosen: boolean }
  | { readonly is: 'attribute'; readonly at: Value }
  /** `spread`: as an item of a list, comprehension or star that is the argument. */
  | { readonly is: 'argument'; readonly at: Value; readonly key: number | string; readonly spread: boolean }

const MOST = 96

/** Uses of a value, looking through names, conditionals, lists and keywords. In order of discovery, which is the order of the file. */
export function usesOf(evaluation: Evaluation, file: FileId, value: Value): readonly Use[] {
  const { summary } = evaluation.file(file)
  const { op, a, b } = summary.values
  const uses: Use[] = []
  const work: { readonly value: Value; readonly spread: boolean; readonly chosen: boolean }[] = [{ value, spread: false, chosen: false }]
  const seen = new Set<Value>([value])
  const follow = (next: Value, spread: boolean, chosen: boolean): void => {
    if (seen.has(next) || seen.size >= MOST) return
    seen.add(next)
    work.push({ value: next, spread, chosen })
  }
  for (let item = work.pop(); item !== undefined; item = work.pop()) {
    const { value: used, spread, chosen } = item
    for (const user of evaluation.users(file, used)) {
      switch (op[user]) {
        case Op.Await:
          uses.push({ is: 'awaited', at: user })
          break
        case Op.Keyword:
        case Op.Load:
        case Op.Bind:
          follow(user, spread, chosen)
          break
        case Op.Phi:
        case Op.Bool:
          follow(user, spread, true)
          break
        case Op.Conditional:
          if (a[user] === used) uses.push({ is: 'other', at: user })
          else follow(user, spread, true)
          break
        case Op.Tuple:
        case Op.List:
        case Op.Set:
        case Op.Comprehension:
          follow(user, true, chosen)
          break
        case Op.Star:
          // A star takes apart what it is given; the items of a list built here are then the arguments.
          if (spread) follow(user, true, chosen)
          else uses.push({ is: 'iterated', at: user })
          break
        case Op.Call:
          if (a[user] === used) uses.push({ is: 'called', at: user, chosen })
          else uses.push({ is: 'argument', at: user, key: keyOf(used, user), spread })
          break
        case Op.Attr:
          uses.push({ is: 'attribute', at: user })
          break
        case Op.Iterate:
        case Op.YieldFrom:
        case Op.Unpack:
          uses.push({ is: 'iterated', at: user })
          break
        case Op.Enter:
          uses.push({ is: 'entered', at: user })
          break
        case Op.Return:
          uses.push({ is: 'returned', at: user })
          break
        case Op.Discard:
          uses.push({ is: 'discarded', at: user })
          break
        case Op.Yield:
          uses.push({ is: 'yielded', at: user })
          break
        case Op.SetAttr:
        case Op.SetItem:
          uses.push({ is: 'stored', at: user })
          break
        default:
          uses.push({ is: 'other', at: user })
      }
    }
  }
  return uses

  function keyOf(used: Value, call: Value): number | string {
    let position = 0
    for (const argument of listOf(summary, b[call])) {
      if (argument === used) return op[argument] === Op.Keyword ? textOf(summary, a[argument]) : position
      if (op[argument] !== Op.Keyword && op[argument] !== Op.DoubleStar) position++
    }
    return position
  }
}

/** The head of `await x`, `async with x`, `async for … in x`: the cheap common case needs no index of users. */
export function isAwaitedDirectly(evaluation: Evaluation, file: FileId, value: Value): boolean {
  const { values } = evaluation.file(file).summary
  const next = value + 1
  if (next >= values.count || values.a[next] !== value) return false
  const op: Op = values.op[next]
  return op === Op.Await || ((op === Op.Enter || op === Op.Iterate) && values.b[next] === 1)
}

/** Regions around a value, innermost first. */
export function regionsAround(evaluation: Evaluation, file: FileId, value: Value): readonly Region[] {
  const { parent } = evaluation.file(file).summary.regions
  const around: Region[] = []
  for (let region = evaluation.regionOf(file, value); region >= 0; region = parent[region]) around.push(region)
  return around
}

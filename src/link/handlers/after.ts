/** Where control goes when a handler is done. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { HandlerAfter } from '../../model/handler.ts'
import type { Region, Value } from '../../model/summary.ts'
import { Leaves, Op, RegionKind } from '../../model/summary.ts'
import type { FileId } from '../../model/type.ts'

/** Parts of a statement that do not follow on what came first, or only tidy up after it. */
const ALTERNATIVE: ReadonlySet<number> = new Set([
  RegionKind.Else,
  RegionKind.Handler,
  RegionKind.TryElse,
  RegionKind.Finally,
  RegionKind.Case,
])
const PARTS: ReadonlySet<number> = new Set([RegionKind.Handler, RegionKind.TryElse, RegionKind.Finally])

/** `caught` is the handler's Caught value, `body` the region of its `try`, `handler` its own. */
export function afterOf(evaluation: Evaluation, file: FileId, caught: Value, body: Region, handler: Region): HandlerAfter {
  const { values, regions } = evaluation.file(file).summary
  const { kind, parent, end, leaves } = regions
  const isLooping = evaluation.repeats(file, caught).length > 0
  const goesOn = (leaves[handler] & (Leaves.FallsThrough | Leaves.Continues)) !== 0
  if (!goesOn) return 'ends'
  if (isLooping && !endsTurn()) return 'again'
  return awaitsAfter() ? 'waits' : 'ends'

  /** The statement is over where its last part is. */
  function over(): Value {
    let last = end[body]
    for (let region = body + 1; region < regions.count; region++) {
      if (parent[region] !== parent[body]) continue
      if (kind[region] === RegionKind.Try) break
      if (PARTS.has(kind[region])) last = Math.max(last, end[region])
    }
    return last
  }

  /** A `break` or `return` right after the statement, in the same block. */
  function endsTurn(): boolean {
    if ((leaves[handler] & Leaves.Continues) !== 0) return false
    const last = over()
    for (let at = last; at < end[parent[body]]; at++) {
      const op: Op = values.op[at]
      if ((op === Op.Break || op === Op.Return) && evaluation.regionOf(file, at) === parent[body]) return true
    }
    return false
  }

  function awaitsAfter(): boolean {
    const scope = evaluation.scopeOf(file, caught)
    const last = over()
    let from = body
    for (let around = parent[body]; around >= 0; around = parent[around]) {
      for (let at = last; at < end[around]; at++) {
        const op: Op = values.op[at]
        const waits = op === Op.Await || ((op === Op.Enter || op === Op.Iterate) && values.b[at] === 1)
        if (waits && evaluation.scopeOf(file, at) === scope && !isAlternative(at, around)) return true
      }
      if (kind[around] === RegionKind.Function || kind[around] === RegionKind.Lambda) return false
      from = around
    }
    return false

    /** In a part of the statement around that does not run where the `try` does. */
    function isAlternative(at: Value, around: Region): boolean {
      let region = evaluation.regionOf(file, at)
      while (region !== around && parent[region] !== around) region = parent[region]
      return region !== around && region !== from && ALTERNATIVE.has(kind[region])
    }
  }
}

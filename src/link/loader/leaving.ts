/** Whether a row runs in the last turn of a loop only. */
import type { Evaluation } from '../../model/evaluation.ts'
import { Leaves, Op, RegionKind } from '../../model/summary.ts'
import type { Region, Value } from '../../model/summary.ts'
import type { FileId } from '../../model/type.ts'

/** `if taken: raise Taken(row.owner.name)`: in an arm that always leaves the loop, so that it runs once at most. */
export function leavesWith(evaluation: Evaluation, file: FileId, value: Value, loop: Region): boolean {
  const { kind, leaves, parent } = evaluation.file(file).summary.regions
  let leaving = false
  for (let at = evaluation.regionOf(file, value); at > 0 && at !== loop; at = parent[at]) {
    // An inner loop is what its own arms leave, and a handler may catch what they raise.
    if (kind[at] === RegionKind.Loop || kind[at] === RegionKind.Try) leaving = false
    const isArm = kind[at] === RegionKind.Then || kind[at] === RegionKind.Else
    if (isArm && (leaves[at] & (Leaves.FallsThrough | Leaves.Continues)) === 0) leaving = true
  }
  return leaving || endsAfter(evaluation, file, value, loop)
}

/** What follows in the body always leaves: `if …: continue`, then the row, then `break`. */
function endsAfter(evaluation: Evaluation, file: FileId, value: Value, loop: Region): boolean {
  const { regions, values } = evaluation.file(file).summary
  for (let at = value + 1; at < regions.end[loop]; at++) {
    const kind: Op = values.op[at]
    if (kind === Op.Continue) return false
    if ((kind === Op.Break || kind === Op.Return || kind === Op.Raise) && evaluation.regionOf(file, at) === loop) return true
  }
  return false
}

/** What a decorator of a handler refuses before the handler runs. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { FileSummary, Region, Value } from '../../model/summary.ts'
import { Op, RegionKind } from '../../model/summary.ts'
import type { FunctionId } from '../../model/type.ts'
import { listOf, nameOf } from '../read.ts'
import { tryBefore } from '../tries.ts'

/** True if a place in a wrapper is reached only by an exception of the decorated function: it says what a failure becomes, not who is let in. */
export function isAfterwards(evaluation: Evaluation, wrapper: FunctionId, at: Value): boolean {
  const { file } = evaluation.function(wrapper)
  const { summary } = evaluation.file(file)
  const { kind, parent } = summary.regions
  for (let region = evaluation.regionOf(file, at); region > 0; region = parent[region]) {
    if (kind[region] === RegionKind.Function) return false
    if (kind[region] === RegionKind.Handler && runsDecorated(summary, tryBefore(summary, region))) return true
  }
  return false
}

/** A call in it of the first parameter of the function that makes the wrapper: of what is decorated. */
function runsDecorated(summary: FileSummary, region: Region): boolean {
  if (region < 0) return false
  const { values, regions, scopes, strings } = summary
  for (let value = regions.first[region]; value < regions.end[region]; value++) {
    const callee = values.op[value] === Op.Call ? values.a[value] : -1
    if (callee < 0 || values.op[callee] !== Op.Free) continue
    const around = scopes.parent[values.b[callee]]
    const [decorated] = around < 0 ? [] : listOf(summary, scopes.params[around])
    if (decorated !== undefined && nameOf(summary, decorated) === strings[values.a[callee]]) return true
  }
  return false
}

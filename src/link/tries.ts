/** Which `try` a handler belongs to. */
import type { FileSummary, Region } from '../model/summary.ts'
import { RegionKind } from '../model/summary.ts'

/** The Try region whose handler this is: the last one before it under the same parent; -1 if there is none. */
export function tryBefore(summary: FileSummary, handler: Region): Region {
  const { kind, parent, end, first } = summary.regions
  for (let region = handler - 1; region >= 0; region--) {
    if (parent[region] !== parent[handler] || kind[region] !== RegionKind.Try) continue
    if (end[region] <= first[handler]) return region
  }
  return -1
}

import { availableParallelism } from 'node:os'
import manifest from '../../package.json' with { type: 'json' }
import type { Equipment } from '../analyse.ts'
import { type Cache, cacheOf } from '../cache/cache.ts'
import type { Location } from '../discover/location.ts'
import type { Advisories } from '../model/advisory.ts'
import { buildId } from './build-id.ts'
import { knowledge } from './knowledge.ts'

/** What an analysis needs. The knowledge is read when it is first asked for: a review from memory does without. */
export const equipmentFor = (today: string, jobs = availableParallelism(), advisories: Advisories | null = null): Equipment => ({
  version: manifest.version,
  today,
  advisories,
  get knowledge() {
    return knowledge()
  },
  // The bundle is one file: it is also the script of its threads.
  reading: { jobs, script: buildId === null ? null : new URL(import.meta.url), known: null },
})

/** Where this run may remember; null if nowhere. */
export const cacheFor = (location: Location, { cache, cacheDir }: { readonly cache: boolean; readonly cacheDir?: string }): Cache | null =>
  cache && buildId !== null ? cacheOf(location, cacheDir, buildId) : null

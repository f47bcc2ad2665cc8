/** A review from memory if nothing it depends on has changed since it was made, else by analysis. Either way the same report. */
import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { type Analysis, type Equipment, type Notify, analyse } from './analyse.ts'
import { inputsOf } from './cache/inputs.ts'
import type { Cache } from './cache/cache.ts'
import type { Dependencies, Input } from './cache/reports.ts'
import type { Config } from './config/config.ts'
import type { Location } from './discover/location.ts'
import { selectionOf } from './discover/selection.ts'
import { type Discovery, walk } from './discover/walk.ts'
import { reviewedSources } from './reviewed-sources.ts'
import { PLAIN } from './summarise-files.ts'

export type Review = Pick<Analysis, 'report' | 'sourceOf' | 'rawTextOf'>

export const review = async (
  location: Location,
  config: Config,
  equipment: Equipment,
  cache: Cache | null,
  notify: Notify,
): Promise<Review> => {
  if (cache === null) return analyse(location, config, equipment, notify)
  const found = walk(location, selectionOf(config))
  const dependencies = (inputs: readonly Input[]): Dependencies => dependenciesOf(location, config, equipment, cache, found, inputs)
  const manifests = (): readonly Input[] =>
    inputsOf(
      location.base,
      found.manifests.map(({ file }) => file),
    )
  const isCold = cache.reports.isEmpty && cache.summaries().isEmpty
  const inputs = isCold ? null : inputsOf(location.base, found.files)
  const before = manifests()
  if (inputs !== null) {
    const all = [...inputs, ...before]
    const report = cache.reports.find(dependencies(all))
    if (report !== null) return { report, ...reviewedSources(location, all) }
  }
  const reading = { ...(equipment.reading ?? PLAIN), known: cache.summaries(), ...(inputs === null ? {} : { inputs }) }
  const analysis = await analyse(location, config, { ...equipment, reading }, notify, found)
  cache.write(() => cache.summaries().save())
  const { report, inputs: read } = analysis
  if (read !== null && isDeepStrictEqual(before, manifests()))
    cache.write(() => cache.reports.save(dependencies([...read, ...before]), report))
  return analysis
}

const dependenciesOf = (
  { root, base }: Location,
  { folder, ...settings }: Config,
  { today, advisories }: Equipment,
  { build }: Cache,
  found: Discovery,
  inputs: readonly Input[],
): Dependencies => ({
  build,
  prefix: path.relative(root, base),
  inputs,
  notWalked: found.notAnalysed,
  settings: [path.relative(root, folder), settings, today, found.tracked, advisories?.digest ?? null],
})

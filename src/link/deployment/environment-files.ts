/** Environment files, each whole: what it sets, what it is for, and whether git tracks it. */
import type { ConfiguredValue } from '../../model/deployment.ts'
import type { EnvironmentFileFact } from '../../model/environment-file.ts'
import type { ManifestSummary } from '../../model/manifest.ts'

/** In the order of the files. @param tracked paths that git's index lists; null: not known */
export function environmentFiles(
  manifests: readonly ManifestSummary[],
  values: readonly ConfiguredValue[],
  tracked: ReadonlySet<string> | null,
): readonly EnvironmentFileFact[] {
  return manifests.flatMap(({ path, format }, index): readonly EnvironmentFileFact[] => {
    const own = values.filter(({ where, at }) => where === 'environment-file' && at.file === -1 - index)
    if (format !== 'dotenv' || own.length === 0) return []
    return [{ is: 'environment-file', file: -1 - index, use: own[0].use, tracked: tracked?.has(path) ?? null, values: own }]
  })
}

/** Which version of a package a project installs, as far as its files pin one. */
import type { Dependency } from '../../model/deployment.ts'
import type { ManifestSummary } from '../../model/manifest.ts'
import { manifestRole } from './role.ts'

/**
 * The lowest major version that a lock file, or a requirement with `==`, pins; null if nothing pins one. Lowest, because a
 * repository of several services may lock it more than once.
 */
export function lockedMajor(manifests: readonly ManifestSummary[], name: string): number | null {
  const versions = manifests
    .filter(({ path }) => manifestRole(path) === 'app')
    .flatMap(({ packages, requirements }) => [
      ...packages.filter((one) => one.name === name).map(({ version }) => version ?? ''),
      ...(requirements?.requirements ?? [])
        .filter((one) => one.name === name)
        .map(({ specifier }) => /^==\s*(\d\S*)$/.exec(specifier)?.[1] ?? ''),
    ])
  const majors = versions.map((version) => Number.parseInt(version, 10)).filter((major) => !Number.isNaN(major))
  return majors.length === 0 ? null : Math.min(...majors)
}

/** The lowest major version that every requirement of a package lets in (`>=8`, `^8.1`, `~=8.0`); null if one of them has no lower bound. */
export function requiredMajor(dependencies: readonly Dependency[], name: string): number | null {
  const bounds = dependencies
    .filter((one) => one.name === name && !one.development)
    .map(({ specifier }) => Number.parseInt(/(?:>=?|\^|~=?|==)\s*v?(\d+)/.exec(specifier)?.[1] ?? '', 10))
  return bounds.length === 0 || bounds.some((bound) => Number.isNaN(bound)) ? null : Math.min(...bounds)
}

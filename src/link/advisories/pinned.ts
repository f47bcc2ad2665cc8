/** Facts: the versions a project pins, with what is known against them. None without advisories to look them up in. */
import type { Advisories, PinnedPackageFact } from '../../model/advisory.ts'
import type { Dependency } from '../../model/deployment.ts'
import type { LockedPackage, ManifestSummary } from '../../model/manifest.ts'
import { endOf, faultsOf } from './affected.ts'

/** In the order of the files, then of their places. */
export function pinnedPackages(
  manifests: readonly ManifestSummary[],
  dependencies: readonly Dependency[],
  advisories: Advisories | null,
): readonly PinnedPackageFact[] {
  if (advisories === null) return []
  const locks = manifests.flatMap(({ format, path }, index) => (format === 'lock' ? [{ file: -1 - index, folder: folderOf(path) }] : []))
  const known = (name: string, version: string) => {
    const faults = faultsOf(version, advisories.byPackage.get(name) ?? [])
    return { faults, ended: endOf(faults), asOf: advisories.asOf }
  }
  const lockFolderOf = (dependency: Dependency): string | null => {
    for (let folder = folderOf(manifests[-1 - dependency.at.file].path); ; folder = folderOf(folder)) {
      if (locks.some((lock) => lock.folder === folder)) return folder
      if (folder === '') return null
    }
  }
  const asked = new Map<string | null, Dependency[]>()
  for (const dependency of dependencies) {
    const folder = lockFolderOf(dependency)
    asked.set(folder, [...(asked.get(folder) ?? []), dependency])
  }
  const pins = dependencies.flatMap((dependency): readonly PinnedPackageFact[] => {
    const { name, version, specifier, development, at, node } = dependency
    const folder = lockFolderOf(dependency)
    const isLocked = locks.some((lock) => lock.folder === folder && manifests[-1 - lock.file].packages.some((each) => each.name === name))
    if (version === null || !specifier.startsWith('==') || isLocked) return []
    return [{ is: 'pinned-package', name, version, at, node, development, through: [], asked: null, ...known(name, version) }]
  })
  const locked = locks.flatMap(({ file, folder }) => {
    const { packages } = manifests[-1 - file]
    const ways = waysDown(packages, asked.get(folder) ?? [])
    return packages.flatMap(({ name, version, own, start, end }): readonly PinnedPackageFact[] => {
      if (version === null || own) return []
      const way = ways.get(name)
      // What only the lock knows of, as an extra of a member does, is taken for needed.
      const place = { name, version, at: { file, start, end }, node: -1, ...known(name, version) } as const
      const { development = false, through = [], at = null } = way ?? {}
      return [{ is: 'pinned-package', ...place, development, through, asked: at }]
    })
  })
  return [...locked, ...pins].toSorted((x, y) => y.at.file - x.at.file || x.at.start - y.at.start)
}

const folderOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 0))

interface Way {
  readonly development: boolean
  readonly through: readonly string[]
  readonly at: PinnedPackageFact['asked']
}

/** The shortest way from what is asked for to each package; one that does not start at a development group first. */
function waysDown(packages: readonly LockedPackage[], asked: readonly Dependency[]): ReadonlyMap<string, Way> {
  const requires = new Map<string, readonly string[]>()
  for (const each of packages) requires.set(each.name, [...(requires.get(each.name) ?? []), ...each.requires])
  const ways = new Map<string, Way>()
  for (const development of [false, true]) {
    const seeds = asked.filter((dependency) => dependency.development === development)
    const work: [string, Way][] = seeds.map(({ name, at }) => [name, { development, through: [], at }])
    for (let step = work.shift(); step !== undefined; step = work.shift()) {
      const [name, way] = step
      if (ways.has(name)) continue
      ways.set(name, way)
      const through = [...way.through, name]
      for (const next of requires.get(name) ?? []) if (!ways.has(next)) work.push([next, { ...way, through }])
    }
  }
  return ways
}

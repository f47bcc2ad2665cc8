/** Which versions a service installs: what its lock file holds, an exact pin, else the lowest that is allowed. */
import type { Dependency, ImageRef } from '../../model/deployment.ts'
import type { ManifestSummary } from '../../model/manifest.ts'
import { rootsOf, scalarAt, textAt } from '../manifests/tree.ts'
import { deepest, folderOf, isWithin } from './folders.ts'
import type { Seen } from './observed.ts'

/** Dependencies of a service: those asked for in its folder, else in the nearest folder around it. */
export function dependenciesOf(root: string, all: readonly Dependency[], manifests: readonly ManifestSummary[]): readonly Dependency[] {
  const production = all.filter(({ development }) => !development)
  const folder = ({ at }: Dependency): string => folderOf(manifests[-1 - at.file].path)
  const own = production.filter((each) => root === folder(each) || (root !== '' && isWithin(folder(each), root)))
  if (own.length > 0) return own
  const near = deepest(new Set(production.map(folder)), root)
  return near === null ? [] : production.filter((each) => folder(each) === near)
}

export function packageVersion(
  name: string,
  root: string,
  dependencies: readonly Dependency[],
  manifests: readonly ManifestSummary[],
): readonly Seen<string>[] {
  const asked = dependencies.filter((each) => each.name === name)
  const exact = asked.flatMap(({ version, at }): readonly Seen<string>[] =>
    version === null ? [] : [{ value: version, at, confidence: 'high' }],
  )
  if (exact.length > 0) return exact
  const locked = lockedVersion(name, root, manifests)
  if (locked.length > 0) return locked
  return asked.flatMap(({ specifier, at }): readonly Seen<string>[] => {
    const least = leastOf(specifier)
    return least === null ? [] : [{ value: least, at, confidence: 'medium' }]
  })
}

/** What nobody asks for by name and the nearest lock file holds all the same. */
function lockedVersion(name: string, root: string, manifests: readonly ManifestSummary[]): readonly Seen<string>[] {
  const locks = manifests.flatMap((summary, index) => (summary.format === 'lock' ? [{ summary, file: -1 - index }] : []))
  const near = deepest(new Set(locks.map(({ summary }) => folderOf(summary.path))), root)
  const versions = locks
    .filter(({ summary }) => folderOf(summary.path) === near)
    .flatMap(({ summary, file }) => summary.packages.filter((each) => each.name === name).map(({ version }) => ({ version, file })))
  const known = new Set(versions.map(({ version }) => version))
  const [first] = versions
  return known.size !== 1 || first.version === null
    ? []
    : [{ value: first.version, at: { file: first.file, start: 0, end: 0 }, confidence: 'high' }]
}

/** `≥1.2` for `>=1.2`, `^1.2`, `~1.2`; null if any version will do. */
const leastOf = (specifier: string): string | null => {
  const least = /(?:>=|\^|~=?)\s*(\d[\w.]*)/.exec(specifier)?.[1]
  return least === undefined ? null : `≥${least}`
}

/** The Python of an image: `python:3.13-slim`, `uv:python3.13-bookworm`. */
export function pythonOf({ name, tag, known }: ImageRef): string | null {
  if (!known || tag === null) return null
  const base = name.slice(name.lastIndexOf('/') + 1)
  if (base === 'python') return /^(\d+\.\d+(?:\.\d+)?)(?:-|$)/.exec(tag)?.[1] ?? null
  return /(?:^|-)python(\d+\.\d+)/.exec(tag)?.[1] ?? null
}

/** `requires-python` of the nearest pyproject.toml. */
export function requiredPython(root: string, manifests: readonly ManifestSummary[]): readonly Seen<string>[] {
  const projects = manifests.flatMap((summary, index) =>
    /(?:^|\/)pyproject\.toml$/.test(summary.path) ? [{ summary, file: -1 - index }] : [],
  )
  const near = deepest(
    projects.map(({ summary }) => folderOf(summary.path)),
    root,
  )
  return projects
    .filter(({ summary }) => folderOf(summary.path) === near)
    .flatMap(({ summary, file }) =>
      rootsOf(summary).flatMap((at): readonly Seen<string>[] => {
        const required =
          textAt(summary, at, 'project', 'requires-python') ?? scalarAt(summary, at, 'tool', 'poetry', 'dependencies', 'python')
        const least = typeof required === 'string' ? leastOf(required) : null
        const node = summary.nodes.find(({ value }) => value === required)
        return least === null || node === undefined
          ? []
          : [{ value: least, at: { file, start: node.start, end: node.end }, confidence: 'medium' }]
      }),
    )
}

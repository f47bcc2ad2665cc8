/** Packages the project asks for, in pyproject.toml, Pipfile and requirements files, with the version its lock file holds. */
import type { Dependency } from '../../model/deployment.ts'
import type { LockedPackage, ManifestSummary, NodeId } from '../../model/manifest.ts'
import type { FileId } from '../../model/type.ts'
import { normalised } from '../../parse/manifest/distribution.ts'
import { childrenAt, nodeAt, rootsOf, textAt } from '../manifests/tree.ts'

const DEVELOPMENT = /(?:^|[-_./])(?:dev|develop|development|test|tests|testing|lint|linting|docs|doc|ci|typing|types|mypy)(?:[-_./]|$)/i

export function dependencies(manifests: readonly ManifestSummary[]): readonly Dependency[] {
  const locks = manifests.filter(({ format }) => format === 'lock')
  return manifests.flatMap((summary, index) => {
    const file = -1 - index
    const asked =
      summary.format === 'requirements' ? requirementsIn(summary, file) : summary.format === 'toml' ? tablesIn(summary, file) : []
    if (asked.length === 0) return []
    const locked = lockedBeside(summary.path, locks)
    return asked.map((each): Dependency => ({ is: 'dependency', ...each, version: exact(each.specifier) ?? locked.get(each.name) ?? null }))
  })
}

type Asked = Omit<Dependency, 'is' | 'version'>

const exact = (specifier: string): string | null => /^={2,3}\s*([^*,\s]+)$/.exec(specifier.trim())?.[1] ?? null

/** What the lock files of the nearest folder at or above a file hold. */
function lockedBeside(path: string, locks: readonly ManifestSummary[]): ReadonlyMap<string, string> {
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    const here = locks.filter((lock) => folderOf(lock.path) === folder)
    if (here.length > 0) return versionsOf(here.flatMap(({ packages }) => packages))
    if (folder === '') return new Map()
  }
}

const folderOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 0))

/** Without those that are locked at several versions: which one is installed is not known. */
function versionsOf(packages: readonly LockedPackage[]): ReadonlyMap<string, string> {
  const versions = new Map<string, string | null>()
  for (const { name, version } of packages) versions.set(name, versions.has(name) && versions.get(name) !== version ? null : version)
  return new Map([...versions].flatMap(([name, version]) => (version === null ? [] : [[name, version] as const])))
}

function requirementsIn({ path, requirements }: ManifestSummary, file: FileId): readonly Asked[] {
  const development = DEVELOPMENT.test(path)
  return (requirements?.requirements ?? []).map(({ name, specifier, start, end }, node) => ({
    name,
    specifier,
    development,
    at: { file, start, end },
    node,
  }))
}

function tablesIn(summary: ManifestSummary, file: FileId): readonly Asked[] {
  const name = summary.path.slice(summary.path.lastIndexOf('/') + 1)
  const read = (node: NodeId, development: boolean): readonly Asked[] =>
    node < 0 ? [] : summary.nodes[node].is === 'list' ? listed(summary, file, node, development) : named(summary, file, node, development)
  return rootsOf(summary).flatMap((root) => {
    const at = (...keys: readonly string[]): NodeId => nodeAt(summary, root, ...keys)
    if (name === 'Pipfile') return [...read(at('packages'), false), ...read(at('dev-packages'), true)]
    if (name !== 'pyproject.toml') return []
    const groups = (node: NodeId, inside: readonly string[]): readonly Asked[] =>
      childrenAt(summary, node).flatMap((group) =>
        read(nodeAt(summary, group, ...inside), DEVELOPMENT.test(String(summary.nodes[group].key))),
      )
    return [
      ...read(at('project', 'dependencies'), false),
      ...groups(at('project', 'optional-dependencies'), []),
      ...groups(at('dependency-groups'), []),
      ...read(at('tool', 'poetry', 'dependencies'), false),
      ...read(at('tool', 'poetry', 'dev-dependencies'), true),
      ...groups(at('tool', 'poetry', 'group'), ['dependencies']),
    ]
  })
}

/** The name and the version of PEP 508: `uvicorn[standard]>=0.30 ; python_version > "3.9"`. */
const REQUIREMENT = /^\s*([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*\(?([^;@)]*)/

function listed(summary: ManifestSummary, file: FileId, list: NodeId, development: boolean): readonly Asked[] {
  return childrenAt(summary, list).flatMap((node): readonly Asked[] => {
    const { value, start, end } = summary.nodes[node]
    const match = typeof value === 'string' ? REQUIREMENT.exec(value) : null
    if (match === null) return []
    return [{ name: normalised(match[1]), specifier: match[2].trim(), development, at: { file, start, end }, node }]
  })
}

/** `name = "^1.2"` and `name = { version = "^1.2" }`. */
function named(summary: ManifestSummary, file: FileId, table: NodeId, development: boolean): readonly Asked[] {
  return childrenAt(summary, table).map((node) => {
    const { key, keyAt, value } = summary.nodes[node]
    const specifier = typeof value === 'string' ? value : (textAt(summary, node, 'version') ?? '')
    return {
      name: normalised(String(key)),
      specifier: specifier === '*' ? '' : specifier,
      development,
      at: { file, start: keyAt.start, end: keyAt.end },
      node,
    }
  })
}

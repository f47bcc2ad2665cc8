/** Where one service ends and the next begins: by the folder that is built, and by who imports whom. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { ManifestSummary } from '../../model/manifest.ts'
import type { ApplicationFact } from '../../model/service.ts'
import type { FileId } from '../../model/type.ts'
import { rootsOf, textAt } from '../manifests/tree.ts'
import { isSetupScript } from '../roles.ts'
import { deepest, folderOf } from './folders.ts'

export interface SplitSources {
  readonly evaluation: Evaluation
  readonly manifests: readonly ManifestSummary[]
  /** Files that make an application, a worker or a scheduler. */
  readonly starts: readonly FileId[]
  readonly applications: readonly ApplicationFact[]
  readonly reachOf: (file: FileId) => ReadonlySet<FileId>
}

export interface Part {
  readonly name: string
  readonly root: string
  readonly applications: readonly ApplicationFact[]
  readonly files: ReadonlySet<FileId>
}

/** The services of a project, by name; without what builds and runs them. */
export function splitServices(sources: SplitSources): readonly Part[] {
  const { evaluation, manifests, starts, applications } = sources
  const folders = new Set(['', ...manifests.flatMap(buildFolder), ...setupFolders(evaluation)])
  const byFolder = new Map<string, FileId[]>()
  for (const file of starts.toSorted((x, y) => x - y)) {
    const root = deepest(folders, evaluation.file(file).summary.path) ?? ''
    byFolder.set(root, [...(byFolder.get(root) ?? []), file])
  }
  const serving = new Map<FileId, ApplicationFact[]>()
  for (const fact of applications) serving.set(fact.at.file, [...(serving.get(fact.at.file) ?? []), fact])
  const found = [...byFolder].flatMap(([root, files]) =>
    withWorkers(connected(files, sources), (file) => serving.has(file)).map((group) => ({
      root,
      first: group.starts[0],
      applications: group.starts.flatMap((file) => serving.get(file) ?? []),
      files: new Set([...group.files].toSorted((x, y) => x - y)),
    })),
  )
  return named(found, sources)
}

interface Group {
  readonly starts: readonly FileId[]
  readonly files: ReadonlySet<FileId>
}

/** Starts of one folder, those together that import each other; the one with most code first. */
function connected(starts: readonly FileId[], { reachOf }: SplitSources): readonly Group[] {
  const groups: Group[] = []
  for (const start of starts) {
    const files = reachOf(start)
    const joined = groups.filter((group) => group.files.has(start) || group.starts.some((other) => files.has(other)))
    const merged: Group = {
      starts: [...joined.flatMap((group) => group.starts), start].toSorted((x, y) => x - y),
      files: new Set([...joined.flatMap((group) => [...group.files]), ...files]),
    }
    for (const group of joined) groups.splice(groups.indexOf(group), 1)
    groups.push(merged)
  }
  return groups.toSorted((x, y) => y.files.size - x.files.size || x.starts[0] - y.starts[0])
}

/** A worker belongs to the application of its folder that it shares most code with. */
function withWorkers(groups: readonly Group[], serves: (file: FileId) => boolean): readonly Group[] {
  const applications = groups.filter(({ starts }) => starts.some(serves))
  if (applications.length === 0) return groups
  const joined = new Map(applications.map((group) => [group, [group]]))
  for (const worker of groups) {
    if (applications.includes(worker)) continue
    const shared = (group: Group): number => [...worker.files].filter((file) => group.files.has(file)).length
    const host = applications.reduce((best, each) => (shared(each) > shared(best) ? each : best))
    joined.get(host)?.push(worker)
  }
  return [...joined.values()].map((members) => ({
    starts: members.flatMap(({ starts }) => starts),
    files: new Set(members.flatMap(({ files }) => [...files])),
  }))
}

/** The first of a folder has its name; where two folders have the same one, their paths; the others of a folder name their module. */
function named(found: readonly (Omit<Part, 'name'> & { readonly first: FileId })[], sources: SplitSources): readonly Part[] {
  const { evaluation } = sources
  const nameOf = (root: string, first: FileId): string => {
    if (root === '') return projectName(sources.manifests) ?? evaluation.file(first).module.split('.')[0]
    const folders = root.split('/')
    return folders.findLast((folder) => !GENERAL.has(folder)) ?? folders[folders.length - 1]
  }
  const firsts = found.filter((part, index) => found.findIndex(({ root }) => root === part.root) === index)
  const taken = firsts.map(({ root, first }) => nameOf(root, first))
  return found
    .map(({ first, ...part }): Part => {
      const leader = firsts.find(({ root }) => root === part.root)
      const short = leader === undefined ? part.root : nameOf(leader.root, leader.first)
      const base = part.root !== '' && taken.filter((each) => each === short).length > 1 ? part.root : short
      return { ...part, name: leader?.first === first ? base : `${base}:${evaluation.file(first).module}` }
    })
    .toSorted((x, y) => (x.name < y.name ? -1 : x.name > y.name ? 1 : 0))
}

/** Folders that are called by what lies in them, not by what it is for. */
const GENERAL = new Set(['docker', 'src', 'app', 'code', 'container', 'build'])

function projectName(manifests: readonly ManifestSummary[]): string | null {
  const summary = manifests.find(({ path }) => path === 'pyproject.toml')
  if (summary === undefined) return null
  const [root] = rootsOf(summary)
  return root === undefined ? null : (textAt(summary, root, 'project', 'name') ?? textAt(summary, root, 'tool', 'poetry', 'name'))
}

/** The folder that a list of dependencies or a Dockerfile makes a unit of its own. */
function buildFolder({ path, format }: ManifestSummary): readonly string[] {
  const folder = folderOf(path)
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (format === 'requirements') return [folder.replace(/(?:^|\/)requirements$/, '')]
  return name === 'pyproject.toml' || name === 'Pipfile' || name === 'Dockerfile' ? [folder] : []
}

const setupFolders = (evaluation: Evaluation): readonly string[] =>
  evaluation.files.flatMap(({ origin, summary }) => (origin === 'project' && isSetupScript(summary) ? [folderOf(summary.path)] : []))

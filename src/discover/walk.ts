import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs'
import path from 'node:path'
import type { ManifestFormat } from '../model/manifest.ts'
import type { NotAnalysed } from '../model/report.ts'
import { trackedBelow } from './git-index.ts'
import { type Ignored, gitIgnored } from './ignored.ts'
import { type Location, isInside } from './location.ts'
import { manifestFormatOf } from './manifests.ts'
import { reasonOf } from './read.ts'

export interface Discovery {
  /** The Python files, relative to `base`, `/`-separated, sorted. */
  readonly files: readonly string[]
  /** The other files that are read, likewise. */
  readonly manifests: readonly { readonly file: string; readonly format: ManifestFormat }[]
  /** Of the environment files among them those that git tracks, whatever its ignore rules say; null: there is no index to ask. */
  readonly tracked: readonly string[] | null
  /** What could not be looked at, likewise. */
  readonly notAnalysed: readonly NotAnalysed[]
}

/** Files to read, by the configuration's `include` and `exclude`; paths are absolute. */
export interface Selection {
  readonly excludes: (absolute: string, folder: boolean) => boolean
  readonly includes: (absolute: string) => boolean
}

/** Folders that hold no code of the project's own: version control, installed packages, caches. */
const SKIPPED_FOLDERS = new Set([
  '.git', '.hg', '.svn', 'node_modules', 'bower_components', 'site-packages', '__pypackages__', '__pycache__', '.eggs', '.tox', '.nox',
  '.mypy_cache', '.pytest_cache', '.ruff_cache', '.pytype', '.hypothesis', '.ipynb_checkpoints', '.faultline_cache',
]) // prettier-ignore

/** Marks a virtual environment. */
const ENVIRONMENT = 'pyvenv.cfg'

const isPython = (name: string): boolean => name.endsWith('.py') || name.endsWith('.pyi')
const isEnvironmentFile = (absolute: string): boolean => manifestFormatOf(absolute) === 'dotenv'
const isRead = (absolute: string): boolean => isPython(absolute) || manifestFormatOf(absolute) !== null

/**
 * The files below the targets that are read, once each, under their real path.
 *
 * Links are followed as long as they stay inside the project; one that leaves it, or leads nowhere, is listed. A target that git ignores
 * was asked for by name: it is walked by its own rules. Order does not depend on the file system.
 */
export const walk = ({ targets, root, base }: Location, { excludes, includes }: Selection): Discovery => {
  const files = new Set<string>()
  const environmentFiles = new Set<string>()
  const notAnalysed = new Map<string, string>()
  const visited = new Set<string>()
  const relativeTo = (from: string, absolute: string): string => path.relative(from, absolute).split(path.sep).join('/')
  const refuse = (absolute: string, because: string): void => void notAnalysed.set(relativeTo(base, absolute) || '.', because)

  for (const target of targets) {
    const inherited = rulesFor(root, target.absolute)
    const isSkipped = (absolute: string, folder: boolean): boolean =>
      (folder && SKIPPED_FOLDERS.has(path.basename(absolute))) || inherited(absolute, folder) || excludes(absolute, folder)
    const pending: string[] = []

    const take = (absolute: string): void => {
      if (includes(absolute)) files.add(relativeTo(base, absolute))
    }
    const follow = (link: string): void => {
      let real: string
      let folder: boolean
      try {
        real = realpathSync(link)
        folder = statSync(real).isDirectory()
      } catch (error) {
        if (isRead(link)) refuse(link, `The link cannot be followed: ${reasonOf(error)}.`)
        return
      }
      if (!folder && !isRead(link)) return
      if (!isInside(base, real)) refuse(link, 'The link leads out of the project.')
      else if (isWithinSkipped(base, real, isSkipped)) return
      else if (folder) pending.push(real)
      else if (isRead(real)) take(real)
    }

    if (!target.folder) {
      take(target.absolute)
      continue
    }
    pending.push(target.absolute)
    for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
      if (visited.has(folder)) continue
      visited.add(folder)
      try {
        const entries = readdirSync(folder, { withFileTypes: true })
        if (folder !== target.absolute && entries.some(({ name }) => name === ENVIRONMENT)) continue
        for (const entry of entries) {
          const absolute = path.join(folder, entry.name)
          const isFolder = entry.isDirectory()
          const isLink = entry.isSymbolicLink()
          if (!isFolder && !isLink && !isRead(absolute)) continue
          if (entry.isFile() && isEnvironmentFile(absolute) && includes(absolute) && !excludes(absolute, false))
            environmentFiles.add(absolute)
          if (isSkipped(absolute, isFolder)) continue
          if (isLink) follow(absolute)
          else if (isFolder) pending.push(absolute)
          else if (entry.isFile()) take(absolute)
          else refuse(absolute, 'This is not a regular file.')
        }
      } catch (error) {
        refuse(folder, `The folder cannot be read: ${reasonOf(error)}.`)
      }
    }
  }
  const index = environmentFiles.size === 0 ? null : trackedBelow(root)
  const tracked = index === null ? null : [...environmentFiles].filter((absolute) => index.has(relativeTo(root, absolute)))
  for (const absolute of tracked ?? []) files.add(relativeTo(base, absolute))
  const sorted = [...files].toSorted()
  return {
    // A file named as a target that is of no known format is taken for Python.
    files: sorted.filter((file) => isPython(file) || manifestFormatOf(file) === null),
    manifests: sorted.flatMap((file) => {
      const format = isPython(file) ? null : manifestFormatOf(file)
      return format === null ? [] : [{ file, format }]
    }),
    tracked: tracked === null ? null : tracked.map((absolute) => relativeTo(base, absolute)).toSorted(),
    notAnalysed: [...notAnalysed].map(([file, because]) => ({ file, because })).toSorted((x, y) => (x.file < y.file ? -1 : 1)),
  }
}

/** Whether the path or a folder above it, up to the project's own, is skipped: what a link leads to obeys the rules of the place it is in. */
const isWithinSkipped = (base: string, absolute: string, isSkipped: (absolute: string, folder: boolean) => boolean): boolean => {
  if (absolute === base) return false
  for (let at = absolute; at !== base; at = path.dirname(at)) {
    if (isSkipped(at, at !== absolute || statSync(at).isDirectory()) || existsSync(path.join(at, ENVIRONMENT))) return true
  }
  return false
}

/** The ignore rules that hold below a target: those of the root, unless they ignore the target itself. */
const rulesFor = (root: string, target: string): ((absolute: string, folder: boolean) => boolean) => {
  const from = (folder: string): ((absolute: string, isFolder: boolean) => boolean) => {
    const ignored: Ignored = gitIgnored(folder)
    return (absolute, isFolder) =>
      isInside(folder, absolute) && ignored(path.relative(folder, absolute).split(path.sep).join('/'), isFolder)
  }
  const rules = from(root)
  for (let at = target; at !== root && isInside(root, at); at = path.dirname(at)) if (rules(at, true)) return from(target)
  return rules
}

/** What one run remembers for the next: a help that is never needed and never believed without proof. */
import { existsSync, lstatSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { type Location, isProjectFolder } from '../discover/location.ts'
import { reasonOf } from '../discover/read.ts'
import { type CacheFiles, filesIn } from './files.ts'
import { type StoredReports, storedReports } from './reports.ts'
import { type KnownSummaries, knownSummaries } from './summaries.ts'

export const FOLDER = '.faultline_cache'

export interface Cache {
  readonly build: string
  readonly reports: StoredReports
  /** Read when first asked for. */
  readonly summaries: () => KnownSummaries
  /** Writes; what goes wrong is a sentence in `trouble`, and the last attempt. */
  readonly write: (work: () => void) => void
  /** One sentence if something could not be written. */
  readonly trouble: () => string | null
}

export const openCache = (files: CacheFiles, build: string): Cache => {
  let trouble: string | null = null
  let summaries: KnownSummaries | undefined
  return {
    build,
    reports: storedReports(files),
    summaries: () => (summaries ??= knownSummaries(files, build)),
    write: (work) => {
      if (trouble !== null) return
      try {
        work()
      } catch (error) {
        trouble = reasonOf(error)
      }
    },
    trouble: () => trouble,
  }
}

/**
 * The cache of a project: at its git root, else in its own folder. Null where neither is known (a stray file leaves no folder behind) and
 * where the folder is not this tool's own work: a link, or checked in by somebody, who could have it say what he likes.
 */
export const cacheOf = ({ root, base }: Location, explicit: string | undefined, build: string): Cache | null => {
  if (explicit !== undefined) return openCache(filesIn(path.resolve(explicit)), build)
  const isProject = existsSync(path.join(root, '.git')) || isProjectFolder(base)
  const folder = path.join(root, FOLDER)
  return isProject && !isForeign(root, folder) ? openCache(filesIn(folder), build) : null
}

const isForeign = (root: string, folder: string): boolean => {
  try {
    if (!lstatSync(folder).isDirectory()) return true
  } catch {
    return false
  }
  return isCheckedIn(root)
}

/** Whether git's index names the folder, or cannot be read although there is one. Paths stand in it as plain bytes. */
const isCheckedIn = (root: string): boolean => {
  const git = path.join(root, '.git')
  try {
    const folder = lstatSync(git).isDirectory()
      ? git
      : path.resolve(
          root,
          readFileSync(git, 'utf8')
            .replace(/^gitdir: /, '')
            .trim(),
        )
    const index = path.join(folder, 'index')
    return existsSync(index) && readFileSync(index).includes(FOLDER.slice(1))
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOENT'
  }
}

import { readFileSync } from 'node:fs'
import path from 'node:path'
import ignore, { type Ignore } from 'ignore'

/** Whether a path (relative to the root, `/`-separated) is ignored by the rules of its folders; its parents are taken as not ignored. */
export type Ignored = (relative: string, folder: boolean) => boolean

/** Patterns in gitignore syntax, relative to one folder. */
export const patterns = (lines: readonly string[]): Ignored => {
  const matcher = ignore().add([...lines])
  return (relative, folder) => matcher.ignores(folder ? `${relative}/` : relative)
}

const read = (file: string): Ignore | null => {
  try {
    return ignore().add(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

/**
 * What git would ignore below `root`: every folder's `.gitignore`, the innermost first, then `.git/info/exclude`.
 * The user's global excludes are left out: a review must not depend on whose machine it runs on.
 */
export const gitIgnored = (root: string): Ignored => {
  const exclude = read(path.join(root, '.git', 'info', 'exclude'))
  const matchers = new Map<string, Ignore | null>()
  const matcherOf = (folder: string): Ignore | null => {
    let found = matchers.get(folder)
    if (found === undefined) {
      found = read(path.join(root, folder, '.gitignore'))
      matchers.set(folder, found)
    }
    return found
  }
  return (relative, folder) => {
    const tail = folder ? '/' : ''
    for (let cut = relative.lastIndexOf('/'); ; cut = cut > 0 ? relative.lastIndexOf('/', cut - 1) : -1) {
      const verdict = matcherOf(cut < 0 ? '' : relative.slice(0, cut))?.test(relative.slice(cut + 1) + tail)
      if (verdict?.ignored) return true
      if (verdict?.unignored) return false
      if (cut < 0) break
    }
    return exclude?.ignores(relative + tail) ?? false
  }
}

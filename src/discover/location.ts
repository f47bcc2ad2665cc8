import { existsSync, realpathSync, statSync } from 'node:fs'
import path from 'node:path'

/** Where the reviewed code lies. */
export interface Location {
  /** Absolute paths asked for, links resolved, in the given order. */
  readonly targets: readonly Target[]
  /** The git root (else `base`): what paths in a report are relative to. */
  readonly root: string
  /** The project's own folder: imports, roles and links are judged from here, wherever in a repository it lies. */
  readonly base: string
}

export interface Target {
  readonly absolute: string
  readonly folder: boolean
}

/** Files that stand at the top of a Python project. */
const PROJECT_FILES = ['pyproject.toml', 'setup.py', 'setup.cfg', 'requirements.txt', 'Pipfile', 'uv.lock', 'poetry.lock', 'manage.py']

/** The folder and its parents, innermost first, up to `last` (else the file system's root). */
export const ancestors = (folder: string, last?: string): readonly string[] => {
  const found = [folder]
  for (let at = folder; at !== last && path.dirname(at) !== at; at = path.dirname(at)) found.push(path.dirname(at))
  return found
}

/** Whether `file` is `folder` or lies in it. */
export const isInside = (folder: string, file: string): boolean => {
  const relative = path.relative(folder, file)
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative)
}

/** Whether a folder is the top of a project. The `setup.py` of a package is a module like any other. */
export const isProjectFolder = (folder: string): boolean =>
  PROJECT_FILES.some(
    (name) => existsSync(path.join(folder, name)) && !(name === 'setup.py' && existsSync(path.join(folder, '__init__.py'))),
  )

/**
 * Resolves what the user asked for.
 * @returns the location, or the first path that does not exist.
 */
export const locate = (paths: readonly string[], cwd: string): Location | { readonly missing: string } => {
  const targets: Target[] = []
  for (const given of paths) {
    try {
      const absolute = realpathSync(path.resolve(cwd, given))
      targets.push({ absolute, folder: statSync(absolute).isDirectory() })
    } catch {
      return { missing: given }
    }
  }
  const folders = targets.map(({ absolute, folder }) => (folder ? absolute : path.dirname(absolute)))
  const common = ancestors(folders[0]).find((folder) => folders.every((other) => isInside(folder, other))) ?? folders[0]
  const git = ancestors(common).find((folder) => existsSync(path.join(folder, '.git')))
  const base = ancestors(common, git ?? common).find(isProjectFolder)
  return { targets, root: git ?? base ?? common, base: base ?? git ?? common }
}

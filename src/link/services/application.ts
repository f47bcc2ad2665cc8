/** Whose application a command starts: `app.main:app` is looked up as the interpreter would, from the folder it is started in. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { FileId } from '../../model/type.ts'
import { isWithin } from './folders.ts'
import type { Part } from './split.ts'

/** `stale`: a module of that name lies right there, and no service has it: what starts it speaks of code that has moved on. */
export type Owner = Part | 'stale' | null

export function createOwnership(parts: readonly Part[], evaluation: Evaluation): (app: string | null, folder: string) => Owner {
  const files: ReadonlyMap<string, FileId> = new Map(
    evaluation.files.flatMap(({ id, origin, summary }) => (origin === 'project' ? [[summary.path, id] as const] : [])),
  )
  const ownersOf = (paths: readonly string[]): readonly Part[] =>
    parts.filter((part) =>
      paths.some((path) => part.files.has(files.get(path) ?? Number.NaN) || (part.root !== '' && isWithin(path, part.root))),
    )
  return (app, folder) => {
    if (app === null) return null
    const module = app.replace(/:.*$/, '').replaceAll('.', '/')
    const ends = [`${module}.py`, `${module}/__init__.py`]
    const here = ends.map((end) => (folder === '' ? end : `${folder}/${end}`)).filter((path) => files.has(path))
    if (here.length > 0) {
      const owners = ownersOf(here)
      return owners.length === 1 ? owners[0] : owners.length === 0 && parts.length > 1 ? 'stale' : null
    }
    const owners = ownersOf([...files.keys()].filter((path) => ends.some((end) => path === end || path.endsWith(`/${end}`))))
    // A unit or a chart for one of several services lies in a folder of its name.
    const segments = folder.split('/')
    const named = owners.filter(({ root }) => root !== '' && (isWithin(folder, root) || segments.includes(lastOf(root))))
    return owners.length === 1 ? owners[0] : named.length === 1 ? named[0] : null
  }
}

export const lastOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

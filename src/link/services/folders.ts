/** Paths and folders, `/`-separated; '' is the project's own folder. */

export const folderOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 0))

/** Whether a folder or file is a folder, or lies below it. */
export const isWithin = (path: string, folder: string): boolean => folder === '' || path === folder || path.startsWith(`${folder}/`)

/** The deepest of some folders that a path lies in; null if it lies in none. */
export const deepest = (folders: Iterable<string>, path: string): string | null => {
  let found: string | null = null
  for (const folder of folders) if (isWithin(path, folder) && (found === null || folder.length > found.length)) found = folder
  return found
}

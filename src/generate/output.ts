/** Generated files: written, or compared with what is there. */
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'

export const projectRoot = path.join(import.meta.dirname, '..', '..')

export interface Output {
  /** Relative to the project's root. */
  readonly path: string
  readonly text: string
}

/** Names of the files below a folder of the project that end in `extension`, without it, `/`-separated and sorted. Empty if there is no such folder. */
export const shelf = (folder: string, extension: string): readonly string[] => {
  try {
    return readdirSync(path.join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => name.split(path.sep).join('/'))
      .filter((name) => name.endsWith(extension))
      .map((name) => name.slice(0, name.length - extension.length))
      .toSorted()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

/** Text of a project file, or an empty string if there is none. */
export const textAt = (file: string): string => {
  try {
    return readFileSync(path.join(projectRoot, file), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}

/** The outputs whose file has another text. */
export const stale = (outputs: readonly Output[]): readonly Output[] => outputs.filter((output) => textAt(output.path) !== output.text)

const millisecondsOf = (file: string): number => statSync(path.join(projectRoot, file)).mtimeMs

/** Is the file there, and was it written after everything in and below the sources last changed? */
export const isNewer = (file: string, sources: readonly string[]): boolean => {
  if (!existsSync(path.join(projectRoot, file))) return false
  const within = (source: string): readonly string[] =>
    statSync(path.join(projectRoot, source)).isDirectory()
      ? readdirSync(path.join(projectRoot, source), { recursive: true, encoding: 'utf8' }).map((name) => path.join(source, name))
      : []
  const written = millisecondsOf(file)
  return sources.every((source) => [source, ...within(source)].every((each) => millisecondsOf(each) < written))
}

export const write = (outputs: readonly Output[]): void => {
  for (const output of outputs) {
    const target = path.join(projectRoot, output.path)
    mkdirSync(path.dirname(target), { recursive: true })
    writeFileSync(target, output.text)
  }
}

export const HEADER = '// Written by `npm run generate`; do not edit.\n'

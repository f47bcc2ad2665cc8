/** The folder of the cache as a flat set of named files. The one place that touches it; tests put a failing one in its place. */
import {
  closeSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeSync,
} from 'node:fs'
import path from 'node:path'

export interface CacheFiles {
  /** Names of what is there, sorted; empty if there is no folder. */
  list(): readonly string[]
  /** When a file was last written or touched, in milliseconds; 0 if it is gone. */
  age(name: string): number
  read(name: string): Uint8Array | null
  /** Writes a file whole or not at all, over one of the same name. @throws what the operating system says. */
  write(name: string, parts: readonly Uint8Array[]): void
  /** Marks a file as used just now. */
  touch(name: string): void
  remove(name: string): void
}

const PARTIAL = /\.(\d+)\.partial$/

/** Tells version control and backup programs to leave the folder alone (https://bford.info/cachedir/). */
const MARKS: Readonly<Record<string, string>> = {
  '.gitignore': '*\n',
  'CACHEDIR.TAG':
    'Signature: 8a477f597d28d172789f06886806bc55\n# This folder holds what faultline remembers of files it has read. It can be deleted at any time.\n',
}

/**
 * A folder on disk, made when something is first written. A file is written beside its place and then renamed: a killed run leaves a
 * partial file that nobody reads, and two runs at once each leave whole files.
 */
export const filesIn = (folder: string): CacheFiles => {
  const at = (name: string): string => path.join(folder, name)
  let isReady = false

  const writeWhole = (name: string, parts: readonly Uint8Array[]): void => {
    const partial = at(`${name}.${process.pid}.partial`)
    try {
      const file = openSync(partial, 'w')
      try {
        for (const part of parts) writeFully(file, part)
      } finally {
        closeSync(file)
      }
      renameSync(partial, at(name))
    } catch (error) {
      quietly(() => rmSync(partial, { force: true }))
      throw error
    }
  }
  const prepare = (): void => {
    mkdirSync(folder, { recursive: true })
    for (const [name, text] of Object.entries(MARKS)) if (read(name) === null) writeWhole(name, [Buffer.from(text)])
    for (const name of namesIn(folder)) if (isAbandoned(name)) quietly(() => rmSync(at(name), { force: true }))
    isReady = true
  }
  const read = (name: string): Uint8Array | null => {
    try {
      // A link or a pipe in the place of a file is somebody else's.
      return lstatSync(at(name)).isFile() ? readFileSync(at(name)) : null
    } catch {
      return null
    }
  }
  return {
    list: () => namesIn(folder),
    age: (name) => {
      try {
        return statSync(at(name)).mtimeMs
      } catch {
        return 0
      }
    },
    read,
    write: (name, parts) => {
      if (!isReady) prepare()
      writeWhole(name, parts)
    },
    touch: (name) => {
      const now = new Date()
      quietly(() => utimesSync(at(name), now, now))
    },
    remove: (name) => quietly(() => rmSync(at(name), { force: true })),
  }
}

const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder).toSorted()
  } catch {
    return []
  }
}

/** A partial file whose process is no more. */
const isAbandoned = (name: string): boolean => {
  const [, writer] = PARTIAL.exec(name) ?? []
  if (writer === undefined || Number(writer) === process.pid) return false
  try {
    process.kill(Number(writer), 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}

/** A write can take less than it was given. */
const writeFully = (file: number, bytes: Uint8Array): void => {
  for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done)
}

const quietly = (work: () => void): void => {
  try {
    work()
  } catch {
    // Tidying up is not worth a word: the next run tries again.
  }
}

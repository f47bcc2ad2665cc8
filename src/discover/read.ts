import { readFileSync, statSync } from 'node:fs'

/** A file above this many bytes is not even read; how much is analysed is for `parse/` to say. */
const LARGEST = 64_000_000

/** An operating-system error in words; never a stack, never a path. */
export const reasonOf = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const words: Readonly<Record<string, string>> = {
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    ENOENT: 'it does not exist',
    ELOOP: 'a loop of links',
    EISDIR: 'it is a folder',
    ENOTDIR: 'a part of the path is not a folder',
    ENAMETOOLONG: 'the name is too long',
    EIO: 'input/output error',
    ENOSPC: 'no space left on the device',
    EROFS: 'the file system is read-only',
  }
  return words[code] ?? (code || 'unknown error')
}

/** The bytes of a source file, or one sentence why it cannot be analysed. */
export const readSource = (absolute: string): Uint8Array | { readonly because: string } => {
  try {
    const status = statSync(absolute)
    if (!status.isFile()) return { because: 'This is not a regular file.' }
    if (status.size > LARGEST) return { because: `The file is ${Math.round(status.size / 1e6)} MB, too large to be read.` }
    return readFileSync(absolute)
  } catch (error) {
    return { because: `The file cannot be read: ${reasonOf(error)}.` }
  }
}

/** Bytes of a file; 0 if that cannot be said. */
export const sizeOf = (absolute: string): number => {
  try {
    return statSync(absolute).size
  } catch {
    return 0
  }
}

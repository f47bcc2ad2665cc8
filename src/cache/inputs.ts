import path from 'node:path'
import { readSource } from '../discover/read.ts'
import { hashOf } from '../lower/summarise.ts'
import type { Input } from './reports.ts'

/** Hash of what a file holds; if it cannot be read, the sentence why, which is never a hash. */
export const contentOf = (absolute: string): string => {
  const bytes = readSource(absolute)
  return 'because' in bytes ? bytes.because : hashOf(bytes)
}

/**
 * What files hold now. Always by their bytes: a checkout, an archive or a fast editor leaves other bytes under the same size and time,
 * and hashing costs less than a hundredth of reading them as code.
 */
export const inputsOf = (folder: string, files: readonly string[]): readonly Input[] =>
  files.map((file) => ({ file, content: contentOf(path.join(folder, file)) }))

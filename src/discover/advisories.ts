/** A local export of advisories: a folder of JSON records, or the zip that https://osv.dev offers by ecosystem. Nothing is fetched. */
import { readFileSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { unzipSync } from 'fflate'
import type { RecordFile } from '../model/advisory.ts'
import { reasonOf } from './read.ts'

/** One record is a few kilobytes; an archive that claims more is none of advisories. */
const LARGEST_RECORD = 16_000_000
const MOST_BYTES = 2_000_000_000

/** The records by name; `fault`, in words for the user, where there are none to read. */
export const readRecords = (from: string): readonly RecordFile[] | { readonly fault: string } => {
  let files: readonly RecordFile[]
  try {
    files = statSync(from).isDirectory() ? recordsIn(from) : recordsOfArchive(readFileSync(from))
  } catch (error) {
    return { fault: `${from}: ${error instanceof NoArchive ? error.message : reasonOf(error)}` }
  }
  return files.length === 0 ? { fault: `${from}: no JSON records in it` } : files
}

class NoArchive extends Error {}

const byName = (x: RecordFile, y: RecordFile): number => (x.name < y.name ? -1 : 1)

const recordsIn = (folder: string): readonly RecordFile[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map(({ parentPath, name }) => path.join(parentPath, name))
    .map((file) => ({ name: path.relative(folder, file).split(path.sep).join('/'), bytes: readFileSync(file) }))
    .toSorted(byName)

const recordsOfArchive = (bytes: Uint8Array): readonly RecordFile[] => {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) throw new NoArchive('neither a folder nor a zip archive')
  let total = 0
  let entries: Readonly<Record<string, Uint8Array>>
  try {
    entries = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (!name.endsWith('.json') || originalSize > LARGEST_RECORD) return false
        total += originalSize
        return total <= MOST_BYTES
      },
    })
  } catch {
    throw new NoArchive('a zip archive that cannot be read')
  }
  return Object.entries(entries)
    .map(([name, content]) => ({ name, bytes: content }))
    .toSorted(byName)
}

/** Whole reports of earlier runs, by everything they depend on. */
import { createHash } from 'node:crypto'
import type { Report } from '../model/report.ts'
import type { CacheFiles } from './files.ts'

/** Something a report depends on: a file read, of whatever language, and its content hash, or why it could not be read. */
export interface Input {
  readonly file: string
  readonly content: string
}

/** Everything that a report is a function of. What a new stage reads or a new flag changes has to stand here. */
export interface Dependencies {
  /** The tool with all it brings along: code, grammar, library knowledge. */
  readonly build: string
  /** Path from the git root to the project's folder. */
  readonly prefix: string
  readonly inputs: readonly Input[]
  /** What could not be looked at while walking. */
  readonly notWalked: readonly unknown[]
  /** Configuration and flags, as far as they reach the report. */
  readonly settings: unknown
}

export interface StoredReports {
  readonly isEmpty: boolean
  find(dependencies: Dependencies): Report | null
  /** @throws what the operating system says. */
  save(dependencies: Dependencies, report: Report): void
}

const NAME = /^report-[0-9a-f]{32}\.json$/
/** As many reports are kept: of folders reviewed in turn, or of two branches. */
const MOST = 8

const digestOf = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex')

export const storedReports = (files: CacheFiles): StoredReports => {
  const names = files.list().filter((name) => NAME.test(name))
  return {
    isEmpty: names.length === 0,
    find: (dependencies) => {
      const key = keyOf(dependencies)
      const name = nameOf(key)
      const bytes = names.includes(name) ? files.read(name) : null
      const report = bytes === null ? null : readReport(bytes, key)
      if (report !== null) files.touch(name)
      return report
    },
    save: (dependencies, report) => {
      const key = keyOf(dependencies)
      const body = Buffer.from(JSON.stringify(report))
      files.write(nameOf(key), [Buffer.from(`${headOf(key, body)}\n`), body])
      const older = names.filter((name) => name !== nameOf(key)).toSorted((one, other) => files.age(other) - files.age(one))
      for (const name of older.slice(MOST - 1)) files.remove(name)
    },
  }
}

const keyOf = ({ build, prefix, inputs, notWalked, settings }: Dependencies): string =>
  digestOf(JSON.stringify([build, prefix, inputs.map(({ file, content }) => [file, content]), notWalked, settings]))

const nameOf = (key: string): string => `report-${key.slice(0, 32)}.json`

/** Names the key in full and the digest of what follows: a report that was cut, changed or renamed is not believed. */
const headOf = (key: string, body: Uint8Array): string => `faultline report 1 ${key} ${digestOf(body)}`

const readReport = (bytes: Uint8Array, key: string): Report | null => {
  const end = bytes.indexOf(10)
  if (end < 0) return null
  const body = bytes.subarray(end + 1)
  const text = new TextDecoder()
  return text.decode(bytes.subarray(0, end)) === headOf(key, body) ? (JSON.parse(text.decode(body)) as Report) : null
}

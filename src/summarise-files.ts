/** The per-file half over a whole project: every file to its summary, or to the reason why it has none. */
import path from 'node:path'
import { contentOf } from './cache/inputs.ts'
import type { Input } from './cache/reports.ts'
import type { Known, KnownSummaries } from './cache/summaries.ts'
import { sizeOf } from './discover/read.ts'
import { decodeSummary } from './lower/codec.ts'
import type { NotAnalysed } from './model/report.ts'
import type { FileSummary, Problem } from './model/summary.ts'
import { compilePythonModules } from './parse/assets.ts'
import { loadPythonParser } from './parse/python.ts'
import type { Outcome } from './threads/messages.ts'
import { summariseOnThreads } from './threads/pool.ts'
import { summariseOne } from './threads/summarise-one.ts'

export interface Summaries {
  /** In the order of the files. */
  readonly summaries: readonly FileSummary[]
  readonly notAnalysed: readonly NotAnalysed[]
  /** What was read, in the order of the files. */
  readonly inputs: readonly Input[]
  /** False if a bug of ours cost a file: then this is no result to remember. */
  readonly isRepeatable: boolean
}

/** How files are read; nothing of it changes what is read. */
export interface Reading {
  /** Threads at most. */
  readonly jobs: number
  /** The script of a further thread; null where there is none, as when the tool runs from its sources. */
  readonly script: URL | null
  readonly known: KnownSummaries | null
  /** Content hashes, if they were already taken. */
  readonly inputs?: readonly Input[]
}

/** Reads on this thread and remembers nothing. */
export const PLAIN: Reading = { jobs: 1, script: null, known: null }

/** Bytes from which a second thread pays: its start costs what parsing this much does. Each further one wants as much again. */
const WORTH_A_THREAD = 400_000

/** Summarises files below a folder. `notify` hears how many are done. */
export const summariseFiles = async (
  folder: string,
  files: readonly string[],
  notify: (done: number) => void,
  reading: Reading = PLAIN,
): Promise<Summaries> => {
  const { known } = reading
  const found = known === null || known.isEmpty ? new Map<string, Recalled>() : recalled(folder, files, known, reading.inputs)
  const missing = files.filter((file) => !found.has(file))
  const outcomes = await summariseAll(folder, missing, (done) => notify(found.size + done), reading)

  const summaries: FileSummary[] = []
  const notAnalysed: NotAnalysed[] = []
  const inputs: Input[] = []
  let isRepeatable = true
  for (const file of files) {
    const outcome = outcomes.get(file)
    if (outcome?.hash) known?.add(outcome.hash, outcome.learnt)
    if (outcome?.isInternal) isRepeatable = false
    const { content, is } = found.get(file) ?? taken(file, outcome)
    const because = 'because' in is ? is.because : whatIsMissing(is)
    if (because !== null) notAnalysed.push({ file, because })
    if (!('because' in is)) summaries.push(is)
    inputs.push({ file, content })
  }
  return { summaries, notAnalysed, inputs, isRepeatable }
}

interface Recalled {
  readonly content: string
  readonly is: Known
}

/** What is remembered of the files as they are now. */
const recalled = (folder: string, files: readonly string[], known: KnownSummaries, inputs: Reading['inputs']): Map<string, Recalled> => {
  const found = new Map<string, Recalled>()
  for (const [at, file] of files.entries()) {
    const content = inputs?.[at].content ?? contentOf(path.join(folder, file))
    const is = known.find(content, file)
    if (is !== null) found.set(file, { content, is })
  }
  return found
}

const taken = (file: string, outcome: Outcome | undefined): Recalled => {
  if (outcome === undefined) return { content: '', is: { because: 'Internal error: the file was lost.' } }
  const { hash, learnt } = outcome
  if (typeof learnt !== 'string') return { content: hash ?? '', is: { ...decodeSummary(learnt), path: file } }
  return { content: hash ?? learnt, is: { because: learnt } }
}

/** Summarises files one after the other, or on several threads if they are worth it. */
const summariseAll = async (
  folder: string,
  files: readonly string[],
  notify: (done: number) => void,
  { jobs, script }: Reading,
): Promise<ReadonlyMap<string, Outcome>> => {
  if (files.length === 0) return new Map()
  const modules = compilePythonModules()
  const sizes = new Map(script === null || jobs < 2 ? [] : files.map((file) => [file, sizeOf(path.join(folder, file))]))
  const bytes = [...sizes.values()].reduce((sum, size) => sum + size, 0)
  const threads = Math.min(jobs, Math.floor(bytes / WORTH_A_THREAD) + 1)
  if (script === null || threads < 2) {
    const parser = await loadPythonParser(await modules)
    return new Map(
      files.map((file, done) => {
        notify(done)
        return [file, summariseOne(folder, file, parser)]
      }),
    )
  }
  const sizeIn = (file: string): number => sizes.get(file) ?? 0
  const largestFirst = files.toSorted((one, other) => sizeIn(other) - sizeIn(one))
  const outcomes = await summariseOnThreads({ folder, files: largestFirst, threads, script, notify }, await modules)
  return new Map(largestFirst.map((file, at) => [file, outcomes[at]]))
}

/** One sentence about the parts of a file that were skipped; null if it was read whole. */
const whatIsMissing = ({ problems, lineStarts }: FileSummary): string | null => {
  if (problems.length === 0) return null
  const [first] = problems
  const what: Readonly<Record<Problem['kind'], string>> = { syntax: 'is no valid Python', 'too-deep': 'is nested too deeply' }
  const more = problems.length === 1 ? '' : ` and ${problems.length - 1} more ${problems.length === 2 ? 'place' : 'places'}`
  return `Line ${lineOf(lineStarts, first.start)}${more} ${what[first.kind]}; the rest was analysed.`
}

const lineOf = (lineStarts: Uint32Array, offset: number): number => {
  const next = lineStarts.findIndex((start) => start > offset)
  return next < 0 ? lineStarts.length : next
}

/** The per-file half over a whole project: every file to its summary, or to the reason why it has none. */
import path from 'node:path'
import { readSource } from './discover/read.ts'
import { summarise } from './lower/summarise.ts'
import type { NotAnalysed } from './model/report.ts'
import type { FileSummary, Problem } from './model/summary.ts'
import { type PythonParser, loadPythonParser } from './parse/python.ts'

export interface Summaries {
  /** In the order of the files. */
  readonly summaries: readonly FileSummary[]
  readonly notAnalysed: readonly NotAnalysed[]
}

/** Summarises files below a folder, one after the other. `notify` hears how many are done. */
export const summariseFiles = async (folder: string, files: readonly string[], notify: (done: number) => void): Promise<Summaries> => {
  const summaries: FileSummary[] = []
  const notAnalysed: NotAnalysed[] = []
  if (files.length === 0) return { summaries, notAnalysed }
  const parser = await loadPythonParser()
  for (const [done, file] of files.entries()) {
    notify(done)
    const outcome = attempt(() => summariseFile(path.join(folder, file), file, parser))
    const because = 'because' in outcome ? outcome.because : whatIsMissing(outcome)
    if (because !== null) notAnalysed.push({ file, because })
    if (!('because' in outcome)) summaries.push(outcome)
  }
  return { summaries, notAnalysed }
}

const summariseFile = (absolute: string, file: string, parser: PythonParser): FileSummary | { readonly because: string } => {
  const bytes = readSource(absolute)
  return 'because' in bytes ? bytes : summarise(file, bytes, parser)
}

/** An exception means a bug of ours: it costs the file, never the run. */
const attempt = <Result>(work: () => Result): Result | { readonly because: string } => {
  try {
    return work()
  } catch (error) {
    return { because: `Internal error: ${error instanceof Error ? error.message : String(error)}.` }
  }
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

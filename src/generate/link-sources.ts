/** The pipeline from sources in memory to a linked project: for pages and tests. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { createEvaluation } from '../evaluate/evaluation.ts'
import { loadLibrary } from '../evaluate/library.ts'
import { captureNames, queryIds } from '../generated/queries.ts'
import { linkProject } from '../link/project.ts'
import { summarise } from '../lower/summarise.ts'
import type { Project } from '../model/project.ts'
import type { FileSummary } from '../model/summary.ts'
import { loadPythonParser } from '../parse/python.ts'
import { projectRoot } from './output.ts'

export interface LinkOptions {
  /** A query whose file is taken away. */
  readonly without?: string
}

/** Links files given as path and text, in the given order. */
export type LinkSources = (sources: ReadonlyMap<string, string>, options?: LinkOptions) => Project

/** Loads parser and library knowledge once. */
export const linkSources = async (): Promise<LinkSources> => {
  const parser = await loadPythonParser()
  const library = loadLibrary(readFileSync(path.join(projectRoot, 'src', 'generated', 'knowledge.bin')))
  const encoder = new TextEncoder()
  return (sources, { without } = {}) => {
    const summaries = Array.from(sources, ([file, text]): FileSummary => {
      const summary = summarise(file, encoder.encode(text), parser)
      if ('because' in summary) throw new Error(`${file}: ${summary.because}`)
      return summary
    })
    const evaluation = createEvaluation(summaries, library)
    const queries = queryIds.map((id) => (id === without ? '' : id))
    return linkProject({ evaluation, library, queries: { queries, captures: captureNames } })
  }
}

/** The pipeline from sources in memory to a linked project: for pages and tests. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { manifestFormatOf } from '../discover/manifests.ts'
import { createEvaluation } from '../evaluate/evaluation.ts'
import { loadLibrary } from '../evaluate/library.ts'
import { captureNames, queryIds } from '../generated/queries.ts'
import { linkProject } from '../link/project.ts'
import { summarise } from '../lower/summarise.ts'
import { summariseManifest } from '../lower/summarise-manifest.ts'
import type { Advisories } from '../model/advisory.ts'
import type { ManifestSummary } from '../model/manifest.ts'
import type { Project } from '../model/project.ts'
import type { FileSummary } from '../model/summary.ts'
import { loadShellParser } from '../parse/manifest/shell.ts'
import { advisoriesOf } from '../parse/osv.ts'
import { loadPythonParser } from '../parse/python.ts'
import { projectRoot } from './output.ts'

export interface LinkOptions {
  /** A query whose file is taken away. */
  readonly without?: string
}

/** Links files given as path and text, in the given order. */
export type LinkSources = (sources: ReadonlyMap<string, string>, options?: LinkOptions) => Project

/** A fixture is no repository: in one, this file lists what git tracks, a path a line. */
const GIT_LISTING = 'git-ls-files.txt'
/** And this one is an export of advisories: a list of OSV records. */
const OSV_RECORDS = 'osv-records.json'
export const STAND_INS: ReadonlySet<string> = new Set([GIT_LISTING, OSV_RECORDS])

/** Loads parser and library knowledge once. */
export const linkSources = async (): Promise<LinkSources> => {
  const parser = await loadPythonParser()
  const shell = await loadShellParser()
  const library = loadLibrary(readFileSync(path.join(projectRoot, 'src', 'generated', 'knowledge.bin')))
  const encoder = new TextEncoder()
  return (sources, { without } = {}) => {
    const read = <Summary extends object>(file: string, summary: Summary | { readonly because: string }): Summary => {
      if ('because' in summary) throw new Error(`${file}: ${summary.because}`)
      return summary
    }
    const summaries: FileSummary[] = []
    const manifests: ManifestSummary[] = []
    const tracked = sources.get(GIT_LISTING)?.split('\n') ?? null
    for (const [file, text] of sources) {
      if (STAND_INS.has(file)) continue
      const format = manifestFormatOf(file)
      const bytes = encoder.encode(text)
      if (format === null) summaries.push(read<FileSummary>(file, summarise(file, bytes, parser)))
      else {
        const manifest = summariseManifest(file, format, bytes, shell)
        if (manifest !== null) manifests.push(read<ManifestSummary>(file, manifest))
      }
    }
    const evaluation = createEvaluation(summaries, library)
    const queries = queryIds.map((id) => (id === without ? '' : id))
    return linkProject({
      evaluation,
      library,
      manifests: manifests.toSorted((x, y) => (x.path < y.path ? -1 : 1)),
      tracked,
      advisories: advisoriesIn(sources.get(OSV_RECORDS)),
      queries: { queries, captures: captureNames },
    })
  }
}

const advisoriesIn = (text: string | undefined): Advisories | null => {
  if (text === undefined) return null
  const records = (JSON.parse(text) as readonly unknown[]).map((each, at) => ({
    name: `${at}.json`.padStart(8, '0'),
    bytes: Buffer.from(JSON.stringify(each)),
  }))
  const advisories = advisoriesOf(OSV_RECORDS, records)
  if ('fault' in advisories) throw new Error(advisories.fault)
  return advisories
}

/** The pipeline on one page: discover, summarise each file, evaluate, link, check, report. */
import path from 'node:path'
import type { RuleVerdict } from './check/dispatch.ts'
import { check } from './check/run.ts'
import type { Config } from './config/config.ts'
import type { Location } from './discover/location.ts'
import { readSource } from './discover/read.ts'
import { selectionOf } from './discover/selection.ts'
import { walk } from './discover/walk.ts'
import { createEvaluation } from './evaluate/evaluation.ts'
import { loadLibrary } from './evaluate/library.ts'
import { rules } from './generated/packs.ts'
import { captureNames, queryIds } from './generated/queries.ts'
import { linkProject } from './link/project.ts'
import { linkStats } from './link/stats.ts'
import { hashOf } from './lower/summarise.ts'
import type { ManifestSummary } from './model/manifest.ts'
import type { Project } from './model/project.ts'
import type { Report } from './model/report.ts'
import type { FileSummary } from './model/summary.ts'
import { decodePython, decodeText } from './parse/text.ts'
import { mended } from './report/mend.ts'
import { findingUnder, notAnalysedUnder, prefixed } from './report/under-root.ts'
import { summariseFiles } from './summarise-files.ts'
import { summariseManifests } from './summarise-manifests.ts'

/** Told about progress: the stage's name, and how many of its files are done (0 of 0 where it has no files). */
export type Notify = (stage: string, done: number, total: number) => void

/** What the pipeline needs besides the code. */
export interface Equipment {
  readonly version: string
  /** `src/generated/knowledge.bin`: what is known about libraries. */
  readonly knowledge: Uint8Array
}

export interface Analysis {
  readonly report: Report
  readonly project: Project
  readonly verdicts: readonly RuleVerdict[]
  /** The text of a reviewed file (as the report names it), if it is still the one that was reviewed. */
  readonly sourceOf: (file: string) => string | undefined
}

/** Reviews the Python code at a location. Never fails because of a file: what cannot be analysed is listed with the reason. */
export const analyse = async (location: Location, config: Config, { version, knowledge }: Equipment, notify: Notify): Promise<Analysis> => {
  const found = walk(location, selectionOf(config))
  const total = found.files.length
  const { summaries, notAnalysed } = await summariseFiles(location.base, found.files, (done) => notify('reading', done, total))
  const { manifests, notRead } = await summariseManifests(location.base, found.manifests)

  notify('linking', 0, 0)
  const library = loadLibrary(knowledge)
  const evaluation = createEvaluation(summaries, library)
  const project = linkProject({ evaluation, library, manifests, queries: { queries: queryIds, captures: captureNames } })

  notify('checking', 0, 0)
  const active = rules.filter(({ id }) => !config.off.includes(id) && !config.off.includes(id.split('/')[0]))
  const { findings, packs, verdicts, edits } = check(project, { rules: active })

  const place = prefixed(path.relative(location.root, location.base).split(path.sep).join('/'))
  const sourceOf = reviewedSources(location.root, [...summaries, ...manifests], place)
  const report: Report = {
    schemaVersion: 1,
    tool: { name: 'faultline', version },
    findings: findings.map((finding) => {
      const placed = findingUnder(finding, place)
      return mended(placed, edits.get(finding.id) ?? [], sourceOf(placed.file))
    }),
    packs,
    notAnalysed: notAnalysedUnder([...found.notAnalysed, ...notAnalysed, ...notRead], place),
    stats: {
      files: summaries.length,
      lines: summaries.reduce((lines, { lineStarts }) => lines + lineStarts.length, 0),
      ...linkStats(project),
    },
  }
  return { report, project, verdicts, sourceOf }
}

/** Reads a file again, and answers only if its bytes are those that were reviewed. */
const reviewedSources = (
  root: string,
  summaries: readonly (FileSummary | ManifestSummary)[],
  place: (file: string) => string,
): Analysis['sourceOf'] => {
  const hashes = new Map(summaries.map((summary) => [place(summary.path), summary.hash]))
  const known = new Map<string, string | undefined>()
  const read = (file: string): string | undefined => {
    const bytes = readSource(path.join(root, file))
    if ('because' in bytes || hashOf(bytes) !== hashes.get(file)) return undefined
    const source = /\.pyi?$/.test(file) ? decodePython(bytes) : decodeText(bytes)
    return 'text' in source ? source.text : undefined
  }
  return (file) => {
    if (!known.has(file)) known.set(file, read(file))
    return known.get(file)
  }
}

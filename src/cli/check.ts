import path from 'node:path'
import type { Config } from '../config/config.ts'
import { loadConfig } from '../config/load.ts'
import { readRecords } from '../discover/advisories.ts'
import { type Location, ancestors, locate } from '../discover/location.ts'
import { compounds as patterns } from '../generated/compounds.ts'
import type { Advisories } from '../model/advisory.ts'
import type { Confidence, Severity } from '../model/finding.ts'
import type { Report } from '../model/report.ts'
import { isSureEnough } from '../report/certainty.ts'
import { concise, isSuppressed } from '../report/concise.ts'
import { plural } from '../report/group.ts'
import { github } from '../report/github.ts'
import { html } from '../report/html.ts'
import { json } from '../report/json.ts'
import { markdown } from '../report/markdown.ts'
import { pretty } from '../report/pretty.ts'
import { sarif } from '../report/sarif.ts'
import { verdictLine } from '../report/headline.ts'
import { unresolved } from '../report/unresolved.ts'
import { advisoriesOf } from '../parse/osv.ts'
import { review } from '../review.ts'
import { allRules, known } from './catalogue.ts'
import { cacheFor, equipmentFor } from './equipment.ts'
import { type FormatName, outputsOf } from './formats.ts'
import { type ColorChoice, paintFor, print, say, writeReport } from './output.ts'
import { progressLine } from './progress.ts'
import { today } from './today.ts'
import { UsageError } from './usage-error.ts'
import { fails } from './verdict.ts'

export interface CheckFlags {
  readonly format?: readonly string[]
  readonly failOn?: Severity
  readonly exitZero?: true
  readonly config?: string
  readonly showUnresolved?: true
  readonly brief?: true
  readonly sarifSuppressed?: true
  /** YYYY-MM-DD. */
  readonly today?: string
  readonly minConfidence: Confidence
  readonly color?: ColorChoice
  readonly jobs?: number
  readonly cache: boolean
  readonly cacheDir?: string
  /** Folder or zip of OSV records. */
  readonly osv?: string
}

/** `faultline check`: reviews, writes every output, answers the exit code. */
export const check = async (paths: readonly string[], flags: CheckFlags): Promise<number> => {
  const outputs = outputsOf(flags.format ?? [], process.stdout.isTTY === true)
  const location = locationOf(paths.length === 0 ? ['.'] : paths)
  const config = configOf(location, flags.config)
  const progress = progressLine()
  const day = flags.today ?? today()
  const cache = cacheFor(location, flags)
  const equipment = equipmentFor(day, flags.jobs, advisoriesFrom(flags.osv))
  const { report, sourceOf, rawTextOf } = await review(location, config, equipment, cache, progress.notify).finally(progress.clear)
  const trouble = cache?.trouble() ?? null
  if (trouble !== null) say(`nothing is remembered for the next run: the cache cannot be written (${trouble})`)

  const exitCode = exitCodeOf(report, flags, config)

  const render = (format: FormatName, file: string | null): string => {
    if (format === 'json') return json(report)
    if (format === 'concise') return concise(report, flags.minConfidence)
    if (format === 'github') return github(report, flags.minConfidence)
    if (format === 'markdown') return markdown(report, { minConfidence: flags.minConfidence, brief: flags.brief === true, sourceOf })
    if (format === 'html') return html(report, { minConfidence: flags.minConfidence, sourceOf })
    if (format === 'sarif') {
      const { minConfidence, sarifSuppressed } = flags
      const place = path.relative(location.root, location.base).split(path.sep).join('/')
      return sarif(report, {
        rules: allRules(),
        patterns: [...patterns, ...config.compounds],
        minConfidence,
        withSuppressed: sarifSuppressed === true,
        place,
        exitCode,
        rawTextOf,
      })
    }
    const paint = paintFor(file === null ? (flags.color ?? 'auto') : 'never', process.stdout)
    return pretty(report, {
      paint,
      sourceOf,
      showUnresolved: flags.showUnresolved === true,
      minConfidence: flags.minConfidence,
      brief: flags.brief === true,
    })
  }
  for (const { format, file } of outputs) {
    // Code scanning takes an alert that is not in the file for fixed: a review that saw nothing must not write one.
    if (format === 'sarif' && exitCode === 2) continue
    const text = render(format, file)
    if (file === null) print(text)
    else writeReport(file, text)
  }
  if (!outputs.some(({ format }) => FOR_PEOPLE.has(format)))
    sayAsides(
      report,
      flags,
      outputs.every(({ format }) => format === 'json'),
    )
  const isConcise = outputs.some(({ format, file }) => format === 'concise' && file === null)
  if (isConcise && report.verdict !== 'not-assessed') say(verdictLine(report))
  return exitCode
}

/** Formats that tell by themselves what was left out. */
const FOR_PEOPLE: ReadonlySet<FormatName> = new Set<FormatName>(['pretty', 'markdown', 'html'])

/** @throws UsageError if a path does not exist. */
export const locationOf = (paths: readonly string[]): Location => {
  const location = locate(paths, process.cwd())
  if ('missing' in location) throw new UsageError(`${location.missing}: no such file or folder`)
  return location
}

/** @throws UsageError if that is no export of advisories. */
const advisoriesFrom = (file: string | undefined): Advisories | null => {
  if (file === undefined) return null
  const records = readRecords(file)
  const advisories = 'fault' in records ? records : advisoriesOf(file, records)
  if ('fault' in advisories) throw new UsageError(`--osv ${advisories.fault}`)
  return advisories
}

/** @throws UsageError if the configuration cannot be used. */
export const configOf = ({ base, root }: Location, explicit: string | undefined): Config => {
  const config = loadConfig(ancestors(base, root), explicit, process.cwd(), known())
  if ('fault' in config) throw new UsageError(config.fault)
  return config
}

/** What machine formats have no place for is said on standard error: silence must not look like a clean bill. */
const sayAsides = ({ findings, notAnalysed, stats }: Report, { showUnresolved, minConfidence }: CheckFlags, isWhole: boolean): void => {
  const unsure = findings.filter((finding) => !isSureEnough(finding, minConfidence) && !isSuppressed(finding)).length
  const suppressed = findings.filter(isSuppressed).length
  if (unsure > 0 && !isWhole) say(`${unsure} ${plural('finding', unsure)} of lower confidence left out ('--min-confidence low' shows them)`)
  if (suppressed > 0) say(`${suppressed} ${plural('finding', suppressed)} suppressed with a reason ('--format json' lists them)`)
  if (stats.files === 0 && notAnalysed.length === 0) say('no Python files found')
  for (const { file, because } of notAnalysed.slice(0, MOST)) say(`not analysed: ${file}: ${because}`)
  if (notAnalysed.length > MOST) say(`not analysed: ${notAnalysed.length - MOST} more ('--format json' lists all)`)
  if (showUnresolved) for (const line of unresolved(stats)) say(line)
}

const MOST = 20

const exitCodeOf = (report: Report, flags: CheckFlags, config: Config): number => {
  const { stats, notAnalysed } = report
  if (stats.files === 0 && notAnalysed.length > 0) return 2
  return flags.exitZero !== true && fails(report, flags.failOn ?? config.failOn) ? 1 : 0
}

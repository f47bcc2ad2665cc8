import type { Config } from '../config/config.ts'
import { loadConfig } from '../config/load.ts'
import { type Location, ancestors, locate } from '../discover/location.ts'
import type { Confidence, Severity } from '../model/finding.ts'
import type { Report } from '../model/report.ts'
import { concise, isSureEnough } from '../report/concise.ts'
import { json } from '../report/json.ts'
import { pretty } from '../report/pretty.ts'
import { verdictLine } from '../report/chair.ts'
import { unresolved } from '../report/unresolved.ts'
import { review } from '../review.ts'
import { allRules, packNames } from './catalogue.ts'
import { cacheFor, equipmentFor } from './equipment.ts'
import { type FormatName, outputsOf } from './formats.ts'
import { type ColorChoice, paintFor, print, say, writeReport } from './output.ts'
import { progressLine } from './progress.ts'
import { UsageError } from './usage-error.ts'
import { compoundFails, fails } from './verdict.ts'

export interface CheckFlags {
  readonly format?: readonly string[]
  readonly failOn?: Severity
  readonly exitZero?: true
  readonly config?: string
  readonly showUnresolved?: true
  readonly minConfidence: Confidence
  readonly color?: ColorChoice
  readonly jobs?: number
  readonly cache: boolean
  readonly cacheDir?: string
}

/** `faultline check`: reviews, writes every output, answers the exit code. */
export const check = async (paths: readonly string[], flags: CheckFlags): Promise<number> => {
  const outputs = outputsOf(flags.format ?? [], process.stdout.isTTY === true)
  const location = locationOf(paths.length === 0 ? ['.'] : paths)
  const config = configOf(location, flags.config)
  const progress = progressLine()
  const cache = cacheFor(location, flags)
  const { report, sourceOf } = await review(location, config, equipmentFor(flags.jobs), cache, progress.notify).finally(progress.clear)
  const trouble = cache?.trouble() ?? null
  if (trouble !== null) say(`nothing is remembered for the next run: the cache cannot be written (${trouble})`)

  const render = (format: FormatName, file: string | null): string => {
    if (format === 'json') return json(report)
    if (format === 'concise') return concise(report, flags.minConfidence)
    const paint = paintFor(file === null ? (flags.color ?? 'auto') : 'never', process.stdout)
    return pretty(report, { paint, sourceOf, showUnresolved: flags.showUnresolved === true, minConfidence: flags.minConfidence })
  }
  for (const { format, file } of outputs) {
    const text = render(format, file)
    if (file === null) print(text)
    else writeReport(file, text)
  }
  if (!outputs.some(({ format }) => format === 'pretty')) sayAsides(report, flags)
  const isConcise = outputs.some(({ format, file }) => format === 'concise' && file === null)
  if (isConcise && report.verdict !== 'not-assessed') say(verdictLine(report))
  return exitCodeOf(report, flags, config)
}

/** @throws UsageError if a path does not exist. */
export const locationOf = (paths: readonly string[]): Location => {
  const location = locate(paths, process.cwd())
  if ('missing' in location) throw new UsageError(`${location.missing}: no such file or folder`)
  return location
}

/** @throws UsageError if the configuration cannot be used. */
export const configOf = ({ base, root }: Location, explicit: string | undefined): Config => {
  const config = loadConfig(ancestors(base, root), explicit, process.cwd(), { rules: allRules().map(({ id }) => id), packs: packNames() })
  if ('fault' in config) throw new UsageError(config.fault)
  return config
}

/** What machine formats have no place for is said on standard error: silence must not look like a clean bill. */
const sayAsides = ({ findings, notAnalysed, stats }: Report, { showUnresolved, minConfidence }: CheckFlags): void => {
  const unsure = findings.filter((finding) => !isSureEnough(finding, minConfidence)).length
  if (unsure > 0) say(`${unsure} findings of lower confidence left out ('--min-confidence low' shows them)`)
  if (stats.files === 0 && notAnalysed.length === 0) say('no Python files found')
  for (const { file, because } of notAnalysed.slice(0, MOST)) say(`not analysed: ${file}: ${because}`)
  if (notAnalysed.length > MOST) say(`not analysed: ${notAnalysed.length - MOST} more ('--format json' lists all)`)
  if (showUnresolved) for (const line of unresolved(stats)) say(line)
}

const MOST = 20

const exitCodeOf = ({ findings, compounds, notAnalysed, stats }: Report, flags: CheckFlags, config: Config): number => {
  if (stats.files === 0 && notAnalysed.length > 0) return 2
  const failOn = flags.failOn ?? config.failOn
  const isFailure = findings.some((finding) => fails(finding, failOn)) || compounds.some((compound) => compoundFails(compound, failOn))
  return flags.exitZero !== true && isFailure ? 1 : 0
}

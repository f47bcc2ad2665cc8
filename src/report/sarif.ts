/** SARIF 2.1.0 for GitHub code scanning: one run, within GitHub's limits, the same bytes for the same report. */
import type { Log, Notification, Result } from 'sarif'
import type { CompoundPattern } from '../model/compound.ts'
import type { Confidence } from '../model/finding.ts'
import type { Report } from '../model/report.ts'
import type { RuleDeclaration } from '../model/rule.ts'
import { placedCompounds } from './compounds.ts'
import { isSureEnough } from './certainty.ts'
import { lineHashes } from './line-hash.ts'
import { compoundDescriptor, compoundResult } from './sarif-compounds.ts'
import { type Draft, artifact, compareLevels, problemResult, resultsOf } from './sarif-results.ts'
import { cweTaxonomy, problemDescriptor, ruleDescriptor } from './sarif-rules.ts'
import { visible } from './visible.ts'

export interface SarifOptions {
  /** Every rule: a viewer can tell what was looked for. */
  readonly rules: readonly RuleDeclaration[]
  /** Every compound pattern: each is a rule of its own. */
  readonly patterns: readonly CompoundPattern[]
  /** Findings less sure than this are counted, not listed. */
  readonly minConfidence: Confidence
  /** List suppressed findings too. GitHub does not read suppressions: it would open an alert for each. */
  readonly withSuppressed: boolean
  /** What was reviewed, relative to the root: results of one category replace each other. */
  readonly place: string
  readonly exitCode: number
  /** The text of a reviewed file as UTF-8 readers see it, if it is still the one that was reviewed. */
  readonly rawTextOf: (file: string) => string | undefined
}

/** GitHub shows so many results of a run, the most severe first; the others would only be rejected or hidden. */
export const MOST_RESULTS = 5_000
/** GitHub rejects a file that has more than 10 MB when packed; JSON of this kind packs to less than a tenth. */
export const MOST_BYTES = 25_000_000

/** The report as SARIF. What there is no room for is counted in a notification; the most severe findings stay. */
export const sarif = (report: Report, options: SarifOptions): string => {
  const sure = report.findings.filter((finding) => isSureEnough(finding, options.minConfidence))
  const listed = sure.filter(({ suppressed }) => options.withSuppressed || suppressed === undefined)
  const drafts = [
    ...placedCompounds(report, options.minConfidence).map((compound) => compoundResult(compound, report)),
    ...resultsOf(listed, report.elevations, options.withSuppressed),
    ...report.suppressions.map(problemResult),
  ].toSorted(compareLevels)
  const left: Left = {
    unsure: report.findings.length - sure.length,
    suppressed: sure.length - listed.length,
    total: drafts.length,
  }
  let room = Math.min(drafts.length, MOST_RESULTS)
  for (;;) {
    const text = `${JSON.stringify(logOf(report, drafts.slice(0, room), left, options), null, 1)}\n`
    const bytes = Buffer.byteLength(text)
    if (bytes <= MOST_BYTES || room === 0) return text
    room = Math.min(room - 1, Math.floor((room * MOST_BYTES) / bytes))
  }
}

/** What the file does not hold. */
interface Left {
  readonly unsure: number
  readonly suppressed: number
  readonly total: number
}

const logOf = (report: Report, drafts: readonly Draft[], left: Left, options: SarifOptions): Log => {
  const rules = [
    ...options.rules.map(ruleDescriptor),
    ...options.patterns.map(compoundDescriptor),
    ...[...new Set(report.suppressions.map(({ rule }) => rule))].toSorted().map(problemDescriptor),
  ]
  const indexes = new Map(rules.map(({ id }, at) => [id, at]))
  const taxonomy = cweTaxonomy(options.rules)
  const hashes = hashesBy(options.rawTextOf)
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: report.tool.name, semanticVersion: report.tool.version, version: report.tool.version, rules } },
        automationDetails: { id: `faultline/${options.place === '' ? '' : `${options.place}/`}` },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root of the repository.' } } },
        invocations: [
          {
            executionSuccessful: true,
            exitCode: options.exitCode,
            toolExecutionNotifications: [...notifications(report, drafts.length, left)],
          },
        ],
        ...(taxonomy === null ? {} : { taxonomies: [taxonomy] }),
        results: drafts
          .toSorted((x, y) => compareDrafts(x, y))
          .map(({ result, at, fingerprint }): Result => {
            const lineHash = hashes(at.file)[at.line - 1]
            const partialFingerprints = {
              ...(fingerprint === null ? {} : { 'faultline/v1': fingerprint }),
              ...(lineHash === undefined ? {} : { primaryLocationLineHash: lineHash }),
            }
            return { ...result, ruleIndex: indexes.get(result.ruleId ?? ''), partialFingerprints }
          }),
      },
    ],
  }
}

/** By path, line, column and rule. */
const compareDrafts = ({ at: x, result: first }: Draft, { at: y, result: second }: Draft): number =>
  compare(x.file, y.file) || x.line - y.line || x.column - y.column || compare(first.ruleId ?? '', second.ruleId ?? '')

const compare = (x: string, y: string): number => (x < y ? -1 : x > y ? 1 : 0)

/** Line hashes of a file, computed once and only for files with results. */
const hashesBy = (rawTextOf: SarifOptions['rawTextOf']): ((file: string) => readonly string[]) => {
  const known = new Map<string, readonly string[]>()
  return (file) => {
    const found = known.get(file) ?? lineHashes(rawTextOf(file) ?? '')
    known.set(file, found)
    return found
  }
}

const notifications = ({ notAnalysed }: Report, shown: number, { unsure, suppressed, total }: Left): readonly Notification[] => {
  const note = (text: string): Notification => ({ level: 'note', message: { text } })
  return [
    ...(shown === total
      ? []
      : [warning(`${shown} of ${total} results are listed, the most severe; ${total - shown} were left out. The JSON report has all.`)]),
    ...(unsure === 0 ? [] : [note(`${unsure} findings of lower confidence were left out; '--min-confidence low' lists them.`)]),
    ...(suppressed === 0 ? [] : [note(`${suppressed} suppressed findings were left out; '--sarif-suppressed' lists them.`)]),
    ...notAnalysed.slice(0, MOST_NOTIFICATIONS).map(({ file, because }) => ({
      ...warning(`${visible(file)} was not analysed, or not whole: ${visible(because)}`),
      locations: [{ physicalLocation: { artifactLocation: artifact(file) } }],
    })),
    ...(notAnalysed.length > MOST_NOTIFICATIONS
      ? [warning(`${notAnalysed.length - MOST_NOTIFICATIONS} more files were not analysed. The JSON report has all.`)]
      : []),
  ]
}

const MOST_NOTIFICATIONS = 1_000

const warning = (text: string): Notification => ({ level: 'warning', message: { text } })

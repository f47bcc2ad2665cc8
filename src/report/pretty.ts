import type { Confidence, Finding, Severity } from '../model/finding.ts'
import type { Report } from '../model/report.ts'
import { firstLines, issueLines, standardLines } from './chair.ts'
import { isSureEnough } from './certainty.ts'
import { isAside, isSuppressed } from './concise.ts'
import { frame } from './frame.ts'
import { type Group, countBySeverity, groups, plural } from './group.ts'
import type { Paint } from './paint.ts'
import { unresolved } from './unresolved.ts'
import { visible } from './visible.ts'

export interface PrettyOptions {
  readonly paint: Paint
  /** The text of a reviewed file, if it is still the one that was reviewed. */
  readonly sourceOf: (file: string) => string | undefined
  readonly showUnresolved: boolean
  /** Findings less sure than this are counted, not printed. */
  readonly minConfidence: Confidence
  /** Only what and where: no code, path, reason or fix. */
  readonly brief: boolean
}

/** How many places of one group, and files of the not-analysed list, are printed. */
const MOST = 20
/** How many groups are printed with code and path; more than a person reads at a time. */
const MOST_GROUPS = 50

/** For people at a terminal: grouped by the call that causes it, with code, path, reason and fix. */
export const pretty = (report: Report, options: PrettyOptions): string => {
  const { paint } = options
  const shown = report.findings.filter((finding) => isSureEnough(finding, options.minConfidence) && !isSuppressed(finding))
  const voting = shown.filter((finding) => !isAside(finding))
  const aside = shown.filter(isAside)
  const explained = new Set<string>()
  const lines = [
    ...firstLines(report, paint),
    ...issueLines(report, paint),
    ...groupsLines(voting, options, explained),
    ...(aside.length === 0 ? [] : [paint.bold('Without a vote: preview rules and findings that need confirmation'), '']),
    ...groupsLines(aside, options, explained),
    ...standardLines(report, paint),
    ...suppressionLines(report, paint),
    ...packLines(report, paint),
    ...notAnalysedLines(report, paint),
    ...(options.showUnresolved ? unresolved(report.stats) : []),
    ...closingLines(report, voting, aside, options),
  ]
  return `${lines.join('\n')}\n`
}

const groupsLines = (findings: readonly Finding[], options: PrettyOptions, explained: Set<string>): readonly string[] => {
  const all = groups(findings)
  const more = all.length - MOST_GROUPS
  const gap = options.brief ? [] : ['']
  return [
    ...all.slice(0, MOST_GROUPS).flatMap((group) => [...groupLines(group, options, explained), ...gap]),
    ...(options.brief && all.length > 0 ? [''] : []),
    ...(more > 0 ? [`and ${more} more, less severe or later: '--format concise' lists all`, ''] : []),
  ]
}

const groupLines = ({ root, findings }: Group, options: PrettyOptions, explained: Set<string>): readonly string[] => {
  const { paint } = options
  const [lead, ...others] = findings
  const places = `reached from ${findings.length} places`
  const header = root && others.length > 0 ? [`${paint.bold(`${visible(root.file)}:${root.line} ${visible(root.callee)}`)}, ${places}`] : []
  return [...header, ...findingLines(lead, options, explained), ...otherLines(others, paint)]
}

const findingLines = (finding: Finding, { paint, sourceOf, brief }: PrettyOptions, explained: Set<string>): readonly string[] => {
  const { severity, rule, message, confidence, stage, symbol, evidence, why, remedy } = finding
  const source = sourceOf(finding.file)
  const isNew = !explained.has(rule)
  explained.add(rule)
  const notes = [`confidence ${confidence}`, ...(stage === 'preview' ? ['preview'] : [])].join(', ')
  const headline = [
    `${severityWord(severity, paint)} ${visible(message)} ${paint.dim(`[${rule}, ${notes}]`)}`,
    `  ${paint.cyan(placeOf(finding))}${symbol === '' ? '' : ` in ${visible(symbol)}`}`,
  ]
  if (brief) return headline
  return [
    ...headline,
    ...(source === undefined ? [] : frame(source, finding, paint).map((line) => `    ${line}`)),
    ...evidence.map((step, at) => `  ${at === 0 ? 'path' : '    '}  ${paint.cyan(placeOf(step))}  ${visible(step.label)}`),
    ...(isNew ? [`  why   ${visible(why)}`] : []),
    `  help  ${visible(remedy)}`,
    ...(finding.fix?.example === true && !isNew ? [] : fixLines(finding, paint)),
  ]
}

const fixLines = ({ fix }: Finding, paint: Paint): readonly string[] =>
  fix === undefined
    ? []
    : [
        `  fix   ${fix.example ? 'for example' : fix.safe ? 'keeps the behaviour' : 'look before applying: it can change behaviour'}`,
        ...fix.before
          .trimEnd()
          .split('\n')
          .map((line) => `        ${paint.red(`- ${codeLine(line)}`)}`),
        ...fix.after
          .trimEnd()
          .split('\n')
          .map((line) => `        ${paint.green(`+ ${codeLine(line)}`)}`),
      ]

const codeLine = (line: string): string => visible(line.replaceAll('\t', '    '))

const otherLines = (others: readonly Finding[], paint: Paint): readonly string[] => {
  if (others.length === 0) return []
  const shown = others.slice(0, MOST).map(({ evidence, message, ...finding }) => {
    const entry = evidence[0]?.label ?? message
    return `    ${paint.cyan(placeOf(finding))} in ${visible(finding.symbol)}, from ${visible(entry)}`
  })
  return [
    '  also reached here',
    ...shown,
    ...(others.length > MOST ? [`    and ${others.length - MOST} more: '--format concise' lists all`] : []),
  ]
}

/** Suppressions without effect or use: they hide nothing, but somebody thinks they do. */
const suppressionLines = ({ suppressions }: Report, paint: Paint): readonly string[] => {
  if (suppressions.length === 0) return []
  return [
    paint.bold(`Suppressions to look at: ${suppressions.length}`),
    ...suppressions.slice(0, MOST).map((problem) => `  ${paint.cyan(placeOf(problem))}  ${visible(problem.message)}`),
    ...(suppressions.length > MOST ? [`  and ${suppressions.length - MOST} more: '--format concise' lists all`] : []),
    '',
  ]
}

/** Packs that found nothing say so: an empty list is a result. */
const packLines = ({ packs }: Report, paint: Paint): readonly string[] => {
  const clean = Object.entries(packs).filter(([, { checksRun, findings }]) => checksRun > 0 && findings === 0)
  const lines = clean.map(
    ([pack, { checksRun }]) => `${paint.green('✓')} ${pack}: no issues found, ${checksRun} ${plural('check', checksRun)} ran`,
  )
  return lines.length === 0 ? [] : [...lines, '']
}

const notAnalysedLines = ({ notAnalysed }: Report, paint: Paint): readonly string[] => {
  if (notAnalysed.length === 0) return []
  return [
    paint.bold(`Not analysed, or not whole: ${notAnalysed.length} ${plural('file', notAnalysed.length)}`),
    ...notAnalysed.slice(0, MOST).map(({ file, because }) => `  ${visible(file)}: ${visible(because)}`),
    ...(notAnalysed.length > MOST ? [`  and ${notAnalysed.length - MOST} more: '--format json' lists all`] : []),
    '',
  ]
}

const closingLines = (
  { stats, findings }: Report,
  voting: readonly Finding[],
  aside: readonly Finding[],
  { paint, minConfidence }: PrettyOptions,
): readonly string[] => {
  const unsure = findings.filter((finding) => !isSureEnough(finding, minConfidence) && !isSuppressed(finding)).length
  const suppressed = findings.filter(isSuppressed).length
  const { calls, resolvedCalls, files } = stats
  const share =
    calls === 0
      ? ''
      : `Calls resolved: ${percent(resolvedCalls, calls)} of ${calls}; the rest is unknown and stays silent ('--show-unresolved' says why).`
  const counts = voting.length === 0 ? 'No findings' : `${voting.length} ${plural('finding', voting.length)} (${countBySeverity(voting)})`
  const first = voting[0] ?? aside[0]
  return [
    ...(share === '' ? [] : [share]),
    ...(files > 0 && stats.reachedCalls === 0
      ? ['No entry point was found (route, task, lifespan): was the folder of the application reviewed?']
      : []),
    `${paint.bold(counts)}${aside.length === 0 ? '' : ` and ${aside.length} without a vote`} in ${files} ${plural('file', files)}.`,
    ...(unsure === 0 ? [] : [`${unsure} more of lower confidence left out: '--min-confidence low' shows them.`]),
    ...(suppressed === 0 ? [] : [`${suppressed} suppressed with a reason: '--format json' lists them.`]),
    ...(first ? [paint.dim(`'faultline explain ${first.rule}' tells how the rule decides.`)] : []),
  ]
}

const percent = (part: number, whole: number): string => `${Math.floor((100 * part) / whole)} %`

const placeOf = ({ file, line, column }: { readonly file: string; readonly line: number; readonly column: number }): string =>
  `${visible(file)}:${line}:${column}`

const severityWord = (severity: Severity, paint: Paint): string => {
  if (severity === 'blocker') return paint.red(paint.bold(severity))
  return severity === 'major' ? paint.yellow(paint.bold(severity)) : paint.bold(severity)
}

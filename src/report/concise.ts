import type { Confidence, Finding, Severity } from '../model/finding.ts'
import type { Report } from '../model/report.ts'
import { isSureEnough } from './certainty.ts'
import { placedCompounds } from './compounds.ts'
import { visible } from './visible.ts'

/** The words editors and continuous integration understand. */
const WORDS: Readonly<Record<Severity, string>> = { blocker: 'error', major: 'warning', minor: 'info', suggestion: 'hint' }

/**
 * One line per finding for problem matchers, exactly `path:line:col: severity rule-id message`. Compounds come first. Findings that cannot change the verdict
 * come last and say so, then suppressions to look at; those less sure than asked for, and suppressed ones, are left out. Two at the same place with the same message are one line: editors
 * show one problem per place.
 */
export const concise = (report: Report, minConfidence: Confidence): string => {
  const { findings, suppressions } = report
  const lines = new Map<string, string>()
  const shown = findings.filter((each) => isSureEnough(each, minConfidence) && !isSuppressed(each))
  for (const { compound, rule, at } of placedCompounds(report, minConfidence)) {
    const place = `${visible(at.file)}:${at.line}:${at.column}:`
    lines.set(`${place} ${compound.message}`, `${place} ${WORDS[compound.severity]} ${rule} ${visible(compound.message)}\n`)
  }
  for (const finding of [...shown.filter((each) => !isAside(each)), ...shown.filter(isAside)]) {
    const { file, line, column, severity, rule, message } = finding
    const place = `${visible(file)}:${line}:${column}:`
    const key = `${place} ${message}`
    if (!lines.has(key)) lines.set(key, `${place} ${WORDS[severity]} ${rule} ${visible(message)}${aside(finding)}\n`)
  }
  for (const { file, line, column, rule, message } of suppressions) {
    const place = `${visible(file)}:${line}:${column}:`
    lines.set(`${place} ${message}`, `${place} info ${rule} ${visible(message)}\n`)
  }
  return [...lines.values()].join('')
}

/** Silenced in the source: counted and listed in the JSON report, but not shown and without a vote. */
export const isSuppressed = ({ suppressed }: Finding): boolean => suppressed !== undefined

/** Shown, but without a vote: a preview rule's finding, one of low confidence, or one that the source silences with a reason. */
export const isAside = ({ stage, confidence, suppressed }: Finding): boolean =>
  stage === 'preview' || confidence === 'low' || suppressed !== undefined

const aside = ({ stage, confidence }: Finding): string =>
  stage === 'preview' ? ' (preview)' : confidence === 'low' ? ' (needs confirmation)' : ''

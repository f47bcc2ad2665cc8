import type { Finding, Severity } from '../model/finding.ts'
import type { Report } from '../model/report.ts'
import { visible } from './visible.ts'

/** The words editors and continuous integration understand. */
const WORDS: Readonly<Record<Severity, string>> = { blocker: 'error', major: 'warning', minor: 'info', suggestion: 'hint' }

/**
 * One line per finding for problem matchers, exactly `path:line:col: severity rule-id message`. Findings that cannot change the verdict
 * come last and say so. Two at the same place with the same message are one line: editors show one problem per place.
 */
export const concise = ({ findings }: Report): string => {
  const lines = new Map<string, string>()
  for (const finding of [...findings.filter((each) => !isAside(each)), ...findings.filter(isAside)]) {
    const { file, line, column, severity, rule, message } = finding
    const place = `${visible(file)}:${line}:${column}:`
    const key = `${place} ${message}`
    if (!lines.has(key)) lines.set(key, `${place} ${WORDS[severity]} ${rule} ${visible(message)}${aside(finding)}\n`)
  }
  return [...lines.values()].join('')
}

/** Shown, but without a vote: a preview rule's finding, or one of low confidence. */
export const isAside = ({ stage, confidence }: Finding): boolean => stage === 'preview' || confidence === 'low'

const aside = ({ stage, confidence }: Finding): string =>
  stage === 'preview' ? ' (preview)' : confidence === 'low' ? ' (needs confirmation)' : ''

import type { Finding, Severity } from '../model/finding.ts'
import { isAside, isSuppressed } from '../report/concise.ts'
import { SEVERITIES } from '../config/config.ts'

/**
 * Whether a finding makes the exit code 1: severe enough, or a violated standard; preview rules, low confidence, suppressed findings and
 * those of a waived standard have no vote.
 */
export const fails = (finding: Finding, failOn: Severity, waived: readonly string[]): boolean =>
  !isAside(finding) &&
  !isSuppressed(finding) &&
  !(finding.nonNegotiable !== null && waived.includes(finding.nonNegotiable)) &&
  (finding.nonNegotiable !== null || SEVERITIES.indexOf(finding.severity) <= SEVERITIES.indexOf(failOn))

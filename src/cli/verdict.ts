import type { Finding, Severity } from '../model/finding.ts'
import { isAside } from '../report/concise.ts'
import { SEVERITIES } from '../config/config.ts'

/** Whether a finding makes the exit code 1: severe enough, or a violated standard; preview rules and low confidence have no vote. */
export const fails = (finding: Finding, failOn: Severity): boolean =>
  !isAside(finding) && (finding.nonNegotiable !== null || SEVERITIES.indexOf(finding.severity) <= SEVERITIES.indexOf(failOn))

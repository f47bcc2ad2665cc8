import type { Finding, Severity } from '../model/finding.ts'
import type { Compound } from '../model/issue.ts'
import { isAside } from '../report/concise.ts'
import { SEVERITIES } from '../config/config.ts'

/** Whether a finding makes the exit code 1: severe enough, or a violated standard; what has no vote never does. */
export const fails = (finding: Finding, failOn: Severity): boolean =>
  !isAside(finding) && (finding.nonNegotiable !== null || isAtLeast(finding.severity, failOn))

/** Whether a compound does. All its parts have a vote. */
export const compoundFails = ({ severity }: Compound, failOn: Severity): boolean => isAtLeast(severity, failOn)

const isAtLeast = (severity: Severity, least: Severity): boolean => SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(least)

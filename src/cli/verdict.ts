import type { Finding, Severity } from '../model/finding.ts'
import type { Report } from '../model/report.ts'
import { isAside } from '../report/concise.ts'
import { SEVERITIES } from '../config/config.ts'

/**
 * Whether a report makes the exit code 1: something severe enough, or a violated standard. What has no vote never does (preview rules,
 * low confidence, suppressed findings), nor what violates a waived standard.
 */
export const fails = ({ findings, compounds, standards }: Report, failOn: Severity): boolean => {
  const waived = new Set(standards.filter(({ status }) => status === 'waived').map(({ standard }) => standard))
  const isFailure = (finding: Finding): boolean => {
    if (isAside(finding)) return false
    if (finding.nonNegotiable !== null) return !waived.has(finding.nonNegotiable)
    return isAtLeast(finding.severity, failOn)
  }
  return findings.some(isFailure) || compounds.some(({ severity }) => isAtLeast(severity, failOn))
}

const isAtLeast = (severity: Severity, least: Severity): boolean => SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(least)

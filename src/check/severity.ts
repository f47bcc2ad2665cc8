/** Severities and confidences as ordered scales: rules and contexts move along them, only downwards. */
import type { Confidence, Severity } from '../model/finding.ts'

const SEVERITIES: readonly Severity[] = ['blocker', 'major', 'minor', 'suggestion']
const CONFIDENCES: readonly Confidence[] = ['high', 'medium', 'low']

/** 0 is the most severe. */
export const severityRank = (severity: Severity): number => SEVERITIES.indexOf(severity)
export const confidenceRank = (confidence: Confidence): number => CONFIDENCES.indexOf(confidence)

/** One or more steps down, at most to a suggestion. */
export const lowered = (severity: Severity, steps = 1): Severity => SEVERITIES[Math.min(severityRank(severity) + steps, 3)]
/** The less severe of the two. */
export const atMost = (severity: Severity, limit: Severity): Severity => (severityRank(severity) < severityRank(limit) ? limit : severity)
/** The less certain of the two. */
export const noSurerThan = (confidence: Confidence, limit: Confidence): Confidence =>
  confidenceRank(confidence) < confidenceRank(limit) ? limit : confidence
/**
 * The severity a configuration gives a finding: what is at the declared severity becomes the set one; what a context lowered is lowered
 * further, never raised.
 */
export const configuredSeverity = (found: Severity, declared: Severity, setting: Severity | 'off' | undefined): Severity | 'off' => {
  if (setting === undefined || setting === 'off') return setting ?? found
  return found === declared ? setting : atMost(found, setting)
}

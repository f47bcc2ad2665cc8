/** Connects findings: raises those that several packs agree on, and finds faults that line up. */
import type { CheckResult } from '../check/run.ts'
import type { CompoundPattern } from '../model/compound.ts'
import type { Finding } from '../model/finding.ts'
import type { Compound, Elevation } from '../model/issue.ts'
import type { Project } from '../model/project.ts'
import { findCompounds } from './compound.ts'
import type { PredicateOf } from './elevate.ts'
import type { Told } from './facts/about.ts'
import { elevate } from './elevate.ts'
import type { Joined } from './join.ts'
import { createJoins } from './join.ts'

export interface CorrelateOptions {
  readonly patterns: readonly CompoundPattern[]
  readonly predicateOf: PredicateOf
  /** What the configuration says of the deployment. */
  readonly told?: Told
  /** Puts the name of a file under the root that reports name files from. */
  readonly place?: (file: string) => string
}

export interface Correlation {
  /** As they came, with raised severities. */
  readonly findings: readonly Finding[]
  readonly elevations: readonly Elevation[]
  readonly compounds: readonly Compound[]
}

/** Pure: votes count what rules said on their own, compounds are made of what is left after the votes. */
export const correlate = (
  project: Project,
  { findings, concerns }: Pick<CheckResult, 'findings' | 'concerns'>,
  { patterns, predicateOf, told = {}, place }: CorrelateOptions,
): Correlation => {
  const joins = createJoins(project)
  const joined = findings.map((finding): Joined => {
    const concern = concerns.get(finding.id)
    if (concern === undefined) throw new Error(`nothing is known of the subject of finding ${finding.id}`)
    return { finding, concern }
  })
  const elevations = elevate(joined, joins, predicateOf)
  const raised = new Map(elevations.map(({ finding, to }) => [finding, to]))
  const outcome = joined.map(({ finding, concern }): Joined => ({
    finding: { ...finding, severity: raised.get(finding.id) ?? finding.severity },
    concern,
  }))
  const compounds = findCompounds({ project, findings: outcome, joins, patterns, told, ...(place === undefined ? {} : { place }) })
  return { findings: outcome.map(({ finding }) => finding), elevations, compounds }
}

/** All standards, each with its status and how it is known. What nothing proven has looked at is never called held. */
import { severityRank } from '../check/severity.ts'
import type { Finding } from '../model/finding.ts'
import type { Proof, Standard, StandardRow, Tally } from '../model/judgement.ts'

/** A standard that the configuration waives. */
export interface Waiver {
  readonly standard: string
  readonly reason: string
}

export interface StandardsInput {
  readonly waivers: readonly Waiver[]
  /** By file and place, suppressed ones included. */
  readonly findings: readonly Finding[]
  /** Of the rules that ran. */
  readonly tallies: readonly Tally[]
  /** The standard a rule names, and whether there is such a rule at all. */
  readonly standardOf: (rule: string) => string | null | undefined
  /** Files of the application that were looked at. */
  readonly files: number
}

export const judgeStandards = (rows: readonly StandardRow[], input: StandardsInput): readonly Standard[] =>
  rows.map((row) => ({ standard: row.standard, ...statusOf(row, input) }))

type Status = Omit<Standard, 'standard'>

const statusOf = (row: StandardRow, input: StandardsInput): Status => {
  const violating = input.findings.filter(({ nonNegotiable }) => nonNegotiable === row.standard)
  const violated = violating.filter(({ suppressed }) => suppressed === undefined)
  const waiver = input.waivers.find(({ standard }) => standard === row.standard)
  if (violated.length > 0 && waiver !== undefined) return { status: 'waived', findings: idsOf(violating), reason: waiver.reason }
  if (violated.length > 0) return { status: 'violated', findings: idsOf(violated) }
  if (violating.length > 0) {
    const reasons = violating.flatMap(({ suppressed }) => suppressed?.reason ?? [])
    return { status: 'waived', findings: idsOf(violating), reason: [...new Set(reasons)].join('; ') }
  }
  const unproven = input.findings.filter((finding) => wouldViolate(finding, row, input))
  if (unproven.length > 0) {
    const previews = unproven.filter(({ stage }) => stage === 'preview').length
    const reason =
      previews === unproven.length
        ? 'found by preview rules only'
        : previews === 0
          ? 'found with low confidence only'
          : 'found by preview rules or with low confidence only'
    return { status: 'needsConfirmation', findings: idsOf(unproven), reason }
  }
  return withoutFindings(row, input)
}

const idsOf = (findings: readonly Finding[]): readonly string[] => findings.map(({ id }) => id)

/** As severe as a violation, by a rule that names this standard, but not proven enough to be one. */
const wouldViolate = (
  { rule, severity, stage, confidence, suppressed }: Finding,
  row: StandardRow,
  { standardOf }: StandardsInput,
): boolean =>
  row.rules.includes(rule) &&
  standardOf(rule) === row.standard &&
  suppressed === undefined &&
  severityRank(severity) <= severityRank('major') &&
  (stage === 'preview' || confidence === 'low')

const withoutFindings = ({ rules, subject, absent }: StandardRow, { tallies, standardOf, files }: StandardsInput): Status => {
  const built = rules.filter((rule) => standardOf(rule) !== undefined)
  if (built.length === 0) return unchecked(`not checked: no rule for it is built yet (${rules.join(', ')})`)
  const ran = tallies.filter(({ rule }) => rules.includes(rule))
  const off = built.filter((rule) => !ran.some((tally) => tally.rule === rule))
  if (off.length > 0) return unchecked(`not checked in full: turned off (${off.join(', ')})`)
  const missing = rules.filter((rule) => !built.includes(rule))
  if (missing.length > 0) return unchecked(`not checked in full: not built yet (${missing.join(', ')})`)
  const preview = ran.filter(({ stage }) => stage === 'preview').map(({ rule }) => rule)
  if (preview.length > 0) return unchecked(`nothing found, but by rules still in preview (${preview.join(', ')})`)
  const unknown = ran.reduce((sum, tally) => sum + tally.unknown, 0)
  if (unknown > 0) return unchecked(`nothing found, but ${unknown} ${unknown === 1 ? 'place' : 'places'} could not be decided`)
  const fine = ran.reduce((sum, tally) => sum + tally.fine, 0)
  if (fine > 0) return { status: 'held', findings: [], proof: proofOf(ran, fine) }
  const reason = `no ${subject} were found`
  if (absent === 'held' && files > 0) return { status: 'held', findings: [], proof: { count: files }, reason }
  return { status: 'notApplicable', findings: [], reason }
}

const unchecked = (reason: string): Status => ({ status: 'needsConfirmation', findings: [], reason })

/** The place if there is only one, else how many there are. */
export const proofOf = (tallies: readonly Tally[], fine: number): Proof => {
  const proof = tallies.find((tally) => tally.proof !== null)?.proof
  return fine === 1 && proof !== undefined && proof !== null ? { file: proof.file, line: proof.line } : { count: fine }
}

import type { Finding } from '../model/finding.ts'
import type { Compound } from '../model/issue.ts'
import type { Tally } from '../model/judgement.ts'
import type { NotAnalysed } from '../model/report.ts'
import type { SuppressionProblem } from '../model/suppression.ts'

/** Paths as the report names them: `prefix` leads from the git root to the project's folder, empty if they are the same. */
export const prefixed = (prefix: string): ((file: string) => string) => (prefix === '' ? (file) => file : (file) => `${prefix}/${file}`)

/** A finding with every path put under the root. */
export const findingUnder = (finding: Finding, place: (file: string) => string): Finding => {
  const under = <Step extends { readonly file: string }>(step: Step): Step => ({ ...step, file: place(step.file) })
  const { root } = finding
  return {
    ...under(finding),
    ...(root ? { root: under(root) } : {}),
    evidence: finding.evidence.map(under),
    related: finding.related.map(under),
  }
}

/** A compound's own places; its findings are told by id. */
export const compoundUnder = (compound: Compound, place: (file: string) => string): Compound => ({
  ...compound,
  parts: compound.parts.map((part) =>
    'fact' in part ? { ...part, evidence: part.evidence.map((step) => ({ ...step, file: place(step.file) })) } : part,
  ),
})

export const tallyUnder = (tally: Tally, place: (file: string) => string): Tally =>
  tally.proof === null ? tally : { ...tally, proof: { ...tally.proof, file: place(tally.proof.file) } }

export const notAnalysedUnder = (list: readonly NotAnalysed[], place: (file: string) => string): readonly NotAnalysed[] =>
  list.map(({ file, because }) => ({ file: place(file), because })).toSorted((x, y) => (x.file < y.file ? -1 : x.file > y.file ? 1 : 0))

/** Problems of suppressions put under the root, with others that are named from there already; by file and place. */
export const problemsUnder = (
  problems: readonly SuppressionProblem[],
  place: (file: string) => string,
  others: readonly SuppressionProblem[],
): readonly SuppressionProblem[] =>
  [...problems.map((problem) => ({ ...problem, file: place(problem.file) })), ...others].toSorted(
    (x, y) => (x.file < y.file ? -1 : x.file > y.file ? 1 : 0) || x.line - y.line || x.column - y.column || (x.rule < y.rule ? -1 : 1),
  )

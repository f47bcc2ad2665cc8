import type { Confidence, Finding } from '../model/finding.ts'
import type { Compound } from '../model/issue.ts'
import type { Report } from '../model/report.ts'
import { isSureEnough } from './certainty.ts'

/** A compound has no place of its own: formats that need one show it at the first finding it sits on. */
export interface PlacedCompound {
  readonly compound: Compound
  readonly rule: string
  readonly at: Finding
}

/** Compounds at least that sure, in the report's order. */
export const placedCompounds = ({ compounds, findings }: Report, least: Confidence): readonly PlacedCompound[] =>
  compounds
    .filter((compound) => isSureEnough(compound, least))
    .flatMap((compound) => {
      const at = findings.find(({ id }) => id === compound.anchors[0])
      return at === undefined ? [] : [{ compound, rule: compoundRule(compound.pattern), at }]
    })

/** The id under which a pattern is shown among rules. */
export const compoundRule = (pattern: string): string => `compound/${pattern}`

/** The whole review, part by part, in the order the chair hands it over; and its short form. */
import type { Block } from '../document.ts'
import { capped, heading, moreLine, paragraph } from '../document.ts'
import { compoundsPart, findingsPart, findingsTable } from './issues.ts'
import { itemLine, passedPart, roadmapPart, verdictPart } from './plan.ts'
import { ceilingsPart } from './ceilings.ts'
import { loopPart } from './loop.ts'
import { queriesPart } from './queries.ts'
import type { Sheet } from './sheet.ts'
import { foundLine, specialistsPart } from './specialists.ts'
import { standardsPart } from './standards.ts'
import { healthTable, leadPart, summaryPart } from './summary.ts'
import { SPECIALISTS } from './sheet.ts'

export const fullReview = (sheet: Sheet): readonly Block[] => [
  heading(1, 'faultline review', 'top'),
  leadPart(sheet),
  ...summaryPart(sheet),
  ...standardsPart(sheet),
  ...findingsPart(sheet),
  ...compoundsPart(sheet),
  ...specialistsPart(sheet),
  ...queriesPart(sheet),
  ...loopPart(sheet),
  ...ceilingsPart(sheet),
  ...passedPart(sheet),
  ...roadmapPart(sheet),
  ...verdictPart(sheet),
]

/** Fits a comment: verdict, compounds, the worst findings, what to do, a line per clean pack. */
export const briefReview = (sheet: Sheet): readonly Block[] => {
  const { report, findings, most } = sheet
  const { shown, more } = capped(findings, most)
  const clean = Object.entries(report.packs).filter(([, review]) => review.checksRun > 0 && review.findings === 0)
  const tasks = capped(report.roadmap, 5)
  return [
    heading(1, 'faultline review', 'top'),
    leadPart(sheet),
    ...(report.compounds.length === 0 ? [] : compoundsPart(sheet)),
    ...(shown.length === 0
      ? [paragraph('No findings.')]
      : [{ is: 'details' as const, summary: [`Findings: ${findings.length}`], blocks: [findingsTable(shown, sheet), ...moreLine(more)] }]),
    ...(tasks.shown.length === 0
      ? []
      : [
          {
            is: 'details' as const,
            summary: [`Roadmap: ${report.roadmap.length}`],
            blocks: [{ is: 'list' as const, ordered: true, lines: tasks.shown.map(itemLine) }, ...moreLine(tasks.more)],
          },
        ]),
    { is: 'details', summary: ['Health'], blocks: [healthTable(sheet)] },
    { is: 'details', summary: ['Standards'], blocks: standardsPart(sheet).slice(1) },
    ...(clean.length === 0
      ? []
      : [{ is: 'list' as const, lines: clean.map(([pack, review]) => [`✓ ${SPECIALISTS[pack] ?? pack}: ${foundLine(review, 0)}`]) }]),
  ]
}

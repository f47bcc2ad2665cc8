/** Parts 9 to 11: what is right, what to do in which order, and the verdict. */
import type { RoadmapItem, RoadmapStage } from '../../model/judgement.ts'
import type { Block, Line } from '../document.ts'
import { capped, heading, moreLine, paragraph, prose } from '../document.ts'
import { gainOf, verdictLine } from '../headline.ts'
import type { Sheet } from './sheet.ts'
import { SPECIALISTS } from './sheet.ts'
import { proofLine } from './standards.ts'

const MOST_CHECKS = 80

export const passedPart = ({ report }: Sheet): readonly Block[] => {
  const { shown, more } = capped(report.passed, MOST_CHECKS)
  return [
    heading(2, 'Passed checks', 'passed'),
    ...(shown.length === 0
      ? [paragraph('No check is proven in full yet: a check passes only if it had something to judge and all of it is right.')]
      : [
          {
            is: 'list' as const,
            lines: shown.map(({ check, pack, proof, stage }): Line => [
              `${SPECIALISTS[pack] ?? pack}: `,
              ...prose(check),
              ' ',
              ...proofLine(proof),
              stage === 'preview' ? ' (by a preview rule)' : '',
            ]),
          },
          ...moreLine(more),
        ]),
  ]
}

const STAGES: readonly RoadmapStage[] = ['fix before merge', 'fix before deploy', 'next sprint', 'consider']

export const roadmapPart = (sheet: Sheet): readonly Block[] => {
  const { roadmap } = sheet.report
  return [
    heading(2, 'Roadmap', 'roadmap'),
    ...(roadmap.length === 0
      ? [paragraph('Nothing to do: no finding has a vote.')]
      : STAGES.flatMap((stage) => stageBlocks(stage, roadmap, sheet.most))),
  ]
}

const stageBlocks = (stage: RoadmapStage, roadmap: readonly RoadmapItem[], most: number): readonly Block[] => {
  const items = roadmap.filter((item) => item.stage === stage)
  if (items.length === 0) return []
  const { shown, more } = capped(items, Math.max(most, 5))
  return [
    heading(3, `${stage[0].toUpperCase()}${stage.slice(1)} (${items.length})`, `stage-${stage.replaceAll(' ', '-')}`),
    { is: 'list', ordered: true, lines: shown.map(itemLine) },
    ...moreLine(more),
  ]
}

export const itemLine = (item: RoadmapItem): Line => [...prose(item.fix), ` (${gainOf(item)})`]

export const verdictPart = ({ report }: Sheet): readonly Block[] => [
  heading(2, 'Verdict', 'verdict'),
  paragraph({ strong: verdictLine(report) }, '.'),
]

/** Places and words in manifests, for rules that judge them. */
import type { DockerStage } from '../model/deployment.ts'
import type { Instruction, NodeId, Range } from '../model/manifest.ts'
import type { Project } from '../model/project.ts'
import type { Span } from '../model/span.ts'
import type { FileId } from '../model/type.ts'
import type { Edit, Subject } from './rule.ts'

/** A node of a document as what a finding is about. */
export const nodeSubject = (file: FileId, node: NodeId): Subject => ({ is: 'service', place: { file, value: node } })

/** An instruction as what a finding is about. */
export const instructionSubject = (project: Project, file: FileId, { start }: Range): Subject =>
  nodeSubject(
    file,
    project.manifest(file).instructions.findIndex((instruction) => instruction.start === start),
  )

/** `stage production`, or the place of one without a name. */
export const stageName = ({ name, index }: DockerStage): string => (name === null ? `stage ${index + 1}` : `stage ${name}`)

/** The last of the instructions with a keyword: the one in force. */
export const lastOf = (instructions: readonly Instruction[], keyword: string): Instruction | null =>
  instructions.findLast((instruction) => instruction.keyword === keyword) ?? null

/** Taking one word out of an instruction or a list in a document, if it is written there as a word of its own behind another. */
export function withoutWord(project: Project, span: Span, word: string): readonly Edit[] {
  const { instructions, nodes } = project.manifest(span.file)
  const inside = ({ start, end }: Range): boolean => start >= span.start && end <= span.end
  const items = [
    ...instructions.filter(inside).flatMap(({ words }) => words.map((each) => ({ ...each, value: each.text }))),
    ...nodes.filter((node) => node.is === 'scalar' && typeof node.key === 'number' && inside(node)),
  ]
  const at = items.findIndex(({ value }) => value === word)
  if (at <= 0) return []
  return [{ span: { file: span.file, start: items[at - 1].end, end: items[at].end }, text: [] }]
}

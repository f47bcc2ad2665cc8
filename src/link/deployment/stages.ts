/** Stages of Dockerfiles: which image each starts from, which are deployed. */
import type { DockerStage } from '../../model/deployment.ts'
import type { Instruction, ManifestSummary } from '../../model/manifest.ts'
import type { FileId } from '../../model/type.ts'
import { imageRef } from './images.ts'
import { substituted } from './variables.ts'

const DEVELOPMENT = /(?:^|[-_./])(?:dev|devel|development|debug|test|tests|testing|e2e|ci|local|playwright|bench|lint|builder)(?:$|[-_./])/i

/** `targets`: names of stages that something builds (`target:` of a compose file, `--target` of a workflow), by Dockerfile. */
export function dockerStages(
  manifests: readonly ManifestSummary[],
  targets: (file: FileId) => ReadonlySet<string>,
): readonly DockerStage[] {
  return manifests.flatMap((summary, index) => (summary.format === 'dockerfile' ? stagesOf(summary, -1 - index, targets(-1 - index)) : []))
}

function stagesOf({ path, instructions }: ManifestSummary, file: FileId, targets: ReadonlySet<string>): readonly DockerStage[] {
  const globals = new Map<string, string | null>()
  const stages: DockerStage[] = []
  const starts = instructions.flatMap(({ keyword }, at) => (keyword === 'FROM' ? [at] : []))
  for (const { keyword, words } of instructions.slice(0, starts[0] ?? 0))
    if (keyword === 'ARG') for (const word of words) declare(globals, word.text)
  for (const [index, start] of starts.entries()) {
    const from = instructions[start]
    const [base, as, alias] = from.words
    if (base === undefined) continue
    const text = substituted(base.text, (name) => globals.get(name) ?? null)
    const parent = stages.find((stage) => stage.name !== null && stage.name.toLowerCase() === text.toLowerCase()) ?? null
    const name = as?.text.toLowerCase() === 'as' ? (alias?.text ?? null) : null
    const isLast = index === starts.length - 1
    stages.push({
      is: 'dockerStage',
      file,
      index,
      name,
      at: { file, start: from.start, end: from.end },
      image: parent === null && text !== 'scratch' ? imageRef(text, { file, start: base.start, end: base.end }) : null,
      parent,
      instructions: instructions.slice(start + 1, starts[index + 1]),
      deployed: isLast || (name !== null && targets.has(name)),
      development: DEVELOPMENT.test(path) || (name !== null && DEVELOPMENT.test(name)),
    })
  }
  return stages
}

function declare(globals: Map<string, string | null>, text: string): void {
  const cut = text.indexOf('=')
  const name = cut < 0 ? text : text.slice(0, cut)
  const value = cut < 0 ? null : text.slice(cut + 1).replace(/^(["'])(.*)\1$/, '$2')
  globals.set(name, value === null ? null : substituted(value, (other) => globals.get(other) ?? null))
}

/** The instructions that make a stage, those of the stages it starts from first. */
export function ancestry(stage: DockerStage): readonly Instruction[] {
  return stage.parent === null ? stage.instructions : [...ancestry(stage.parent), ...stage.instructions]
}

/** The last instruction with that keyword that is in force at the end of a stage. */
export const inForce = (stage: DockerStage, keyword: string): Instruction | null =>
  ancestry(stage).findLast((instruction) => instruction.keyword === keyword) ?? null

/** The image at the bottom of a stage. */
export const baseOf = (stage: DockerStage): DockerStage['image'] => (stage.parent === null ? stage.image : baseOf(stage.parent))

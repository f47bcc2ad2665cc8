import { instructionSubject } from '../../check/manifest.ts'
import type { Rule, Verdict } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { isLiteral, isPlaceholder, isSecretName, masked, passwordIn } from '../../check/secret.ts'
import type { DockerStage } from '../../model/deployment.ts'
import type { Instruction } from '../../model/manifest.ts'
import type { Project } from '../../model/project.ts'

type Id = 'infra/secret-in-image'

const rule: Rule<Id> = defineRule('infra/secret-in-image', {
  *dockerStage(stage, project) {
    for (const instruction of stage.instructions) {
      const { keyword } = instruction
      if (keyword === 'ENV' || keyword === 'ARG') yield* assigned(stage, instruction, project)
      else if (keyword === 'COPY' || keyword === 'ADD') yield* copied(stage, instruction, project)
      else if (keyword === 'RUN') yield* spoken(stage, instruction, project)
    }
  },
})
export default rule

type Verdicts = Generator<Verdict<Id>>

function violationOf(stage: DockerStage, instruction: Instruction, expression: string, project: Project) {
  const at = { file: stage.file, start: instruction.start, end: instruction.end }
  return {
    is: 'violation',
    at,
    subject: instructionSubject(project, stage.file, instruction),
    expression,
    evidence: [{ at, label: `${instruction.keyword} in the image` }],
    ...(isDeployed(stage, project) ? {} : ({ severity: 'minor', standard: null } as const)),
  } as const
}

/** Whether a stage, or one that starts from it, is deployed. */
function isDeployed(stage: DockerStage, { deployment }: Project): boolean {
  return deployment.stages.some((other) => {
    for (let at: DockerStage | null = other; at !== null; at = at.parent)
      if (at.file === stage.file && at.index === stage.index) return other.deployed
    return false
  })
}

function* assigned(stage: DockerStage, instruction: Instruction, project: Project): Verdicts {
  const at = { file: stage.file, start: instruction.start, end: instruction.end }
  for (const [name, value] of assignments(instruction)) {
    if (!isSecretName(name) || value === null) continue
    const violation = violationOf(stage, instruction, name, project)
    if (isOwnArgument(stage, value, project)) yield { ...violation, severity: 'major', message: 'argument', data: { name } }
    else if (!isLiteral(value)) yield { is: 'fine', at, because: 'reference' }
    else if (isPlaceholder(value)) yield { is: 'fine', at, because: 'placeholder' }
    else yield { ...violation, message: 'variable', data: { name, value: masked(value), keyword: instruction.keyword } }
  }
}

/** `NAME=value` pairs, and the old form with a space; null: declared without a value. */
function assignments({ keyword, words }: Instruction): readonly (readonly [string, string | null])[] {
  const [first, second] = words
  if (keyword === 'ENV' && first !== undefined && !first.text.includes('=')) return [[first.text, second?.text ?? null]]
  return words.map(({ text }) => {
    const cut = text.indexOf('=')
    return cut < 0 ? [text, null] : [text.slice(0, cut), text.slice(cut + 1).replace(/^(["'])(.*)\1$/, '$2')]
  })
}

/** `$NAME` of an ARG of the stage: what is put in when it is built is kept. */
function isOwnArgument(stage: DockerStage, value: string, project: Project): boolean {
  const name = /^\$\{?(\w+)\}?$/.exec(value)?.[1]
  if (name === undefined || !isDeployed(stage, project)) return false
  return stage.instructions.some(({ keyword, words }) => keyword === 'ARG' && words.some(({ text }) => text.split('=')[0] === name))
}

const ENVIRONMENT_FILE = /(?:^|\/)\.env(?:\.[\w.-]+)?$/
const TEMPLATE = /\.(?:example|sample|template|dist|default)s?$/

function* copied(stage: DockerStage, instruction: Instruction, project: Project): Verdicts {
  if (instruction.flags.some(({ name }) => name === 'from')) return
  for (const { text } of instruction.words.slice(0, -1)) {
    if (!ENVIRONMENT_FILE.test(text)) continue
    if (TEMPLATE.test(text))
      yield { is: 'fine', at: { file: stage.file, start: instruction.start, end: instruction.end }, because: 'template' }
    else yield { ...violationOf(stage, instruction, 'COPY .env', project), message: 'file', data: { file: text } }
  }
}

function* spoken(stage: DockerStage, instruction: Instruction, project: Project): Verdicts {
  const words = instruction.commands.flatMap((command) => command.words)
  for (const word of words) {
    const password = word === null ? null : passwordIn(word)
    if (password === null || !isLiteral(password) || isPlaceholder(password)) continue
    yield { ...violationOf(stage, instruction, 'RUN address', project), message: 'address', data: { value: masked(password) } }
  }
  const isMounted = instruction.flags.some(({ name, value }) => name === 'mount' && value?.includes('type=secret') === true)
  if (isMounted) yield { is: 'fine', at: { file: stage.file, start: instruction.start, end: instruction.end }, because: 'mounted' }
}

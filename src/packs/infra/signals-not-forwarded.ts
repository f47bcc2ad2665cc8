import { instructionSubject, nodeSubject } from '../../check/manifest.ts'
import type { Edit, Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { DockerStage, ServerProcess } from '../../model/deployment.ts'
import type { Instruction } from '../../model/manifest.ts'
import type { Project } from '../../model/project.ts'

type Id = 'infra/signals-not-forwarded'

const rule: Rule<Id> = defineRule('infra/signals-not-forwarded', {
  *serverProcess(process, project) {
    const { command, by } = process
    if (by.is !== 'image' && by.is !== 'compose') return
    const { at, server } = command
    const because = silenceOf(process, project)
    if (because !== null) {
      yield { is: 'fine', at, because }
      return
    }
    const { format, path, instructions } = project.manifest(at.file)
    const source = by.is === 'compose' ? `service ${by.service.name}` : 'the image'
    const instruction = instructions.find(({ start }) => start === at.start)
    const violation = {
      is: 'violation',
      at,
      subject: instruction === undefined ? nodeSubject(at.file, 0) : instructionSubject(project, at.file, instruction),
      expression: `${server} ${command.app ?? ''}`,
      evidence: [{ at, label: `\`${server}\` is started here` }],
    } as const
    if (format === 'shell')
      yield { ...violation, message: 'script', data: { script: path.slice(path.lastIndexOf('/') + 1), server, source } }
    else yield { ...violation, message: 'shell', data: { server, source }, edits: withExec(instruction, at.file) }
  },
})
export default rule

const INIT = /(?:^|\/)(?:tini|tini-static|dumb-init|catatonit|init|s6-svscan|supervisord|honcho)$/

function silenceOf({ command, by, use }: ServerProcess, project: Project): SilentId<Id> | null {
  if (use !== 'production') return 'development'
  if (command.exec) return 'direct'
  const stage = by.is === 'image' || by.is === 'compose' ? by.stage : null
  const entry = stage === null ? null : entryOf(stage)
  const words = [...command.words, ...(entry?.words.map(({ text }) => text) ?? [])]
  if ((by.is === 'compose' && by.service.settings.init) || words.some((word) => word !== null && INIT.test(word))) return 'init'
  const { instructions, format, commands } = project.manifest(command.at.file)
  if (format === 'shell' && commands.some(({ words: [first] }) => first === 'trap')) return 'traps'
  const instruction = instructions.find(({ start }) => start === command.at.start)
  if (instruction === undefined || instruction.commands.length !== 1) return null
  return runsBash(instruction, stage) || isOnAlpine(stage) ? 'replaced' : null
}

/** BusyBox, whose shell becomes the only command it is given, as bash does; dash stays in front of it. */
function isOnAlpine(stage: DockerStage | null): boolean {
  let at = stage
  while (at !== null && at.parent !== null) at = at.parent
  return at?.image?.known === true && (at.image.name === 'alpine' || /(?:^|-)alpine/.test(at.image.tag ?? ''))
}

const entryOf = (stage: DockerStage): Instruction | null => {
  for (let at: DockerStage | null = stage; at !== null; at = at.parent) {
    const found = at.instructions.findLast(({ keyword }) => keyword === 'ENTRYPOINT')
    if (found !== undefined) return found
  }
  return null
}

/** `["bash", "-c", "…"]`, or the shell form under `SHELL ["/bin/bash", "-c"]`. */
function runsBash({ exec, words }: Instruction, stage: DockerStage | null): boolean {
  const shell = exec ? words[0]?.text : stage?.instructions.findLast(({ keyword }) => keyword === 'SHELL')?.words[0]?.text
  return shell !== undefined && /(?:^|\/)bash$/.test(shell)
}

/** `exec` before the only command of a shell form. */
function withExec(instruction: Instruction | undefined, file: number): readonly Edit[] {
  if (instruction === undefined || instruction.exec || instruction.commands.length !== 1) return []
  const [command] = instruction.commands
  const { rest } = instruction
  // An assignment before the command (`A=1 uvicorn …`) has to stay before it.
  if (!rest.text.startsWith(command.words[0] ?? '\0')) return []
  return [{ span: { file, start: rest.start, end: rest.start }, text: ['exec '] }]
}

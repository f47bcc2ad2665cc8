/** Which servers and workers are started: the command of every image and service, followed into entry point scripts. */
import type { ComposeService, DockerStage, ManifestUse, ServerCommand, ServerProcess } from '../../model/deployment.ts'
import type { Command, ManifestSummary, NodeId } from '../../model/manifest.ts'
import type { Span } from '../../model/span.ts'
import type { FileId } from '../../model/type.ts'
import { nodeAt } from '../manifests/tree.ts'
import { manifestRole } from '../manifests/role.ts'
import { joined } from './paths.ts'
import { serverOf } from './servers.ts'
import { ancestry, inForce } from './stages.ts'

interface Sources {
  readonly manifests: readonly ManifestSummary[]
  readonly stages: readonly DockerStage[]
  readonly services: readonly ComposeService[]
}

export function serverProcesses(sources: Sources): readonly ServerProcess[] {
  const { manifests, stages, services } = sources
  const byCompose = services.flatMap((service) => composeProcesses(sources, service))
  // What only development starts in another way still runs as its image says.
  const started = new Set(
    byCompose.flatMap(({ by, use }) => (by.is === 'compose' && by.stage !== null && use === 'production' ? [by.stage] : [])),
  )
  const byImage = stages
    .filter((stage) => stage.deployed && !started.has(stage))
    .flatMap((stage) =>
      imageCommands(sources, stage).map((command): ServerProcess => {
        return { is: 'serverProcess', command, by: { is: 'image', stage }, use: useOfStage(manifests, stage) }
      }),
    )
  return [...byCompose, ...byImage, ...manifests.flatMap((summary, index) => hostProcesses(summary, -1 - index))]
}

export function useOfStage(manifests: readonly ManifestSummary[], stage: DockerStage): ManifestUse {
  const role = manifestRole(manifests[-1 - stage.file].path)
  if (role !== 'app') return role === 'test' ? 'test' : 'alternative'
  return stage.development ? 'development' : 'production'
}

/** ENTRYPOINT and CMD together (https://docs.docker.com/reference/dockerfile/#understand-how-cmd-and-entrypoint-interact). */
function imageCommands(sources: Sources, stage: DockerStage): readonly ServerCommand[] {
  const entrypoint = inForce(stage, 'ENTRYPOINT')
  const cmd = inForce(stage, 'CMD')
  const at = (instruction: { start: number; end: number }): Span => ({ file: stage.file, start: instruction.start, end: instruction.end })
  if (entrypoint === null) return cmd === null ? [] : serversIn(sources, stage, cmd.commands, at(cmd), [])
  if (cmd?.exec === true)
    return serversIn(
      sources,
      stage,
      entrypoint.commands,
      at(cmd),
      cmd.words.map(({ text }) => text),
    )
  // The shell form is handed over as `/bin/sh -c "…"`: the shell stays in front of what it runs.
  const shell = cmd === null ? [] : serversIn(sources, stage, cmd.commands, at(cmd), [])
  return [...serversIn(sources, stage, entrypoint.commands, at(entrypoint), []), ...shell]
}

/** The servers that commands start; a script that comes with the project is looked into, with what is passed to it. */
function serversIn(
  { manifests }: Sources,
  stage: DockerStage | null,
  commands: readonly Command[],
  at: Span,
  passed: Command['words'],
): readonly ServerCommand[] {
  return commands.flatMap((command, index) => {
    const words = index === commands.length - 1 ? [...command.words, ...passed] : command.words
    const direct = serverOf({ words, exec: command.exec }, at)
    if (direct !== null) return [direct]
    const script = scriptIn(manifests, words, stage)
    if (script === null) return []
    return script.summary.commands.flatMap((inner) => {
      // `exec "$@"` runs what the script is given.
      const isPassing = inner.words.length === 1 && inner.words[0] === null && passed.length > 0
      const found = serverOf(
        isPassing ? { words: passed, exec: inner.exec } : inner,
        isPassing ? at : { file: script.file, start: inner.start, end: inner.end },
      )
      return found === null ? [] : [found]
    })
  })
}

/** The shell script of the project that a command of an image runs, by its file name; null when none or several have it. */
export function scriptIn(
  manifests: readonly ManifestSummary[],
  words: Command['words'],
  stage: DockerStage | null,
): { readonly file: FileId; readonly summary: ManifestSummary } | null {
  for (const word of words.slice(0, 4)) {
    if (word === null) continue
    const name = copiedFrom(stage, word.slice(word.lastIndexOf('/') + 1))
    const found = manifests.flatMap((summary, index) =>
      summary.format === 'shell' && (summary.path === name || summary.path.endsWith(`/${name}`)) ? [{ file: -1 - index, summary }] : [],
    )
    if (found.length === 1) return found[0]
  }
  return null
}

/** `COPY docker/entry.sh /app/run.sh`: the name of the file in the project. */
function copiedFrom(stage: DockerStage | null, name: string): string {
  const copied =
    stage === null
      ? undefined
      : ancestry(stage).find(({ keyword, words }) => keyword === 'COPY' && words.length === 2 && words[1].text.endsWith(`/${name}`))
  const source = copied?.words[0].text ?? name
  return source.slice(source.lastIndexOf('/') + 1)
}

function composeProcesses(sources: Sources, service: ComposeService): readonly ServerProcess[] {
  const { manifests } = sources
  const stage = stageOf(sources, service)
  const layers = [...service.overlays.toReversed(), { file: service.file, node: service.node }]
  const layer = layers.find(({ file, node }) => nodeAt(manifests[-1 - file], node, 'command') >= 0)
  const commands =
    layer === undefined
      ? stage === null
        ? []
        : imageCommands(sources, stage)
      : serversIn(
          sources,
          stage,
          commandsAt(manifests[-1 - layer.file], nodeAt(manifests[-1 - layer.file], layer.node, 'command')),
          spanOf(manifests, layer),
          [],
        )
  return commands.map((command) => ({ is: 'serverProcess', command, by: { is: 'compose', service, stage }, use: service.use }))
}

const spanOf = (manifests: readonly ManifestSummary[], { file, node }: { readonly file: FileId; readonly node: NodeId }): Span => {
  const summary = manifests[-1 - file]
  const { start, end } = summary.nodes[nodeAt(summary, node, 'command')]
  return { file, start, end }
}

/** A command written as a text or as a list of words. */
function commandsAt(summary: ManifestSummary, node: NodeId): readonly Command[] {
  const { is, children, value, start, end } = summary.nodes[node]
  if (is === 'scalar') {
    const commands = summary.nodeCommands.get(node) ?? []
    // Without a shell of its own a text is split into words and run as it is.
    return SHELL_FIRST.test(String(value).trimStart()) ? commands : commands.slice(0, 1).map((command) => ({ ...command, exec: true }))
  }
  const words = children.map((child) => {
    const { value } = summary.nodes[child]
    return typeof value === 'string' && !value.includes('$') ? value : value === null || typeof value === 'string' ? null : String(value)
  })
  const shell =
    words.length > 2 && /(?:^|\/)(?:ba|da)?sh$/.test(words[0] ?? '') ? (summary.nodeCommands.get(children[children.length - 1]) ?? []) : []
  return shell.length > 0 ? shell : [{ words, exec: true, joins: 'end', start, end }]
}

const SHELL_FIRST = /^(?:\/\S*\/)?(?:ba|da|a)?sh\s/

/** The stage of the Dockerfile that a service builds. */
export function stageOf({ manifests, stages }: Pick<Sources, 'manifests' | 'stages'>, { build, file }: ComposeService): DockerStage | null {
  if (build === null || build.context === null || build.context.includes('$')) return null
  const folder = manifests[-1 - file].path.split('/').slice(0, -1).join('/')
  const path = joined(joined(folder, build.context), build.dockerfile ?? 'Dockerfile')
  const inFile = stages.filter((stage) => manifests[-1 - stage.file].path === path)
  return (build.target === null ? inFile.at(-1) : inFile.find(({ name }) => name === build.target)) ?? null
}

/** Procfile lines, systemd units, platform files. */
function hostProcesses(summary: ManifestSummary, file: FileId): readonly ServerProcess[] {
  const role = manifestRole(summary.path)
  const use: ManifestUse = role === 'app' ? 'production' : role === 'test' ? 'test' : 'alternative'
  const made = (commands: readonly Command[], is: 'procfile' | 'systemd' | 'platform'): readonly ServerProcess[] =>
    commands.flatMap((command) => {
      const found = serverOf(command, { file, start: command.start, end: command.end })
      return found === null ? [] : [{ is: 'serverProcess' as const, command: found, by: { is, file }, use }]
    })
  if (summary.format === 'lines')
    return made(
      summary.lines.flatMap(({ commands }) => commands),
      'procfile',
    )
  const under = (keys: ReadonlySet<string>): readonly Command[] =>
    [...summary.nodeCommands].flatMap(([node, commands]) => (keys.has(String(summary.nodes[node].key)) ? commands : []))
  if (summary.format === 'ini') return made(under(new Set(['ExecStart', 'command'])), 'systemd')
  return /(?:^|\/)(?:render\.ya?ml|app\.json|railway\.(?:json|toml)|fly\.toml)$/.test(summary.path)
    ? made(under(new Set(['startCommand', 'dockerCommand'])), 'platform')
    : []
}

/** The per-file half of everything that is not Python: bytes to manifest summary. */
import type { LockedPackage, ManifestFormat, ManifestSummary, NodeId, Range } from '../model/manifest.ts'
import { parseDockerfile } from '../parse/manifest/dockerfile.ts'
import { parseDotenv } from '../parse/manifest/dotenv.ts'
import { parseIni } from '../parse/manifest/ini.ts'
import { parseJson } from '../parse/manifest/json.ts'
import { parseLock } from '../parse/manifest/lock.ts'
import { parseRequirements } from '../parse/manifest/requirements.ts'
import type { ShellParser } from '../parse/manifest/shell.ts'
import { parseToml } from '../parse/manifest/toml.ts'
import { isDeployment, isNamedDeployment, parseYaml } from '../parse/manifest/yaml.ts'
import { decodeText, lineStartsOf } from '../parse/text.ts'
import { suppressionsOf } from './manifest-comments.ts'
import { hashOf } from './summarise.ts'

/** A lock file is long by nature. */
const LOCK_LIMIT = 20_000_000

export interface NotRead {
  readonly path: string
  readonly because: string
}

/** What a manifest says; null for a YAML file that describes no deployment, which is nobody's loss. Never throws for what stands in it. */
export function summariseManifest(
  path: string,
  format: ManifestFormat,
  bytes: Uint8Array,
  shell: ShellParser,
): ManifestSummary | NotRead | null {
  const source = decodeText(bytes, format === 'lock' ? LOCK_LIMIT : undefined)
  if ('reason' in source) return format === 'yaml' && !isNamedDeployment(path) ? null : { path, because: source.reason }
  const { text } = source
  if (format === 'yaml' && !isDeployment(path, text)) return null
  const lineStarts = lineStartsOf(text)
  const base: ManifestSummary = { ...EMPTY, path, format, hash: hashOf(bytes), lineStarts }
  const read = readAs(base, text, shell)
  return 'because' in read ? read : { ...read, suppressions: suppressionsOf(text, read.comments, lineStarts) }
}

function readAs(base: ManifestSummary, text: string, shell: ShellParser): ManifestSummary | NotRead {
  const { format, path, lineStarts } = base
  switch (format) {
    case 'yaml':
      return withCommands({ ...base, ...parseYaml(text) }, shell)
    case 'toml':
      return { ...base, ...parseToml(text) }
    case 'json':
      return withCommands({ ...base, ...parseJson(text) }, shell)
    case 'ini':
      return withCommands({ ...base, ...parseIni(text) }, shell)
    case 'dotenv':
      return { ...base, ...parseDotenv(text) }
    case 'dockerfile':
      return { ...base, ...parseDockerfile(text, lineStarts, shell) }
    case 'requirements':
      return { ...base, ...parseRequirements(text) }
    case 'lock': {
      const packages: readonly LockedPackage[] | null = parseLock(path, text)
      return packages === null ? { path, because: 'This is no lock file that can be read.' } : { ...base, packages }
    }
    case 'shell':
      return { ...base, commands: shell.parse(text) }
    case 'lines':
      return { ...base, lines: linesOf(path, text, lineStarts, shell) }
  }
}

const EMPTY = {
  nodes: [],
  instructions: [],
  requirements: null,
  commands: [],
  nodeCommands: new Map(),
  packages: [],
  lines: [],
  comments: [],
  suppressions: [],
  problems: [],
} as const

/** Keys whose text a shell runs: compose, Kubernetes, CI, systemd, supervisor, platform files. */
const COMMAND_KEYS = new Set([
  'command', 'entrypoint', 'run', 'script', 'before_script', 'after_script', 'ExecStart', 'ExecStartPre', 'startCommand', 'dockerCommand',
  'buildCommand', 'preDeployCommand', 'test', 'args',
]) // prettier-ignore

function withCommands(summary: ManifestSummary, shell: ShellParser): ManifestSummary {
  const { nodes } = summary
  const holders = nodes.flatMap((node, id) => {
    const key = typeof node.key === 'number' && node.parent >= 0 ? nodes[node.parent].key : node.key
    return typeof node.value === 'string' && typeof key === 'string' && COMMAND_KEYS.has(key) ? [id] : []
  })
  if (holders.length === 0) return summary
  const place = (id: NodeId): Range => ({ start: nodes[id].start, end: nodes[id].end })
  const nodeCommands = new Map(
    holders.map((id) => [id, shell.parse(String(nodes[id].value)).map((command) => ({ ...command, ...place(id) }))]),
  )
  return { ...summary, nodeCommands }
}

function linesOf(path: string, text: string, lineStarts: Uint32Array, shell: ShellParser): ManifestSummary['lines'] {
  const isProcfile = path.endsWith('Procfile')
  return Array.from(lineStarts, (start, index) => {
    const line = text.slice(start, lineStarts[index + 1] ?? text.length).trimEnd()
    const end = start + line.length
    const commands = isProcfile ? shell.parse(line.slice(line.indexOf(':') + 1)).map((command) => ({ ...command, start, end })) : []
    return { start, end, text: line, commands }
  }).filter((line) => line.text !== '')
}

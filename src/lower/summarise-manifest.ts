/** The per-file half of everything that is not Python: bytes to manifest summary. */
import type { LockedPackage, ManifestFormat, ManifestSummary } from '../model/manifest.ts'
import { parseDockerfile } from '../parse/manifest/dockerfile.ts'
import { parseDotenv } from '../parse/manifest/dotenv.ts'
import { parseIni } from '../parse/manifest/ini.ts'
import { parseJson } from '../parse/manifest/json.ts'
import { parseLock } from '../parse/manifest/lock.ts'
import { parseRequirements } from '../parse/manifest/requirements.ts'
import { loadShellParser } from '../parse/manifest/shell.ts'
import { parseToml } from '../parse/manifest/toml.ts'
import { isDeployment, isNamedDeployment, parseYaml } from '../parse/manifest/yaml.ts'
import { decodeText, lineStartsOf } from '../parse/text.ts'
import { hashOf } from './summarise.ts'

/** A lock file is long by nature. */
const LOCK_LIMIT = 20_000_000

export interface NotRead {
  readonly path: string
  readonly because: string
}

/** What a manifest says; null for a YAML file that describes no deployment, which is nobody's loss. Never throws for what stands in it. */
export async function summariseManifest(
  path: string,
  format: ManifestFormat,
  bytes: Uint8Array,
): Promise<ManifestSummary | NotRead | null> {
  const source = decodeText(bytes, format === 'lock' ? LOCK_LIMIT : undefined)
  if ('reason' in source) return format === 'yaml' && !isNamedDeployment(path) ? null : { path, because: source.reason }
  const { text } = source
  if (format === 'yaml' && !isDeployment(path, text)) return null
  const lineStarts = lineStartsOf(text)
  const base: ManifestSummary = { ...EMPTY, path, format, hash: hashOf(bytes), lineStarts }
  switch (format) {
    case 'yaml':
      return { ...base, ...parseYaml(text) }
    case 'toml':
      return { ...base, ...parseToml(text) }
    case 'json':
      return { ...base, ...parseJson(text) }
    case 'ini':
      return { ...base, ...parseIni(text) }
    case 'dotenv':
      return { ...base, ...parseDotenv(text) }
    case 'dockerfile':
      return { ...base, ...parseDockerfile(text, lineStarts) }
    case 'requirements':
      return { ...base, ...parseRequirements(text) }
    case 'lock': {
      const packages: readonly LockedPackage[] | null = parseLock(path, text)
      return packages === null ? { path, because: 'This is no lock file that can be read.' } : { ...base, packages }
    }
    case 'shell':
      return { ...base, commands: (await loadShellParser()).parse(text) }
    case 'lines':
      return { ...base, lines: linesOf(text, lineStarts) }
  }
}

const EMPTY = {
  nodes: [],
  instructions: [],
  requirements: null,
  commands: [],
  packages: [],
  lines: [],
  comments: [],
  problems: [],
} as const

const linesOf = (text: string, lineStarts: Uint32Array): ManifestSummary['lines'] =>
  Array.from(lineStarts, (start, index) => {
    const line = text.slice(start, lineStarts[index + 1] ?? text.length).trimEnd()
    return { start, end: start + line.length, text: line }
  }).filter((line) => line.text !== '')

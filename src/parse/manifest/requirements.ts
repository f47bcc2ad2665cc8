/** Requirements files: one requirement a line, by PEP 508; pip's own options are read first, since no package takes them all. */
import { parsePipRequirementsLine, type Requirement as Parsed } from 'pip-requirements-js'
import type { ManifestProblem, Range, Requirement, RequirementsFile } from '../../model/manifest.ts'
import { normalised } from './distribution.ts'

export interface ParsedRequirements {
  readonly requirements: RequirementsFile
  readonly comments: readonly (Range & { readonly text: string })[]
  readonly problems: readonly ManifestProblem[]
}

/** No project has more direct and locked requirements. */
const MAX_LINES = 20_000
const MAX_LINE = 4_000
const COMMENT = /(^|\s)#.*$/
/** A folder or an archive: pip takes what looks like a path for one. */
const LOCAL = /^(?:[./~]|[^\s@;<>=!]+\/|[^\s@]+\.(?:whl|tar\.gz|zip)$)/
const INCLUDE = /^(?:-r|--requirement|-c|--constraint)[ =]?\s*(\S+)/

export function parseRequirements(text: string): ParsedRequirements {
  const requirements: Requirement[] = []
  const includes: RequirementsFile['includes'][number][] = []
  const options: RequirementsFile['options'][number][] = []
  const comments: (Range & { readonly text: string })[] = []
  const problems: ManifestProblem[] = []
  for (const { start, end, line } of logicalLines(text)) {
    const comment = COMMENT.exec(line)
    if (comment !== null) {
      const at = start + comment.index + comment[1].length
      comments.push({ start: at, end, text: line.slice(comment.index + comment[1].length) })
    }
    const written = (comment === null ? line : line.slice(0, comment.index)).trim()
    const at = { start: start + (line.length - line.trimStart().length), end: start + line.length }
    if (written === '') continue
    const include = INCLUDE.exec(written)
    if (include !== null) includes.push({ ...at, file: include[1], constraint: /^(-c|--constraint)/.test(written) })
    else if (written.startsWith('-') || LOCAL.test(written)) options.push({ ...at, text: written })
    else {
      const read = requirementOf(written, at)
      if (read === null) problems.push({ ...at, because: `\`${written.slice(0, 80)}\` is no requirement.` })
      else requirements.push(read)
    }
  }
  return { requirements: { requirements, includes, options }, comments, problems }
}

/** Lines with their continuations (`\` at the end) put together; offsets are those of the first line. */
function* logicalLines(text: string): Generator<Range & { readonly line: string }> {
  let offset = 0
  let start = 0
  let line = ''
  let count = 0
  for (const raw of text.split('\n')) {
    if (++count > MAX_LINES) return
    if (line === '') start = offset
    offset += raw.length + 1
    const trimmed = raw.trimEnd()
    if (trimmed.endsWith('\\')) line += `${trimmed.slice(0, -1)} `
    else {
      line += trimmed
      yield { start, end: offset - 1, line }
      line = ''
    }
  }
}

function requirementOf(line: string, at: Range): Requirement | null {
  const hashes = line.includes(' --hash')
  const written = line.replace(/\s--(?:hash|config-settings|global-option)[ =]\S+/g, '').trim()
  if (written.length > MAX_LINE) return null
  let parsed: Parsed | null
  try {
    parsed = parsePipRequirementsLine(written)
  } catch {
    return null
  }
  if (parsed === null || (parsed.type !== 'ProjectName' && parsed.type !== 'ProjectURL')) return null
  const cut = written.indexOf(';')
  return {
    ...at,
    name: normalised(parsed.name),
    extras: parsed.extras ?? [],
    specifier:
      parsed.type === 'ProjectName' ? (parsed.versionSpec ?? []).map(({ operator, version }) => `${operator}${version}`).join(',') : '',
    marker: parsed.environmentMarkerTree === undefined || cut < 0 ? null : written.slice(cut + 1).trim(),
    url: parsed.type === 'ProjectURL' ? parsed.url : null,
    hashes,
  }
}

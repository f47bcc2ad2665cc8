/** The per-file half over everything that is not Python. */
import path from 'node:path'
import { readSource } from './discover/read.ts'
import type * as SummariseModule from './lower/summarise-manifest.ts'
import type { ManifestFormat, ManifestSummary } from './model/manifest.ts'
import type { NotAnalysed } from './model/report.ts'

export interface Manifests {
  /** By path. */
  readonly manifests: readonly ManifestSummary[]
  readonly notRead: readonly NotAnalysed[]
}

interface ManifestFile {
  readonly file: string
  readonly format: ManifestFormat
}

/**
 * Reads the manifests below a folder. A file that cannot be read is listed with the reason; nothing fails the run. Of the shell
 * scripts only those are read that another manifest names: the rest runs nothing that is deployed.
 */
export const summariseManifests = async (folder: string, files: readonly ManifestFile[]): Promise<Manifests> => {
  const manifests: ManifestSummary[] = []
  const notRead: NotAnalysed[] = []
  if (files.length === 0) return { manifests, notRead }
  // The parsers of these formats are large: a tree without them does not pay for loading them.
  const [{ summariseManifest }, { loadShellParser }] = await Promise.all([
    import('./lower/summarise-manifest.ts'),
    import('./parse/manifest/shell.ts'),
  ])
  const shell = files.some(({ format }) => !WITHOUT_COMMANDS.has(format)) ? await loadShellParser() : NO_SHELL
  const add = ({ file, format }: ManifestFile): void => {
    const outcome = read(path.join(folder, file), (bytes) => summariseManifest(file, format, bytes, shell))
    if (outcome === null) return
    if ('because' in outcome) notRead.push({ file, because: outcome.because })
    else {
      manifests.push(outcome)
      for (const { because } of outcome.problems.slice(0, 1)) notRead.push({ file, because })
    }
  }
  for (const each of files) if (each.format !== 'shell') add(each)
  const named = scriptsNamedIn(manifests)
  for (const each of files) if (each.format === 'shell' && named.has(path.posix.basename(each.file))) add(each)
  return { manifests: manifests.toSorted((x, y) => (x.path < y.path ? -1 : 1)), notRead }
}

const FILE_NAME = /[\w.-]+/g

/** Names of files that the texts of manifests hold. */
const scriptsNamedIn = (manifests: readonly ManifestSummary[]): ReadonlySet<string> => {
  const texts = manifests.flatMap(({ instructions, nodes, lines }) => [
    ...instructions.map(({ rest }) => rest.text),
    ...nodes.flatMap(({ value }) => (typeof value === 'string' ? [value] : [])),
    ...lines.map(({ text }) => text),
  ])
  return new Set(texts.flatMap((text) => text.match(FILE_NAME) ?? []))
}

/** Formats that hold no shell text, so that a tree with only these loads no shell parser. */
const WITHOUT_COMMANDS: ReadonlySet<ManifestFormat> = new Set<ManifestFormat>(['toml', 'requirements', 'lock', 'dotenv'])
const NO_SHELL = { parse: () => [] }

type Outcome = ReturnType<typeof SummariseModule.summariseManifest> | { readonly because: string }

const read = (absolute: string, summarise: (bytes: Uint8Array) => Outcome): Outcome => {
  const bytes = readSource(absolute)
  if ('because' in bytes) return bytes
  try {
    return summarise(bytes)
  } catch (error) {
    // A bug of ours, or of a parser: it costs the file, never the run.
    return { because: `Internal error: ${error instanceof Error ? error.message : String(error)}.` }
  }
}

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
  const { summariseManifest } = await import('./lower/summarise-manifest.ts')
  const add = async ({ file, format }: ManifestFile): Promise<void> => {
    const outcome = await read(path.join(folder, file), file, format, summariseManifest)
    if (outcome === null) return
    if ('because' in outcome) notRead.push({ file, because: outcome.because })
    else {
      manifests.push(outcome)
      for (const { because } of outcome.problems.slice(0, 1)) notRead.push({ file, because })
    }
  }
  for (const each of files) if (each.format !== 'shell') await add(each)
  const named = scriptsNamedIn(manifests)
  for (const each of files) if (each.format === 'shell' && named.has(path.posix.basename(each.file))) await add(each)
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

type Summarise = typeof SummariseModule.summariseManifest
type Outcome = Awaited<ReturnType<Summarise>> | { readonly because: string }

const read = async (absolute: string, file: string, format: ManifestFormat, summarise: Summarise): Promise<Outcome> => {
  const bytes = readSource(absolute)
  if ('because' in bytes) return bytes
  try {
    return await summarise(file, format, bytes)
  } catch (error) {
    // A bug of ours, or of a parser: it costs the file, never the run.
    return { because: `Internal error: ${error instanceof Error ? error.message : String(error)}.` }
  }
}

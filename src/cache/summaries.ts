/** What was learnt of files in earlier runs, by the hash of their bytes alone: a file that moved, or two alike, are one entry. */
import { decodeSummary } from '../lower/codec.ts'
import type { FileSummary } from '../model/summary.ts'
import type { CacheFiles } from './files.ts'
import { type Entry, type PackedEntry, isWhole, packed, unpacked } from './pack.ts'

/** A file's summary under the path it has now, or the sentence why its content has none. */
export type Known = FileSummary | { readonly because: string }

export interface KnownSummaries {
  /** False: nothing can be found, so hashing files in advance is of no use. */
  readonly isEmpty: boolean
  /** What is known of a content; null if nothing is, or if what is stored is not whole. */
  find(hash: string, path: string): Known | null
  /** To be kept: the packed summary of a content, or the sentence why it has none. */
  add(hash: string, learnt: Uint8Array | string): void
  /** Writes what was added. @throws what the operating system says. */
  save(): void
}

const enum Kind {
  Summary,
  Refusal,
}

const NAME = /^summaries-[0-9a-f]{32}\.pack$/
/** Above this many packs they are merged into one. */
const MOST_PACKS = 12
/** A value nobody used while packs were merged this often is dropped. */
const MOST_IDLE = 2

/** @param build identifies the tool that made the values; those of another are not believed. */
export const knownSummaries = (files: CacheFiles, build: string): KnownSummaries => {
  const packs: string[] = []
  const useless: string[] = []
  const stored = new Map<string, PackedEntry>()
  for (const name of files.list()) {
    if (!NAME.test(name)) continue
    const bytes = files.read(name)
    const entries = bytes === null ? null : unpacked(build, bytes)
    if (entries === null) useless.push(name)
    else {
      packs.push(name)
      for (const [hash, entry] of entries) stored.set(hash, entry)
    }
  }
  const used = new Set<string>()
  const added = new Map<string, Entry>()

  const merged = (): readonly Entry[] => {
    const kept = [...stored.values()].flatMap((entry) => {
      const idle = used.has(entry.hash) ? 0 : entry.idle + 1
      return idle > MOST_IDLE || added.has(entry.hash) || !isWhole(entry) ? [] : [{ ...entry, idle }]
    })
    return [...kept, ...added.values()]
  }

  return {
    isEmpty: stored.size === 0,
    find: (hash, path) => {
      const entry = stored.get(hash)
      if (entry === undefined || !isWhole(entry)) return null
      const known = readEntry(entry, path)
      if (known !== null) used.add(hash)
      return known
    },
    add: (hash, learnt) => {
      const isSummary = typeof learnt !== 'string'
      const value = isSummary ? learnt : new TextEncoder().encode(learnt)
      added.set(hash, { hash, kind: isSummary ? Kind.Summary : Kind.Refusal, idle: 0, value })
    },
    save: () => {
      if (added.size === 0) return
      const merges = packs.length >= MOST_PACKS
      const { parts, digest } = packed(build, (merges ? merged() : [...added.values()]).toSorted(byHash))
      const name = `summaries-${digest}.pack`
      files.write(name, parts)
      for (const old of merges ? [...packs, ...useless] : useless) if (old !== name) files.remove(old)
    },
  }
}

const byHash = (one: Entry, other: Entry): number => (one.hash < other.hash ? -1 : 1)

const readEntry = ({ kind, value, hash }: PackedEntry, path: string): Known | null => {
  if (kind === Kind.Refusal) return { because: new TextDecoder().decode(value) }
  try {
    const summary = decodeSummary(value)
    return summary.hash === hash ? { ...summary, path } : null
  } catch {
    return null
  }
}

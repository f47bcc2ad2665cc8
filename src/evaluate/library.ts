/**
 * The bundled library knowledge: stubs of the standard library and of the field's packages as file summaries, and what
 * their callables do. Opening reads an index; a module is read, where it lies, when it is first asked for.
 */
import { decodeSummary } from '../lower/codec.ts'
import type { Effect } from '../model/knowledge.ts'
import type { FileSummary } from '../model/summary.ts'

export const KNOWLEDGE_MAGIC = 0x324b4c46

/** Start and length of a part, in bytes behind the index. */
export type Extent = readonly [start: number, length: number]

/** The index of a knowledge file. Its parts stand at multiples of four bytes; effects are JSON by top-level package. */
export interface KnowledgeIndex {
  readonly modules: Readonly<Record<string, Extent>>
  readonly effects: Readonly<Record<string, Extent>>
}

/** What a package's part of the effects holds. */
export interface PackageEffects {
  /** By defining qualified name. */
  readonly defined: Readonly<Record<string, readonly Effect[]>>
  /** By dotted path of what no stub defines; a last segment `*` stands for any attributes. */
  readonly external: Readonly<Record<string, readonly Effect[]>>
  /** Classes and functions that users import from a shorter path than the defining one. */
  readonly spellings: Readonly<Record<string, string>>
}

export interface Library {
  /** Summary of a module's stub, null if there is none. */
  module(dotted: string): FileSummary | null
  /** What a library function or class does, by its defining qualified name. */
  effectsOf(qualifiedName: string): readonly Effect[]
  /** What a dotted path into a library without a stub does; its call parentheses do not count. */
  externalEffects(path: string): readonly Effect[]
  /** The name users import it by: `requests.api.get` is `requests.get`. */
  spelling(qualifiedName: string): string
}

/** A knowledge file, whole or as a function that reads a part of it: most runs need a tenth. Every part it gives begins at a multiple of four bytes. */
export type KnowledgeSource = Uint8Array | ((start: number, length: number) => Uint8Array)

const NOTHING: readonly Effect[] = []
const HEADER_BYTES = 8

function packageOf(path: string): string {
  const dot = path.indexOf('.')
  return dot < 0 ? path : path.slice(0, dot)
}

/** Opens a knowledge file; an empty one knows nothing. Throws for bytes that are no knowledge file. */
export function loadLibrary(source: KnowledgeSource): Library {
  const read = source instanceof Uint8Array ? (start: number, length: number) => source.subarray(start, start + length) : source
  const index = readIndex(read)
  const body = index === null ? 0 : index.body
  const modules = new Map<string, FileSummary | null>()
  const packages = new Map<string, PackageEffects | null>()

  const part = ([start, length]: Extent): Uint8Array => read(body + start, length)

  function module(dotted: string): FileSummary | null {
    let summary = modules.get(dotted)
    if (summary === undefined) {
      const extent = own(index?.modules, dotted)
      summary = extent === undefined ? null : decodeSummary(part(extent))
      modules.set(dotted, summary)
    }
    return summary
  }

  function effectsIn(path: string): PackageEffects | null {
    const name = packageOf(path)
    let effects = packages.get(name)
    if (effects === undefined) {
      const extent = own(index?.effects, name)
      effects = extent === undefined ? null : (JSON.parse(new TextDecoder().decode(part(extent))) as PackageEffects)
      packages.set(name, effects)
    }
    return effects
  }

  const effectsOf = (qualifiedName: string): readonly Effect[] => own(effectsIn(qualifiedName)?.defined, qualifiedName) ?? NOTHING

  function externalEffects(path: string): readonly Effect[] {
    const external = effectsIn(path)?.external
    if (external === undefined) return NOTHING
    const plain = path.replaceAll('()', '')
    const exact = own(external, plain)
    if (exact !== undefined) return exact
    // `*` stands for attributes only: what such a call returns is not known any more.
    for (let at = path.lastIndexOf('.'), called = false; at > 0 && !called; at = path.lastIndexOf('.', at - 1)) {
      const found = own(external, `${path.slice(0, at).replaceAll('()', '')}.*`)
      if (found !== undefined) return found
      called = path.slice(path.lastIndexOf('.', at - 1) + 1, at).endsWith('()')
    }
    return NOTHING
  }

  function spelling(qualifiedName: string): string {
    const [effect] = effectsOf(qualifiedName)
    if (effect !== undefined) return effect.callable
    const spellings = effectsIn(qualifiedName)?.spellings
    for (let at = qualifiedName.length; at > 0; at = qualifiedName.lastIndexOf('.', at - 1)) {
      const known = own(spellings, qualifiedName.slice(0, at))
      if (known !== undefined) return known + qualifiedName.slice(at)
    }
    return qualifiedName.startsWith('builtins.') ? qualifiedName.slice('builtins.'.length) : qualifiedName
  }

  return { module, effectsOf, externalEffects, spelling }
}

function own<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined
}

function readIndex(read: (start: number, length: number) => Uint8Array): (KnowledgeIndex & { readonly body: number }) | null {
  const head = read(0, HEADER_BYTES)
  if (head.byteLength === 0) return null
  const header = new DataView(head.buffer, head.byteOffset, head.byteLength)
  if (head.byteLength < HEADER_BYTES || header.getUint32(0, true) !== KNOWLEDGE_MAGIC)
    throw new Error('These bytes are no library knowledge.')
  const length = header.getUint32(4, true)
  return { ...(JSON.parse(new TextDecoder().decode(read(HEADER_BYTES, length))) as KnowledgeIndex), body: HEADER_BYTES + length }
}

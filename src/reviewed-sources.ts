import path from 'node:path'
import type { Input } from './cache/reports.ts'
import type { Location } from './discover/location.ts'
import { readSource } from './discover/read.ts'
import { blackened } from './lower/secrets.ts'
import { hashOf } from './lower/summarise.ts'
import { decodePython, decodeText } from './parse/text.ts'
import { prefixed } from './report/under-root.ts'

/** Paths as the report names them. */
export const placeIn = ({ root, base }: Location): ((file: string) => string) =>
  prefixed(path.relative(root, base).split(path.sep).join('/'))

export interface ReviewedSources {
  /** The text of a reviewed file (as the report names it), secrets blackened, if its bytes are still those that were reviewed. */
  readonly sourceOf: (file: string) => string | undefined
  /** The same file as every UTF-8 reader sees it, whatever encoding it declares: with its byte order mark. */
  readonly rawTextOf: (file: string) => string | undefined
  /** Whether every file asked for so far was still the same. */
  readonly isIntact: () => boolean
}

/** Reads files again that were reviewed. @param inputs what they held */
export const reviewedSources = (location: Location, inputs: readonly Input[]): ReviewedSources => {
  const place = placeIn(location)
  const contents = new Map(inputs.map(({ file, content }) => [place(file), content]))
  const known = new Map<string, string | undefined>()
  let isIntact = true
  const bytesOf = (file: string): Uint8Array | undefined => {
    const content = contents.get(file)
    if (content === undefined) return undefined
    const bytes = readSource(path.join(location.root, file))
    if (!('because' in bytes) && hashOf(bytes) === content) return bytes
    isIntact = false
    return undefined
  }
  const read = (file: string): string | undefined => {
    const bytes = bytesOf(file)
    if (bytes === undefined) return undefined
    const source = /\.pyi?$/.test(file) ? decodePython(bytes) : decodeText(bytes)
    return 'text' in source ? blackened(source.text) : undefined
  }
  return {
    sourceOf: (file) => {
      if (!known.has(file)) known.set(file, read(file))
      return known.get(file)
    },
    rawTextOf: (file) => {
      const bytes = bytesOf(file)
      return bytes === undefined ? undefined : new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
    },
    isIntact: () => isIntact,
  }
}

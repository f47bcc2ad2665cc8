/** Bytes of a source file to text, or the reason why there is none. */

/** Above this a file is data written as source; parsing it would cost more than all others together. */
const MAX_BYTES = 1_000_000
const BINARY_PROBE = 8192
/** PEP 263: the declaration stands in one of the first two lines, in a comment of its own. */
const COOKIE = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/
const BLANK = /^[ \t\f]*(?:#.*)?$/

/** Node's decoder takes windows-1252 for Latin-1: these are the units from 0x80 on, where they differ. */
const WINDOWS_1252 =
  '\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178'

/** `reason` is one sentence for the report's list of files that were not analysed. */
export type SourceText = { readonly text: string } | { readonly reason: string }

/**
 * Decodes a Python file as Python does: byte order mark, then PEP 263 declaration, else UTF-8. Latin-1 is true Latin-1, not
 * windows-1252. The text never starts with a byte order mark.
 */
export function decodePython(bytes: Uint8Array): SourceText {
  const refused = refuse(bytes)
  if (refused !== null) return { reason: refused }
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  const declared = marked ? null : declaredEncoding(bytes)
  const encoding = normalise(declared ?? 'utf-8')
  if (encoding === 'latin-1') return { text: latin1(bytes) }
  if (encoding === 'windows-1252') return { text: latin1(bytes).replace(/[\x80-\x9f]/g, (unit) => WINDOWS_1252[unit.charCodeAt(0) - 0x80]) }
  return decode(bytes, encoding, declared)
}

/** Decodes a text file that is not Python (YAML, TOML, Dockerfile …): UTF-8, or UTF-16 when its byte order mark says so. */
export function decodeText(bytes: Uint8Array, limit = MAX_BYTES): SourceText {
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null
  if (wide !== null && bytes.length <= limit) return decode(bytes, wide, wide)
  const refused = refuse(bytes, limit)
  return refused === null ? decode(bytes, 'utf-8', null) : { reason: refused }
}

/** UTF-16 offset of every line's first unit; lines end at `\n`, `\r\n` or `\r`, as Python counts them. */
export function lineStartsOf(text: string): Uint32Array {
  let starts = new Uint32Array((text.length >>> 4) + 16)
  let count = 1
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit !== 10 && unit !== 13) continue
    if (unit === 13 && text.charCodeAt(i + 1) === 10) i++
    if (count === starts.length) {
      const grown = new Uint32Array(count * 2)
      grown.set(starts)
      starts = grown
    }
    starts[count++] = i + 1
  }
  return starts.slice(0, count)
}

function refuse(bytes: Uint8Array, limit = MAX_BYTES): string | null {
  if (bytes.length > limit)
    return `The file is ${(bytes.length / 1e6).toFixed(1)} MB, above the limit of ${limit / 1e6} MB for one source file.`
  const zero = bytes.subarray(0, BINARY_PROBE).indexOf(0)
  return zero < 0 ? null : `The file is binary: a zero byte stands at offset ${zero}.`
}

function declaredEncoding(bytes: Uint8Array): string | null {
  let start = 0
  for (let line = 0; line < 2; line++) {
    let end = start
    while (end < bytes.length && bytes[end] !== 10 && bytes[end] !== 13) end++
    // A declaration is plain ASCII and short; a first line of a megabyte is not one.
    const text = latin1(bytes.subarray(start, Math.min(end, start + 1024)))
    const cookie = COOKIE.exec(text)
    if (cookie !== null) return cookie[1]
    if (!BLANK.test(text)) return null
    start = end + (bytes[end] === 13 && bytes[end + 1] === 10 ? 2 : 1)
  }
  return null
}

/** Python's spelling of the encodings it knows by several names. */
function normalise(declared: string): string {
  const name = declared.toLowerCase().replaceAll('_', '-')
  if (name === 'utf8' || name === 'utf-8-sig' || name === 'u8' || /^utf-8-(?:unix|dos|mac)$/.test(name)) return 'utf-8'
  if (/^(?:latin-?1|l1|iso-?8859-1|iso8859|cp819)(?:-(?:unix|dos|mac))?$/.test(name)) return 'latin-1'
  if (name === 'ascii' || name === 'us-ascii') return 'utf-8'
  return name.replace(/^cp(125\d)$/, 'windows-$1').replace(/^(?:iso|latin)-?8859-?(\d+)$/, 'iso-8859-$1')
}

function decode(bytes: Uint8Array, encoding: string, declared: string | null): SourceText {
  let decoder: InstanceType<typeof TextDecoder>
  try {
    decoder = new TextDecoder(encoding, { fatal: true })
  } catch {
    return { reason: `The file declares the encoding "${(declared ?? encoding).slice(0, 40)}", which is not known here.` }
  }
  try {
    return { text: decoder.decode(bytes) }
  } catch {
    return {
      reason:
        declared === null
          ? 'The file is not valid UTF-8 and declares no other encoding.'
          : `The file is not valid ${declared.slice(0, 40)}, which it declares as its encoding.`,
    }
  }
}

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')

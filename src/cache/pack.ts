/**
 * A pack: many small values under their content hashes in one file. Few large files load faster than thousands of small ones.
 *
 * A head, an index, the values. The head holds the digest of the index, the index a checksum of every value, and the build that wrote
 * it: whatever is cut, changed or of another build is seen before it is believed.
 */
import { createHash } from 'node:crypto'

export interface Entry {
  /** 32 hexadecimal digits. */
  readonly hash: string
  /** What it is: for its user to say. */
  readonly kind: number
  /** How many times the packs were merged since somebody last used it. */
  readonly idle: number
  readonly value: Uint8Array
}

const MAGIC = 0x4b504c46
const FORMAT = 1
const ALIGN = 8
const DIGEST_BYTES = 16
/** Magic, format, number of entries, a spare word; the build; the digest of all that and the index. */
const HEAD_BYTES = 16 + DIGEST_BYTES * 2
/** Hash; offset, length, checksum, kind and idle as a byte each. */
const ROW_BYTES = DIGEST_BYTES + 16

const aligned = (bytes: number): number => Math.ceil(bytes / ALIGN) * ALIGN
const digestOf = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest().subarray(0, DIGEST_BYTES)
}

/** The parts of a pack file, to be written one after the other, and the digest that names it. */
export const packed = (build: string, entries: readonly Entry[]): { readonly parts: readonly Uint8Array[]; readonly digest: string } => {
  const index = Buffer.alloc(HEAD_BYTES + ROW_BYTES * entries.length)
  index.writeUInt32LE(MAGIC, 0)
  index.writeUInt32LE(FORMAT, 4)
  index.writeUInt32LE(entries.length, 8)
  digestOf(Buffer.from(build)).copy(index, 16)
  const parts: Uint8Array[] = [index]
  let at = aligned(index.length)
  if (at > index.length) parts.push(new Uint8Array(at - index.length))
  for (const [row, { hash, kind, idle, value }] of entries.entries()) {
    const offset = HEAD_BYTES + row * ROW_BYTES
    index.write(hash, offset, 'hex')
    index.writeUInt32LE(at, offset + 16)
    index.writeUInt32LE(value.length, offset + 20)
    index.writeUInt32LE(checksumOf(value), offset + 24)
    index.writeUInt8(kind, offset + 28)
    index.writeUInt8(idle, offset + 29)
    parts.push(value)
    const next = aligned(at + value.length)
    if (next > at + value.length) parts.push(new Uint8Array(next - at - value.length))
    at = next
  }
  const digest = digestOf(index.subarray(0, 32), index.subarray(HEAD_BYTES))
  digest.copy(index, 32)
  return { parts, digest: digest.toString('hex') }
}

/**
 * The entries of a pack as views of its bytes; their checksums are still to be compared (`isWhole`). Null for anything but a pack of this
 * build.
 */
export const unpacked = (build: string, bytes: Uint8Array): ReadonlyMap<string, PackedEntry> | null => {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (file.length < HEAD_BYTES || file.readUInt32LE(0) !== MAGIC || file.readUInt32LE(4) !== FORMAT) return null
  if (digestOf(Buffer.from(build)).compare(file, 16, 32) !== 0) return null
  const end = HEAD_BYTES + ROW_BYTES * file.readUInt32LE(8)
  if (end > file.length || digestOf(file.subarray(0, 32), file.subarray(HEAD_BYTES, end)).compare(file, 32, 48) !== 0) return null
  const entries = new Map<string, PackedEntry>()
  for (let row = HEAD_BYTES; row < end; row += ROW_BYTES) {
    const offset = file.readUInt32LE(row + 16)
    const length = file.readUInt32LE(row + 20)
    // A pack that was cut keeps what stands before the cut.
    if (offset + length > file.length) continue
    const hash = file.toString('hex', row, row + DIGEST_BYTES)
    entries.set(hash, {
      hash,
      kind: file.readUInt8(row + 28),
      idle: file.readUInt8(row + 29),
      value: bytes.subarray(offset, offset + length),
      checksum: file.readUInt32LE(row + 24),
    })
  }
  return entries
}

export interface PackedEntry extends Entry {
  readonly checksum: number
}

export const isWhole = ({ value, checksum }: PackedEntry): boolean => checksumOf(value) === checksum

/** FNV-1a by words, the last bytes one by one: any change of one word changes it. */
const checksumOf = (bytes: Uint8Array): number => {
  let sum = 0x811c9dc5
  let done = 0
  if (bytes.byteOffset % 4 === 0) {
    const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >>> 2)
    for (let k = 0; k < words.length; k++) sum = Math.imul(sum ^ words[k], 0x01000193)
    done = words.length * 4
  } else {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    for (; done + 4 <= bytes.length; done += 4) sum = Math.imul(sum ^ view.getUint32(done, true), 0x01000193)
  }
  for (; done < bytes.length; done++) sum = Math.imul(sum ^ bytes[done], 0x01000193)
  return sum >>> 0
}

/**
 * What git tracks, read from its index: `.gitignore` does not say, a tracked file stays tracked when a pattern matches it. Only the
 * file is read, never a program run: configuration and hooks of the analysed tree have no say.
 *
 * The format is that of https://git-scm.com/docs/index-format, versions 2 to 4.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'

/** The tracked paths below `root` (relative, `/`-separated); null where there is no index, or none that can be understood. */
export const trackedBelow = (root: string): ReadonlySet<string> | null => {
  try {
    return pathsIn(readFileSync(path.join(gitFolder(root), 'index')))
  } catch {
    return null
  }
}

/** `.git`, or the folder that a worktree's or submodule's `.git` file names. @throws what the operating system says. */
const gitFolder = (root: string): string => {
  const git = path.join(root, '.git')
  try {
    const named = /^gitdir: ([^\n]+)/.exec(readFileSync(git, 'utf8'))?.[1]
    return named === undefined ? git : path.resolve(root, named.trim())
  } catch {
    return git
  }
}

/** Signature, version, number of entries. */
const HEADER = 12
/** Times, device, mode, owner and size, before the object's name. */
const STAT = 40
const EXTENDED = 0x40_00

/** The paths that an index lists; null if it is cut, of another version, or keeps entries elsewhere. */
export const pathsIn = (index: Buffer): ReadonlySet<string> | null => {
  const hash = hashLength(index)
  if (index.length < HEADER + hash || index.toString('latin1', 0, 4) !== 'DIRC') return null
  const version = index.readUInt32BE(4)
  const count = index.readUInt32BE(8)
  const end = index.length - hash
  if (version < 2 || version > 4) return null
  const paths = new Set<string>()
  let at = HEADER
  let before: Buffer = Buffer.alloc(0)
  for (let entry = 0; entry < count; entry++) {
    const flagsAt = at + STAT + hash
    if (flagsAt + 2 > end) return null
    const extended = (index.readUInt16BE(flagsAt) & EXTENDED) !== 0 ? 2 : 0
    let nameAt = flagsAt + 2 + extended
    let kept = 0
    if (version === 4) {
      const cut = varint(index, nameAt, end)
      if (cut === null || cut.value > before.length) return null
      kept = before.length - cut.value
      nameAt = cut.next
    }
    const nameEnd = index.indexOf(0, nameAt)
    if (nameEnd < 0 || nameEnd >= end) return null
    const name = kept === 0 ? index.subarray(nameAt, nameEnd) : Buffer.concat([before.subarray(0, kept), index.subarray(nameAt, nameEnd)])
    paths.add(name.toString('utf8'))
    before = name
    // Entries of versions 2 and 3 are padded to eight bytes, with at least one zero.
    at = version === 4 ? nameEnd + 1 : at + (Math.floor((nameEnd - at) / 8) + 1) * 8
  }
  return isSplit(index, at, end) ? null : paths
}

/** SHA-256 repositories name objects with 32 bytes; the checksum at the end tells. */
const hashLength = (index: Buffer): number => {
  if (index.length < HEADER + 32) return 20
  const body = index.subarray(0, -32)
  return createHash('sha256').update(body).digest().equals(index.subarray(-32)) ? 32 : 20
}

/** Git's offset encoding: seven bits a byte, one added for each that follows. */
const varint = (index: Buffer, from: number, end: number): { readonly value: number; readonly next: number } | null => {
  let value = 0
  for (let at = from; at < end && at < from + 5; at++) {
    value = value * 128 + (index[at] & 0x7f)
    if ((index[at] & 0x80) === 0) return { value, next: at + 1 }
    value++
  }
  return null
}

/** Whether an extension says that entries stand in another file. */
const isSplit = (index: Buffer, from: number, end: number): boolean => {
  for (let at = from; at + 8 <= end; at += 8 + index.readUInt32BE(at + 4)) {
    if (index.toString('latin1', at, at + 4) === 'link') return true
  }
  return false
}

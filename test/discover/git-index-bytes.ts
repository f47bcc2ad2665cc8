import { createHash } from 'node:crypto'

interface Shape {
  readonly version?: 2 | 3 | 4
  readonly algorithm?: 'sha1' | 'sha256'
  readonly extension?: string
}

/** An index as git writes it. */
export const indexOf = (paths: readonly string[], { version = 2, algorithm = 'sha1', extension }: Shape = {}): Buffer => {
  const header = Buffer.alloc(12)
  header.write('DIRC')
  header.writeUInt32BE(version, 4)
  header.writeUInt32BE(paths.length, 8)
  const hash = algorithm === 'sha1' ? 20 : 32
  const entries = paths.map((name, at) => {
    const fixed = Buffer.alloc(40 + hash + 2, 7)
    const extended = version === 3
    fixed.writeUInt16BE((extended ? 0x4000 : 0) | Math.min(name.length, 0xfff), 40 + hash)
    const head = extended ? Buffer.concat([fixed, Buffer.from([0x20, 0])]) : fixed
    if (version === 4) {
      const before = at === 0 ? '' : paths[at - 1]
      let same = 0
      while (same < Math.min(before.length, name.length) && before[same] === name[same]) same++
      return Buffer.concat([head, Buffer.from([before.length - same]), Buffer.from(`${name.slice(same)}\0`)])
    }
    const bare = Buffer.concat([head, Buffer.from(name)])
    return Buffer.concat([bare, Buffer.alloc(8 - (bare.length % 8))])
  })
  const tail = Buffer.alloc(extension === undefined ? 0 : 8)
  if (extension !== undefined) tail.write(extension)
  const body = Buffer.concat([header, ...entries, tail])
  return Buffer.concat([body, createHash(algorithm).update(body).digest()])
}

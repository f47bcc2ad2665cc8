import type { CacheFiles } from '../../src/cache/files.ts'

/** The cache's files in memory, where a test can damage them. */
export interface MemoryFiles extends CacheFiles {
  readonly contents: Map<string, Uint8Array>
  /** From now on, the system answers writes with this error code. */
  fail(code: string): void
}

export const memoryFiles = (): MemoryFiles => {
  const contents = new Map<string, Uint8Array>()
  const ages = new Map<string, number>()
  let clock = 0
  let code: string | null = null
  return {
    contents,
    fail: (given) => void (code = given),
    list: () => [...contents.keys()].toSorted(),
    age: (name) => ages.get(name) ?? 0,
    read: (name) => contents.get(name)?.slice() ?? null,
    write: (name, parts) => {
      if (code !== null) throw Object.assign(new Error(code), { code })
      contents.set(name, new Uint8Array(Buffer.concat(parts)))
      ages.set(name, ++clock)
    },
    touch: (name) => void ages.set(name, ++clock),
    remove: (name) => void contents.delete(name),
  }
}

import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll } from 'vitest'

/** Makes a folder with the given files (paths ending in "/" are folders); removed after the tests of the file. */
export const tree = (files: Readonly<Record<string, string | Uint8Array>>): string => {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'faultline-')))
  afterAll(() => rmSync(root, { recursive: true, force: true }))
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(root, name)
    mkdirSync(name.endsWith('/') ? file : path.dirname(file), { recursive: true })
    if (!name.endsWith('/')) writeFileSync(file, content)
  }
  return root
}

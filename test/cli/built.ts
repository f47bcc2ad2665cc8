import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { buildCli } from '../../src/generate/build.ts'

interface Ran {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

interface Given {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
}

/** Builds the command line once for the tests of a file. @returns the folder it stands in */
export const builtIn = (): string => {
  const folder = mkdtempSync(path.join(tmpdir(), 'faultline-built-'))
  beforeAll(() => buildCli(folder))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Runs the built command line as a user does: another process, output piped. */
export const built = (folder: string = builtIn()): ((args: readonly string[], given?: Given) => Ran) => {
  return (args, { cwd = folder, env = {} } = {}) => {
    const { NO_COLOR: _, FORCE_COLOR: __, ...inherited } = process.env
    const run = spawnSync(process.execPath, [path.join(folder, 'faultline.js'), ...args], {
      cwd,
      env: { ...inherited, ...env },
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      timeout: 50_000,
    })
    return { code: run.status, stdout: run.stdout, stderr: run.stderr }
  }
}

import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const project = path.join(import.meta.dirname, '..', '..')

interface Cruise {
  readonly modules: readonly { readonly source: string }[]
  readonly summary: {
    readonly violations: readonly { readonly rule: { readonly name: string }; readonly from: string; readonly to: string }[]
    readonly ruleSetUsed: { readonly forbidden: readonly { readonly name: string; readonly comment?: string }[] }
  }
}

const cruise = (): Cruise => {
  const program = path.join(project, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs')
  const run = spawnSync(process.execPath, [program, 'src', '--config', '.dependency-cruiser.mjs', '--output-type', 'json'], {
    cwd: project,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  return JSON.parse(run.stdout) as Cruise
}

describe('layers', () => {
  const { modules, summary } = cruise()
  const ours = modules.map(({ source }) => source).filter((source) => source.startsWith('src/'))

  it('were looked at: a run over nothing passes silently', () => {
    expect(ours.length).toBeGreaterThan(40)
    for (const folder of [
      'model',
      'parse',
      'lower',
      'evaluate',
      'link',
      'check',
      'packs',
      'correlate',
      'judge',
      'report',
      'discover',
      'config',
      'cli',
    ])
      expect(
        ours.some((source) => source.startsWith(`src/${folder}/`)),
        folder,
      ).toBe(true)
  })

  it('hold', () => {
    expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)).toEqual([])
  })

  it('give a reason per rule, to the person who will break it', () => {
    for (const { name, comment } of summary.ruleSetUsed.forbidden) expect(comment?.length ?? 0, name).toBeGreaterThan(40)
  })
})

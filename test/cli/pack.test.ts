import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { buildCli } from '../../src/generate/build.ts'
import { tree } from '../discover/tree.ts'

const project = path.join(import.meta.dirname, '..', '..')
/** A registry that does not answer: what is installed must be in the package. */
const offline = {
  ...process.env,
  npm_config_registry: 'http://127.0.0.1:9',
  npm_config_offline: 'true',
  npm_config_audit: 'false',
  npm_config_fund: 'false',
}

describe('npm pack', () => {
  it('installs into an empty folder and reviews there, with nothing but Node and no network', async () => {
    await buildCli(path.join(project, 'dist'))
    const folder = tree({ 'package.json': '{ "private": true }', 'app/main.py': 'x = 1\n' })
    const packed = execFileSync('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], {
      cwd: project,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const [{ filename, files }] = JSON.parse(packed) as [{ filename: string; files: readonly { path: string }[] }]
    const names = files.map((file) => file.path)
    expect(names).toEqual(
      expect.arrayContaining([
        'dist/faultline.js',
        'dist/tree-sitter-python.wasm',
        'dist/web-tree-sitter.wasm',
        'dist/knowledge.bin',
        'dist/NOTICES.txt',
        'LICENSE',
        'README.md',
        'schemas/report.schema.json',
      ]),
    )
    expect(names.filter((name) => /^(src|test|fixtures|bench)\//.test(name))).toEqual([])

    execFileSync('npm', ['install', `./${filename}`], { cwd: folder, env: offline, stdio: 'ignore' })
    const installed = path.join(folder, 'node_modules')
    expect(existsSync(path.join(installed, 'faultline'))).toBe(true)
    const { packages } = JSON.parse(readFileSync(path.join(folder, 'package-lock.json'), 'utf8')) as { packages: object }
    expect(Object.keys(packages)).toEqual(['', 'node_modules/faultline'])
    const run = spawnSync(path.join(installed, '.bin', 'faultline'), ['-f', 'json', 'app'], { cwd: folder, env: offline, encoding: 'utf8' })
    expect(run.stderr).toBe('')
    expect(run.status).toBe(0)
    expect(JSON.parse(run.stdout)).toMatchObject({ stats: { files: 1 }, notAnalysed: [] })
  })
})

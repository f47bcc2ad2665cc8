import { type SpawnSyncReturns, execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { buildCli } from '../../src/generate/build.ts'
import { tree } from '../discover/tree.ts'
import { built } from './built.ts'

const faultline = built()

describe('output', () => {
  it('help and version answer on standard output with 0', () => {
    const { version } = JSON.parse(readFileSync(path.join(import.meta.dirname, '../../package.json'), 'utf8')) as { version: string }
    expect(faultline(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' })
    for (const args of [['--help'], ['check', '--help'], ['explain', '--help'], ['rules', '--help'], ['why', '--help']]) {
      const { code, stdout, stderr } = faultline(args)
      expect([code, stderr]).toEqual([0, ''])
      expect(stdout).toMatch(/^Usage: faultline/)
    }
  })

  it('files get whole reports, standard output one format, all from one analysis', () => {
    const root = tree({ 'x.py': 'x = 1\n' })
    const { code, stdout, stderr } = faultline(['-f', 'json:r.json', '-f', 'concise:r.txt', '-f', 'json', '.'], { cwd: root })
    expect([code, stderr]).toEqual([0, ''])
    expect(readFileSync(path.join(root, 'r.json'), 'utf8')).toBe(stdout)
    expect(readdirSync(root).toSorted()).toEqual(['r.json', 'r.txt', 'x.py'])
  })

  it('colours: never in a pipe by itself, when asked, and not with NO_COLOR', () => {
    const root = tree({ 'x.py': 'x = 1\n' })
    const coloured = (args: readonly string[], env: Readonly<Record<string, string>> = {}): boolean =>
      faultline(['-f', 'pretty', ...args, '.'], { cwd: root, env }).stdout.includes('\u001b[')
    expect(coloured([])).toBe(false)
    expect(coloured(['--color', 'always'])).toBe(true)
    expect(coloured([], { FORCE_COLOR: '1' })).toBe(true)
    expect(coloured([], { FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(false)
    expect(coloured(['--color', 'never'], { FORCE_COLOR: '1' })).toBe(false)
  })

  it('a reader that stops listening is no error', () => {
    const cli = faultline(['--version'])
    expect(cli.code).toBe(0)
    const program = path.join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts')
    const script = `"${process.execPath}" --import tsx "${program}" rules | head -n 1; echo "code \${PIPESTATUS[0]}"`
    const output = execFileSync('bash', ['-c', script], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
    expect(output).toMatch(/^[a-z]+\/\S+ .*\ncode 0\n$/)
  })

  it('rules lists every rule and explain has a page for each', () => {
    const rules = faultline(['rules'])
      .stdout.trimEnd()
      .split('\n')
      .map((line) => line.split(' ')[0])
    expect(rules).toContain('prod/create-all')
    const page = faultline(['explain', rules[0]])
    expect(page.code).toBe(0)
    for (const heading of [
      'Why it matters',
      'What to do',
      'Before',
      'After',
      'How it decides',
      'Stays silent when',
      'Measured on real code',
    ])
      expect(page.stdout).toContain(heading)
    expect(faultline(['explain', 'create-all']).stdout).toContain('prod/create-all')
  })

  it('reviews the current folder when told nothing', () => {
    const root = tree({ 'x.py': 'x = 1\n' })
    const { code, stdout } = faultline(['-f', 'json'], { cwd: root })
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ stats: { files: 1 } })
  })

  it('an internal error is one line, exit 2, and leaves no report behind', async () => {
    const root = tree({ 'x.py': 'x = 1\n', 'tool/': '' })
    await buildCli(path.join(root, 'tool'))
    writeFileSync(path.join(root, 'tool', 'knowledge.bin'), 'not what it should be')
    const run = (env: NodeJS.ProcessEnv): SpawnSyncReturns<string> =>
      spawnSync(process.execPath, ['tool/faultline.js', '-f', 'json:r.json', 'x.py'], { cwd: root, env, encoding: 'utf8' })
    const quiet = run({})
    expect(quiet.status).toBe(2)
    expect(quiet.stderr).toMatch(/^faultline: internal error: .+\n$/)
    expect(readdirSync(root)).not.toContain('r.json')
    expect(run({ FAULTLINE_DEBUG: '1' }).stderr).toMatch(/\n {4}at /)
  })

  it('two runs over the same code give the same bytes', () => {
    const root = tree({ 'b.py': 'import a\n', 'a.py': 'import b\n', 'c/d.py': 'x = 1\n' })
    const once = faultline(['-f', 'json', '.'], { cwd: root }).stdout
    expect(faultline(['-f', 'json', 'c', 'b.py', 'a.py'], { cwd: root }).stdout).toBe(once)
  })
})

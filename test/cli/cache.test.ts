import { spawn } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { tree } from '../discover/tree.ts'
import { projects } from '../fixtures/cases.ts'
import { randomOf } from '../lower/mutants.ts'
import { built, builtIn } from './built.ts'

const folder = builtIn()
const faultline = built(folder)
const [shop] = projects()

/** The sample backend among enough other code for several threads, with files that cannot be analysed. */
const project = (): string =>
  tree({
    '.git/HEAD': '',
    'backend/pyproject.toml': '',
    ...Object.fromEntries([...shop.sources].map(([file, text]) => [`backend/${file}`, text])),
    ...Object.fromEntries(
      // Comments: many bytes that are read quickly.
      Array.from({ length: 50 }, (_, at) => [`backend/app/generated/m${at}.py`, `${`# ${'word '.repeat(20)}\n`.repeat(200)}x = ${at}\n`]),
    ),
    'backend/broken.py': 'def (:\n',
    'backend/binary.py': 'x\0',
    'backend/waits.py': 'import time\n\n\nasync def wait():\n    time.sleep(1)\n',
  })

/** Little enough for many runs. */
const small = (): string =>
  tree({
    '.git/HEAD': '',
    'backend/pyproject.toml': '',
    'backend/Dockerfile': 'FROM python:3.13\n',
    'backend/app/__init__.py': '',
    'backend/broken.py': 'def (:\n',
    'backend/waits.py': 'import time\n\n\nasync def wait():\n    time.sleep(1)\n',
  })

const FORMATS = ['json', 'concise', 'pretty'] as const
const said = (root: string, format: string, ...flags: readonly string[]): string => {
  const { code, stdout, stderr } = faultline(['-f', format, '--min-confidence', 'low', ...flags, 'backend'], { cwd: root })
  return `${code}\n${stderr}\n${stdout}`
}
const cacheOf = (root: string): string => path.join(root, '.faultline_cache')
const filesOf = (root: string, start: string): readonly string[] =>
  readdirSync(cacheOf(root))
    .filter((name) => name.startsWith(start))
    .map((name) => path.join(cacheOf(root), name))

describe('the same bytes, exit code and words', () => {
  const root = project()

  test.for(FORMATS)('%s: with one thread, two or five, cold, from summaries, from a stored report', (format) => {
    rmSync(cacheOf(root), { recursive: true, force: true })
    const plain = said(root, format, '--no-cache', '--jobs', '1')
    expect(plain).toContain('waits.py')
    expect(readdirSync(root)).not.toContain('.faultline_cache')
    expect(said(root, format, '--no-cache', '--jobs', '2')).toBe(plain)
    expect(said(root, format, '--no-cache', '--jobs', '5')).toBe(plain)
    expect(said(root, format, '--jobs', '2'), 'cold').toBe(plain)
    const [report] = filesOf(root, 'report-')
    expect(said(root, format), 'from a stored report').toBe(plain)
    rmSync(report)
    expect(said(root, format), 'from summaries').toBe(plain)
    expect(filesOf(root, 'report-')).toEqual([report])
    expect(filesOf(root, 'summaries-')).toHaveLength(1)
  })

  test('after any damage to the cache', () => {
    const plain = said(root, 'json')
    const random = randomOf(5)
    const damage: readonly ((bytes: Buffer) => Buffer)[] = [
      () => Buffer.alloc(0),
      (bytes) => bytes.subarray(0, Math.floor(bytes.length * random())),
      (bytes) => bytes.fill(0, Math.floor(bytes.length * random())),
      (bytes) => {
        for (let k = 0; k < 50; k++) bytes[Math.floor(bytes.length * random())] ^= 1 + Math.floor(random() * 255)
        return bytes
      },
    ]
    for (const change of damage) {
      for (const name of readdirSync(cacheOf(root))) {
        const file = path.join(cacheOf(root), name)
        writeFileSync(file, change(readFileSync(file)))
      }
      expect(said(root, 'json')).toBe(plain)
    }
  })

  test('when a folder, and half-written files, stand where the cache would write', () => {
    const plain = said(root, 'json')
    const [report] = filesOf(root, 'report-')
    rmSync(report)
    mkdirSync(report)
    writeFileSync(`${report}.1.partial`, 'half')
    const again = said(root, 'json')
    expect(again.replace(/^faultline: nothing is remembered for the next run: the cache cannot be written \(it is a folder\)\n/m, '')).toBe(
      plain,
    )
    rmSync(report, { recursive: true })
  })
})

describe('what changed is noticed', () => {
  test('also with the same size and time', () => {
    const root = small()
    const file = path.join(root, 'backend/waits.py')
    const { atime, mtime } = statSync(file)
    expect(said(root, 'concise')).toContain('waits.py')
    writeFileSync(file, readFileSync(file, 'utf8').replace('time.sleep(1)', 'time.monotonic'))
    utimesSync(file, atime, mtime)
    const after = said(root, 'concise')
    expect(after.split('\n').filter((line) => line.startsWith('backend/waits.py'))).toEqual([])
    expect(after).toBe(said(root, 'concise', '--no-cache'))
  })

  /** What is said from memory, once it is known to be what is said without. */
  const compared = (root: string): string => {
    const remembered = said(root, 'json')
    expect(remembered).toBe(said(root, 'json', '--no-cache'))
    return remembered
  }

  test('a file that moved, and one that came', () => {
    const root = small()
    const before = compared(root)
    renameSync(path.join(root, 'backend/waits.py'), path.join(root, 'backend/moved.py'))
    const moved = compared(root)
    copyFileSync(path.join(root, 'backend/moved.py'), path.join(root, 'backend/app/copy.py'))
    expect(new Set([before, moved, compared(root)]).size).toBe(3)
  })

  test('a manifest, and a configuration', () => {
    const root = small()
    const before = said(root, 'json')
    writeFileSync(path.join(root, 'backend/Dockerfile'), 'FROM python:3.12\n')
    compared(root)
    expect(filesOf(root, 'report-')).toHaveLength(2)
    writeFileSync(path.join(root, 'backend/faultline.toml'), '[rules]\nasync = "off"\n')
    expect(compared(root)).not.toBe(before)
  })
})

test('two runs at once give what one gives, and leave a cache that does', async () => {
  const root = small()
  const plain = said(root, 'json', '--no-cache')
  const run = (): Promise<string> =>
    new Promise((resolve) => {
      const child = spawn(process.execPath, [path.join(folder, 'faultline.js'), '-f', 'json', '--min-confidence', 'low', 'backend'], {
        cwd: root,
      })
      let [stdout, stderr] = ['', '']
      child.stdout.on('data', (data: Buffer) => (stdout += data.toString('utf8')))
      child.stderr.on('data', (data: Buffer) => (stderr += data.toString('utf8')))
      child.on('close', (code) => resolve(`${code}\n${stderr}\n${stdout}`))
    })
  expect(await Promise.all([run(), run(), run()])).toEqual([plain, plain, plain])
  expect(await run()).toBe(plain)
  expect(readdirSync(cacheOf(root)).filter((name) => name.endsWith('.partial'))).toEqual([])
})

test('a killed run leaves nothing that hurts', async () => {
  const root = small()
  const plain = said(root, 'json', '--no-cache')
  for (const after of [300, 600, 900]) {
    const child = spawn(process.execPath, [path.join(folder, 'faultline.js'), 'backend'], { cwd: root, stdio: 'ignore' })
    await new Promise((resolve) => {
      child.on('close', resolve)
      setTimeout(() => child.kill('SIGKILL'), after)
    })
    expect(said(root, 'json')).toBe(plain)
    rmSync(cacheOf(root), { recursive: true, force: true })
  }
})

test('a cache that cannot be written costs one line, and nothing else', () => {
  const root = small()
  const { code, stdout } = faultline(['-f', 'json', '--no-cache', 'backend'], { cwd: root })
  const full = faultline(['-f', 'json', '--cache-dir', 'backend/waits.py/cache', 'backend'], { cwd: root })
  expect([full.code, full.stdout]).toEqual([code, stdout])
  expect(full.stderr.split('\n').filter((line) => line.includes('cache'))).toEqual([
    'faultline: nothing is remembered for the next run: the cache cannot be written (a part of the path is not a folder)',
  ])
})

test('--cache-dir says where; it is as good as the usual place', () => {
  const root = small()
  const elsewhere = path.join(tree({}), 'cache')
  const plain = said(root, 'json', '--no-cache')
  expect(said(root, 'json', '--cache-dir', elsewhere)).toBe(plain)
  expect(readdirSync(root)).not.toContain('.faultline_cache')
  expect(readdirSync(elsewhere)).toHaveLength(4)
  expect(said(root, 'json', '--cache-dir', elsewhere)).toBe(plain)
})

test.for(['0', '-1', 'two', '1.5', '1000'])('--jobs %s is refused in one line', (jobs) => {
  const { code, stderr } = faultline([`--jobs=${jobs}`, '.'])
  expect([code, stderr.match(/\n/g)]).toEqual([2, ['\n']])
  expect(stderr).toContain('It is a number from 1 to 999.')
})

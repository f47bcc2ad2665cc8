import { chmodSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { tree } from '../discover/tree.ts'
import { built } from './built.ts'

const faultline = built()

/** Wrong usage and broken input: one line on standard error, the right code, no stack. */
const oneLine = (args: readonly string[], cwd?: string): { readonly code: number | null; readonly line: string } => {
  const { code, stdout, stderr } = faultline(args, cwd === undefined ? {} : { cwd })
  expect(stdout).toBe('')
  expect(stderr).toMatch(/^faultline: .+\n$/)
  expect(stderr.match(/\n/g)).toHaveLength(1)
  expect(stderr).not.toMatch(/\n\s+at |node:internal/)
  return { code, line: stderr.trimEnd() }
}

describe('wrong usage', () => {
  it.for([
    [['--fomat', 'json'], "faultline: unknown option '--fomat' (Did you mean --format?)"],
    [['check', '--nope'], "faultline: unknown option '--nope'"],
    [['--format', 'jsn'], "faultline: unknown format 'jsn'; did you mean 'json'?"],
    [['--format'], "faultline: option '-f, --format <NAME[:FILE]>' argument missing"],
    [['--format', 'json:'], 'faultline: --format json:: a file name is missing after the colon'],
    [
      ['--fail-on', 'mayor'],
      "faultline: option '--fail-on <SEVERITY>' argument 'mayor' is invalid. Allowed choices are blocker, major, minor, suggestion.",
    ],
    [['--today', 'tomorrow'], "faultline: option '--today <DATE>' argument 'tomorrow' is invalid. Write a day as YYYY-MM-DD."],
    [['no/such/path'], 'faultline: no/such/path: no such file or folder'],
    [['--config', 'none.toml', '.'], 'faultline: none.toml: the configuration cannot be read'],
    [['explain'], "faultline: missing required argument 'RULE'"],
    [
      ['explain', 'async/direct-blocking-cal'],
      "faultline: there is no rule 'async/direct-blocking-cal'; did you mean 'async/direct-blocking-call'?",
    ],
    [['why', 'x.py'], "faultline: 'x.py' is not FILE:LINE"],
    [['why', 'x.py:3'], 'faultline: x.py: no such file or folder'],
    [['debug', 'ir', 'x.py'], 'faultline: x.py: no such file or folder'],
  ] as const)('%j', ([args, expected]) => {
    expect(oneLine(args)).toEqual({ code: 2, line: expected })
  })

  it('refuses two formats for standard output', () => {
    expect(oneLine(['-f', 'json', '-f', 'concise', '.']).line).toContain('cannot both go to standard output')
  })

  it('says where a configuration is wrong', () => {
    const root = tree({ 'faultline.toml': '[rules]\n\nasnyc = "off"\n', 'x.py': '' })
    expect(oneLine(['.'], root)).toEqual({ code: 2, line: "faultline: faultline.toml:3:1: unknown rule 'asnyc'; did you mean 'async'?" })
  })

  it('a report that cannot be written is an error, and leaves nothing behind', () => {
    const root = tree({ 'x.py': 'x = 1\n', 'folder/': '' })
    expect(oneLine(['-f', 'json:folder', '.'], root)).toMatchObject({ code: 2 })
    expect(oneLine(['-f', 'json:none/r.json', '.'], root).line).toBe(
      'faultline: none/r.json: the report cannot be written (it does not exist)',
    )
  })
})

describe('bad files', () => {
  const noise = Uint8Array.from({ length: 4096 }, (_, at) => (at * 197 + (at >> 3) * 31) & 255)
  const good = 'import time\n\n\ndef wait():\n    time.sleep(1)\n'

  it.for([
    ['random bytes', noise],
    ['NUL bytes', 'x = 1\n\0\0\n'],
    ['invalid UTF-8', new Uint8Array([0x78, 0x3d, 0x27, 0xff, 0xfe, 0x27, 0x0a])],
    ['a 5 MB line', `x = [${'1,'.repeat(2_500_000)}]\n`],
  ] as const)('%s: listed with the reason; alone it is an error, among others the run goes on', ([, content]) => {
    const alone = tree({ 'bad.py': content })
    expect(oneLine(['bad.py'], alone)).toMatchObject({
      code: 2,
      line: expect.stringMatching(/^faultline: not analysed: bad\.py: The file .+\.$/) as string,
    })

    const among = tree({ 'bad.py': content, 'good.py': good })
    const { code, stdout } = faultline(['-f', 'json', '.'], { cwd: among })
    const report = JSON.parse(stdout) as { notAnalysed: readonly { file: string }[]; stats: { files: number } }
    expect(code).toBe(0)
    expect(report.notAnalysed.map(({ file }) => file)).toEqual(['bad.py'])
    expect(report.stats.files).toBe(1)
  })

  it('10,000 nested parentheses are but one value', () => {
    const root = tree({ 'deep.py': `x = ${'('.repeat(10_000)}y${')'.repeat(10_000)}\n` })
    expect(faultline(['.'], { cwd: root })).toEqual({ code: 0, stdout: '', stderr: '' })
  })

  it.for([
    ['curly', '{', '}'],
    ['calls', 'f(', ')'],
    ['square', '[', ']'],
    ['never closed', '[', ''],
  ] as const)('10,000 nested brackets, %s', ([, open, close]) => {
    const root = tree({ 'deep.py': `x = ${open.repeat(10_000)}${close.repeat(10_000)}\n`, 'good.py': good })
    const { code, stderr } = faultline(['.'], { cwd: root })
    expect(code).toBe(0)
    expect(stderr).toMatch(/^faultline: not analysed: deep\.py: .+\.\n$/)
  })

  it('10,000 nested blocks, a chain of 10,000 attributes, calls and operators', () => {
    const blocks = Array.from({ length: 1000 }, (_, depth) => `${' '.repeat(depth)}if x:\n`).join('')
    const root = tree({
      'blocks.py': `${blocks}${' '.repeat(1000)}pass\n`,
      'chain.py': `x = a${'.b()'.repeat(10_000)}\ny = ${'1 + '.repeat(10_000)}1\nz = ${'not '.repeat(10_000)}1\n`,
    })
    const { code, stderr } = faultline(['.'], { cwd: root })
    expect(code).toBe(0)
    expect(stderr).not.toContain('internal error')
  })

  it('loops of links, dangling links, links that leave', () => {
    const root = tree({ 'x.py': 'x = 1\n' })
    symlinkSync('.', path.join(root, 'loop'))
    symlinkSync('gone.py', path.join(root, 'dangling.py'))
    symlinkSync('/usr', path.join(root, 'out'))
    const { code, stderr } = faultline(['.'], { cwd: root })
    expect(code).toBe(0)
    expect(stderr.trimEnd().split('\n')).toEqual([
      'faultline: not analysed: dangling.py: The link cannot be followed: it does not exist.',
      'faultline: not analysed: out: The link leads out of the project.',
    ])
  })

  it('a folder named like a file, a file that may not be read', () => {
    const root = tree({ 'x.py/y.py': 'y = 1\n', 'z.py': 'z = 1\n' })
    chmodSync(path.join(root, 'z.py'), 0)
    const { code, stderr } = faultline(['.'], { cwd: root })
    expect(code).toBe(0)
    expect(stderr).toBe(process.getuid?.() === 0 ? '' : 'faultline: not analysed: z.py: The file cannot be read: permission denied.\n')
  })

  it('an empty folder, a folder without Python', () => {
    expect(oneLine(['.'], tree({}))).toEqual({ code: 0, line: 'faultline: no Python files found' })
    expect(oneLine(['.'], tree({ 'readme.md': '# x' }))).toEqual({ code: 0, line: 'faultline: no Python files found' })
  })

  it('an empty file, half a function, a file of one comment', () => {
    const root = tree({ 'empty.py': '', 'half.py': 'async def f(\n', 'comment.py': '# x' })
    const { code, stderr } = faultline(['.'], { cwd: root })
    expect(code).toBe(0)
    expect(stderr).toMatch(/^faultline: not analysed: half\.py: .+\.\n$/)
  })

  it('names from the tree are never written raw to the terminal', () => {
    const root = tree({ 'a\u001b[31m\n.py': noise, 'x.py': '' })
    const { stderr } = faultline(['.'], { cwd: root })
    expect(stderr).toContain('a\\x1b[31m\\n.py')
    expect(stderr.match(/\n/g)).toHaveLength(1)
  })
})

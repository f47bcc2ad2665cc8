import { execFileSync } from 'node:child_process'
import { chmodSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { defaults } from '../../src/config/config.ts'
import { type Location, locate } from '../../src/discover/location.ts'
import { selectionOf } from '../../src/discover/selection.ts'
import { type Discovery, walk } from '../../src/discover/walk.ts'
import { indexOf } from './git-index-bytes.ts'
import { tree } from './tree.ts'

const located = (root: string, ...paths: readonly string[]): Location => {
  const location = locate(paths.length === 0 ? ['.'] : paths, root)
  if ('missing' in location) throw new Error(location.missing)
  return location
}
const walked = (root: string, ...paths: readonly string[]): Discovery => walk(located(root, ...paths), selectionOf(defaults(root)))

describe('walk', () => {
  it('finds .py and .pyi files, sorted by code unit, and nothing else', () => {
    const root = tree({ 'b.py': '', 'B.py': '', 'a/z.pyi': '', 'a/readme.md': '', 'a.py/inner.py': '', 'é.py': '', 'x.pyc': '' })
    expect(walked(root).files).toEqual(['B.py', 'a.py/inner.py', 'a/z.pyi', 'b.py', 'é.py'])
  })

  it('skips version control, installed packages, virtual environments and caches', () => {
    const skipped = [
      '.git/x.py',
      'node_modules/p/x.py',
      'env/pyvenv.cfg',
      'env/lib/x.py',
      '.tox/x.py',
      'a/__pycache__/x.py',
      'lib/site-packages/x.py',
    ]
    const root = tree({ ...Object.fromEntries(skipped.map((file) => [file, ''])), 'a/ok.py': '' })
    expect(walked(root).files).toEqual(['a/ok.py'])
  })

  it('obeys nested .gitignore files and .git/info/exclude', () => {
    const root = tree({
      '.git/info/exclude': 'local.py\n',
      '.gitignore': '*.gen.py\nbuild/\n/only_top.py\n',
      'a/.gitignore': '!kept.gen.py\nsecret/\n',
      'a/kept.gen.py': '', 'a/other.gen.py': '', 'a/secret/x.py': '', 'a/build/x.py': '', 'a/only_top.py': '', 'only_top.py': '', 'local.py': '', 'b.py': '',
    }) // prettier-ignore
    expect(walked(root).files).toEqual(['a/kept.gen.py', 'a/only_top.py', 'b.py'])
  })

  it('walks an ignored folder that was asked for by name', () => {
    const root = tree({ '.git/HEAD': '', '.gitignore': 'build/\n', 'build/.gitignore': 'no.py\n', 'build/yes.py': '', 'build/no.py': '' })
    expect(walked(root, 'build').files).toEqual(['build/yes.py'])
    expect(walked(root).files).toEqual([])
  })

  it('takes several paths and files, each file once', () => {
    const root = tree({ 'pyproject.toml': '', 'a/x.py': '', 'a/b/y.py': '', 'c/z.py': '', tool: '' })
    expect(walked(root, 'a/b', 'a', 'c/z.py', 'c', 'tool').files).toEqual(['a/b/y.py', 'a/x.py', 'c/z.py', 'tool'])
  })

  it('follows links inside the project once, lists links that leave it or lead nowhere, survives loops', () => {
    const outside = tree({ 'x.py': '' })
    const root = tree({ 'pyproject.toml': '', 'app/x.py': '', 'app/deep/': '', '.gitignore': 'hidden/\n', 'hidden/h.py': '' })
    symlinkSync('..', path.join(root, 'app', 'loop'))
    symlinkSync('self', path.join(root, 'self'))
    symlinkSync('self.py', path.join(root, 'self.py'))
    symlinkSync('x.py', path.join(root, 'app', 'again.py'))
    symlinkSync('../hidden', path.join(root, 'app', 'peek'))
    symlinkSync(outside, path.join(root, 'out'))
    symlinkSync('nowhere.py', path.join(root, 'dangling.py'))
    const { files, notAnalysed } = walked(root)
    expect(files).toEqual(['app/x.py'])
    expect(notAnalysed).toEqual([
      { file: 'dangling.py', because: 'The link cannot be followed: it does not exist.' },
      { file: 'out', because: 'The link leads out of the project.' },
      { file: 'self.py', because: 'The link cannot be followed: a loop of links.' },
    ])
  })

  it('lists what only looks like a file, and does not wait for it', () => {
    const root = tree({ 'x.py': '' })
    execFileSync('mkfifo', [path.join(root, 'pipe.py')])
    expect(walked(root)).toEqual({
      files: ['x.py'],
      manifests: [],
      tracked: null,
      notAnalysed: [{ file: 'pipe.py', because: 'This is not a regular file.' }],
    })
  })

  it('reads environment files that git tracks, also where an ignore rule matches them', () => {
    const root = tree({
      '.git/index': indexOf(['app/.env', 'app/x.py']),
      '.gitignore': '.env\n',
      'app/x.py': '',
      'app/.env': 'A=1\n',
      'lib/.env': 'A=1\n',
      'worker.env': 'A=1\n',
    })
    expect(walked(root)).toMatchObject({
      manifests: [
        { file: 'app/.env', format: 'dotenv' },
        { file: 'worker.env', format: 'dotenv' },
      ],
      tracked: ['app/.env'],
    })
  })

  it('follows a link to code of the project that lies outside what was asked for', () => {
    const root = tree({ '.git/HEAD': '', 'shared/s.py': '', 'server/x.py': '' })
    symlinkSync('../shared', path.join(root, 'server', 'shared'))
    expect(walked(root, 'server').files).toEqual(['server/x.py', 'shared/s.py'])
  })

  it.skipIf(process.getuid?.() === 0)('lists folders it may not read', () => {
    const root = tree({ 'a/x.py': '', 'b.py': '' })
    chmodSync(path.join(root, 'a'), 0)
    expect(walked(root).notAnalysed).toEqual([{ file: 'a', because: 'The folder cannot be read: permission denied.' }])
    chmodSync(path.join(root, 'a'), 0o755)
  })

  it('obeys include and exclude, relative to the configuration', () => {
    const root = tree({ 'app/a.py': '', 'app/gen/b.py': '', 'tests/t.py': '', 'c.py': '' })
    const only = (include: readonly string[], exclude: readonly string[]): readonly string[] =>
      walk(located(root), selectionOf({ ...defaults(root), include, exclude })).files
    expect(only(['app/'], ['gen'])).toEqual(['app/a.py'])
    expect(only([], ['tests', '/c.py'])).toEqual(['app/a.py', 'app/gen/b.py'])
    expect(only(['*.py', '!c.py'], [])).toEqual(['app/a.py', 'app/gen/b.py', 'tests/t.py'])
  })
})

describe('locate', () => {
  it('takes the git root for reports and the nearest project file for judging', () => {
    const root = tree({ '.git/HEAD': '', 'server/pyproject.toml': '', 'server/app/x.py': '', 'other/x.py': '' })
    expect(located(root, 'server/app')).toMatchObject({ root, base: path.join(root, 'server') })
    expect(located(root, 'server/app', 'other')).toMatchObject({ root, base: root })
    expect(located(root)).toMatchObject({ root, base: root })
  })

  it('takes the argument where there is no git root', () => {
    const root = tree({ 'a/x.py': '' })
    expect(located(root, 'a')).toMatchObject({ root: path.join(root, 'a'), base: path.join(root, 'a') })
    expect(located(root, 'a/x.py')).toMatchObject({ base: path.join(root, 'a') })
  })

  it('names the path that does not exist', () => {
    expect(locate(['.', 'nope'], tree({}))).toEqual({ missing: 'nope' })
  })
})

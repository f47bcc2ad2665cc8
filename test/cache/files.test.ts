import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { FOLDER, cacheOf } from '../../src/cache/cache.ts'
import { filesIn } from '../../src/cache/files.ts'
import { locate } from '../../src/discover/location.ts'
import { tree } from '../discover/tree.ts'

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text))

describe('the folder', () => {
  test('tells git and backup programs to leave it alone', () => {
    const folder = path.join(tree({}), 'deep', 'cache')
    const files = filesIn(folder)
    expect(files.list()).toEqual([])
    files.write('x', [bytes('one '), bytes('two')])
    expect(files.list()).toEqual(['.gitignore', 'CACHEDIR.TAG', 'x'])
    expect(readFileSync(path.join(folder, '.gitignore'), 'utf8')).toBe('*\n')
    expect(readFileSync(path.join(folder, 'CACHEDIR.TAG'), 'utf8')).toMatch(/^Signature: 8a477f597d28d172789f06886806bc55\n/)
    expect(Buffer.from(files.read('x')!).toString()).toBe('one two')
  })

  test('loses what a killed run left half-written, not what another run is writing', () => {
    const { pid } = spawnSync(process.execPath, ['-e', '0'])
    const folder = tree({ [`report.json.${pid}.partial`]: 'half', [`report.json.${process.ppid}.partial`]: 'in the making' })
    filesIn(folder).write('x', [bytes('x')])
    expect(readdirSync(folder).filter((name) => name.endsWith('.partial'))).toEqual([`report.json.${process.ppid}.partial`])
  })

  test('leaves nothing behind when a write fails', () => {
    const folder = tree({ 'taken/': '', 'taken/x': '' })
    expect(() => filesIn(folder).write('taken', [bytes('x')])).toThrow('EISDIR')
    expect(readdirSync(folder)).toEqual(['.gitignore', 'CACHEDIR.TAG', 'taken'])
  })

  test('does not follow links', () => {
    const folder = tree({ secret: 'secret' })
    symlinkSync(path.join(folder, 'secret'), path.join(folder, 'link'))
    expect(filesIn(folder).read('link')).toBeNull()
  })
})

describe('a project', () => {
  const cacheIn = (root: string) => {
    const location = locate(['.'], root)
    if ('missing' in location) throw new Error(location.missing)
    return cacheOf(location, undefined, 'build')
  }

  test('has its cache at the git root, or in its own folder; a stray file has none', () => {
    const root = tree({ '.git/HEAD': '', 'backend/pyproject.toml': '' })
    cacheIn(path.join(root, 'backend'))!.write(() => cacheIn(path.join(root, 'backend')))
    const cache = cacheIn(path.join(root, 'backend'))!
    cache.summaries().add('0'.repeat(32), 'no')
    cache.write(() => cache.summaries().save())
    expect(readdirSync(root)).toContain(FOLDER)
    expect(cacheIn(tree({ 'requirements.txt': '' }))).not.toBeNull()
    expect(cacheIn(tree({ 'x.py': '' }))).toBeNull()
  })

  test('is not believed when its cache is checked in, or a link', () => {
    const checkedIn = tree({ '.git/index': `DIRC\0\0${FOLDER}/report.json\0`, [`${FOLDER}/`]: '' })
    expect(cacheIn(checkedIn)).toBeNull()
    const worktree = tree({ '.git': `gitdir: ${path.join(checkedIn, '.git')}\n`, [`${FOLDER}/`]: '' })
    expect(cacheIn(worktree)).toBeNull()
    const linked = tree({ '.git/HEAD': '', 'elsewhere/': '' })
    symlinkSync(path.join(linked, 'elsewhere'), path.join(linked, FOLDER))
    expect(cacheIn(linked)).toBeNull()
    const own = tree({ '.git/index': 'DIRC\0\0app/main.py\0' })
    mkdirSync(path.join(own, FOLDER))
    writeFileSync(path.join(own, FOLDER, 'x'), '')
    expect(cacheIn(own)).not.toBeNull()
  })
})

import { describe, expect, it } from 'vitest'
import { pathsIn, trackedBelow } from '../../src/discover/git-index.ts'
import { indexOf } from './git-index-bytes.ts'
import { tree } from './tree.ts'

const PATHS = ['.env', 'app/main.py', 'app/models.py', 'déjà/vu.env']

describe('pathsIn', () => {
  it.each([2, 3, 4] as const)('reads version %i', (version) => {
    expect([...(pathsIn(indexOf(PATHS, { version })) ?? [])]).toEqual(PATHS)
  })

  it('reads the index of a repository that names objects by SHA-256', () => {
    expect([...(pathsIn(indexOf(PATHS, { algorithm: 'sha256' })) ?? [])]).toEqual(PATHS)
  })

  it('knows nothing of an index that keeps its entries elsewhere', () => {
    expect(pathsIn(indexOf(PATHS, { extension: 'link' }))).toBeNull()
    expect(pathsIn(indexOf(PATHS, { extension: 'TREE' }))).not.toBeNull()
  })

  it('knows nothing of what is cut, or no index', () => {
    const whole = indexOf(PATHS, { version: 4 })
    for (let length = 0; length < whole.length - 20; length++) expect(pathsIn(whole.subarray(0, length))).toBeNull()
    expect(pathsIn(Buffer.from('not an index at all, but long enough to be one, is it not?'))).toBeNull()
    const many = indexOf(PATHS)
    many.writeUInt32BE(0xffff_ffff, 8)
    expect(pathsIn(many)).toBeNull()
  })
})

describe('trackedBelow', () => {
  it('follows the `.git` file of a worktree', () => {
    const root = tree({ 'work/.git': 'gitdir: ../store\n', 'store/index': indexOf(PATHS) })
    expect([...(trackedBelow(`${root}/work`) ?? [])]).toEqual(PATHS)
  })

  it('is null without one', () => {
    expect(trackedBelow(tree({ 'a.py': '' }))).toBeNull()
  })
})

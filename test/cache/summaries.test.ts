import { describe, expect, test } from 'vitest'
import { openCache } from '../../src/cache/cache.ts'
import { knownSummaries } from '../../src/cache/summaries.ts'
import { encodeSummary } from '../../src/lower/codec.ts'
import { hashOf, summarise } from '../../src/lower/summarise.ts'
import type { FileSummary } from '../../src/model/summary.ts'
import { loadPythonParser } from '../../src/parse/python.ts'
import { randomOf } from '../lower/mutants.ts'
import { type MemoryFiles, memoryFiles } from './memory.ts'

const parser = await loadPythonParser()
const summaryOf = (text: string, path = 'a.py'): FileSummary => {
  const summary = summarise(path, Buffer.from(text), parser)
  if ('because' in summary) throw new Error(summary.because)
  return summary
}
const ONE = summaryOf('import time\n\n\ndef one():\n    return time.sleep(1)\n')
const TWO = summaryOf('def two(x: "int"):\n    return x\n')

const remember = (files: MemoryFiles, ...summaries: readonly FileSummary[]): void => {
  const known = knownSummaries(files, 'build')
  for (const summary of summaries) known.add(summary.hash, encodeSummary(summary))
  known.save()
}
const recalled = (files: MemoryFiles, { hash }: FileSummary, build = 'build') => knownSummaries(files, build).find(hash, 'a.py')

describe('summaries', () => {
  test('come back as they were, and refusals too', () => {
    const files = memoryFiles()
    const known = knownSummaries(files, 'build')
    known.add(ONE.hash, encodeSummary(ONE))
    known.add('0'.repeat(32), 'The file is binary.')
    known.save()
    expect(recalled(files, ONE)).toEqual(ONE)
    expect(recalled(files, TWO)).toBeNull()
    expect(knownSummaries(files, 'build').find('0'.repeat(32), 'b.py')).toEqual({ because: 'The file is binary.' })
  })

  test('of one content at two paths differ in the path alone', () => {
    const text = 'from .a import b\n\n\nclass C(b.D):\n    x: "int" = 1\n'
    const here = summaryOf(text, 'pkg/__init__.py')
    const there = summaryOf(text, 'other/deep/module.pyi')
    expect({ ...here, path: '' }).toEqual({ ...there, path: '' })
    const files = memoryFiles()
    remember(files, here)
    expect(knownSummaries(files, 'build').find(here.hash, there.path)).toEqual(there)
  })

  test('of another build are not believed, and make room', () => {
    const files = memoryFiles()
    remember(files, ONE)
    expect(recalled(files, ONE, 'other build')).toBeNull()
    const other = knownSummaries(files, 'other build')
    expect(other.isEmpty).toBe(true)
    other.add(TWO.hash, encodeSummary(TWO))
    other.save()
    expect(files.list()).toHaveLength(1)
    expect(recalled(files, TWO, 'other build')).toEqual(TWO)
  })

  test('that were cut, changed, emptied or replaced are right or absent', () => {
    const whole = memoryFiles()
    remember(whole, ONE, TWO)
    const [[name, bytes]] = whole.contents
    const right = (damaged: Uint8Array): number => {
      const files = memoryFiles()
      files.contents.set(name, damaged)
      const answers = [recalled(files, ONE), recalled(files, TWO)]
      const expected = [ONE, TWO]
      expect(answers).toEqual(answers.map((answer, at) => (answer === null ? null : expected[at])))
      return answers.filter((answer) => answer !== null).length
    }
    expect(right(bytes)).toBe(2)
    const random = randomOf(7)
    for (let length = 0; length < bytes.length; length += 11) expect(right(bytes.subarray(0, length))).toBeLessThan(2)
    for (let k = 0; k < 400; k++) {
      const changed = bytes.slice()
      changed[Math.floor(random() * changed.length)] ^= 1 + Math.floor(random() * 255)
      right(changed)
    }
    for (let k = 0; k < 50; k++) right(Uint8Array.from({ length: Math.floor(random() * 3000) }, () => Math.floor(random() * 256)))
    right(Buffer.concat([bytes, bytes]))
  })

  test('under the hash of another content are not believed', () => {
    const files = memoryFiles()
    const known = knownSummaries(files, 'build')
    known.add(hashOf(Buffer.from('other')), encodeSummary(ONE))
    known.save()
    expect(knownSummaries(files, 'build').find(hashOf(Buffer.from('other')), 'a.py')).toBeNull()
  })

  test('are merged into one pack now and then; what nobody uses any more is dropped', () => {
    const files = memoryFiles()
    remember(files, ONE)
    let most = 0
    for (let k = 0; k < 60; k++) {
      const known = knownSummaries(files, 'build')
      known.find(ONE.hash, 'a.py')
      const edited = summaryOf(`x = ${k}\n`)
      known.add(edited.hash, encodeSummary(edited))
      known.save()
      most = Math.max(most, files.list().length)
    }
    expect(most).toBeLessThanOrEqual(13)
    expect(recalled(files, ONE)).toEqual(ONE)
    expect(recalled(files, summaryOf('x = 59\n'))).not.toBeNull()
    expect(recalled(files, summaryOf('x = 0\n'))).toBeNull()
  })

  test('of two runs at once are both kept', () => {
    const files = memoryFiles()
    const one = knownSummaries(files, 'build')
    const two = knownSummaries(files, 'build')
    one.add(ONE.hash, encodeSummary(ONE))
    two.add(TWO.hash, encodeSummary(TWO))
    one.save()
    two.save()
    expect([recalled(files, ONE), recalled(files, TWO)]).toEqual([ONE, TWO])
  })
})

test('a disk that is full costs the memory, one sentence, and no second attempt', () => {
  const files = memoryFiles()
  const cache = openCache(files, 'build')
  files.fail('ENOSPC')
  let attempts = 0
  const write = (): void => {
    attempts++
    cache.summaries().add(ONE.hash, encodeSummary(ONE))
    cache.summaries().save()
  }
  cache.write(write)
  cache.write(write)
  expect([attempts, cache.trouble(), files.list()]).toEqual([1, 'no space left on the device', []])
})

import { describe, expect, test } from 'vitest'
import { type Dependencies, storedReports } from '../../src/cache/reports.ts'
import { randomOf } from '../lower/mutants.ts'
import { report } from '../report/samples.ts'
import { type MemoryFiles, memoryFiles } from './memory.ts'

const REPORT = report()
const DEPENDENCIES: Dependencies = {
  build: 'build',
  prefix: 'backend',
  inputs: [
    { file: 'a.py', content: '1' },
    { file: 'b.py', content: '2' },
  ],
  notWalked: [],
  settings: ['', { off: [] }],
}
const stored = (): MemoryFiles => {
  const files = memoryFiles()
  storedReports(files).save(DEPENDENCIES, REPORT)
  return files
}

describe('a stored report', () => {
  test('comes back as it was', () => {
    expect(JSON.stringify(storedReports(stored()).find(DEPENDENCIES))).toBe(JSON.stringify(REPORT))
  })

  test.for<[string, Partial<Dependencies>]>([
    ['the tool', { build: 'next build' }],
    ['the place of the project', { prefix: '' }],
    ['a file', { inputs: [DEPENDENCIES.inputs[0], { file: 'b.py', content: '3' }] }],
    ['the name of a file', { inputs: [DEPENDENCIES.inputs[0], { file: 'c.py', content: '2' }] }],
    ['the number of files', { inputs: [DEPENDENCIES.inputs[0]] }],
    [
      'two contents that changed places',
      {
        inputs: [
          { file: 'a.py', content: '2' },
          { file: 'b.py', content: '1' },
        ],
      },
    ],
    ['what could not be walked', { notWalked: [{ file: 'x', because: 'y' }] }],
    ['the configuration', { settings: ['', { off: ['async'] }] }],
  ])('is not found after a change of %s', ([, change]) => {
    expect(storedReports(stored()).find({ ...DEPENDENCIES, ...change })).toBeNull()
  })

  test('is right or absent after any damage', () => {
    const [[name, bytes]] = stored().contents
    const random = randomOf(3)
    const found = (damaged: Uint8Array) => {
      const files = memoryFiles()
      files.contents.set(name, damaged)
      return storedReports(files).find(DEPENDENCIES)
    }
    expect(found(bytes)).toEqual(REPORT)
    for (let length = 0; length < bytes.length; length += 3) expect(found(bytes.subarray(0, length))).toBeNull()
    for (let k = 0; k < 300; k++) {
      const changed = bytes.slice()
      changed[Math.floor(random() * changed.length)] ^= 1 + Math.floor(random() * 255)
      expect(found(changed)).toBeNull()
    }
  })

  test('under the name of another is not believed', () => {
    const files = stored()
    const other = { ...DEPENDENCIES, build: 'other' }
    storedReports(files).save(other, { ...REPORT, notAnalysed: [{ file: 'z.py', because: 'no' }] })
    const [one, two] = files.list()
    const bytes = files.contents.get(one)!
    files.contents.set(one, files.contents.get(two)!)
    files.contents.set(two, bytes)
    expect([storedReports(files).find(DEPENDENCIES), storedReports(files).find(other)]).toEqual([null, null])
  })

  test('stays while it is used; at most eight are kept', () => {
    const files = stored()
    for (let k = 0; k < 30; k++) {
      storedReports(files).save({ ...DEPENDENCIES, build: `build ${k}` }, REPORT)
      expect(storedReports(files).find(DEPENDENCIES)).not.toBeNull()
    }
    expect(files.list()).toHaveLength(8)
  })
})

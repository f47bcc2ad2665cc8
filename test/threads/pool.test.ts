import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { decodeSummary } from '../../src/lower/codec.ts'
import { compilePythonModules } from '../../src/parse/assets.ts'
import { loadPythonParser } from '../../src/parse/python.ts'
import type { Outcome } from '../../src/threads/messages.ts'
import { summariseOnThreads } from '../../src/threads/pool.ts'
import { summariseOne } from '../../src/threads/summarise-one.ts'
import { tree } from '../discover/tree.ts'

/** Threads that behave badly; each takes one file first, so that there is something to lose. */
const BAD: Readonly<Record<string, string>> = {
  'throws at once': 'throw new Error("broken")',
  'does not compile': 'this is no JavaScript',
  'ends without a word': 'process.exit(0)',
  'ends with an error': 'process.exit(3)',
  'throws in the middle of a file': 'take(); throw new Error("broken")',
  'ends in the middle of a file': 'take(); process.exit(0)',
  'runs out of memory':
    'take(); if (workerData.files.length === 1) process.exit(1); const all = []; for (;;) all.push(new Array(1e6).fill(all.length))',
  'sends rubbish for no file': 'parentPort.postMessage([]); take()',
}
const PRELUDE = `
import { parentPort, workerData } from 'node:worker_threads'
const cells = new Int32Array(workerData.shared)
const take = () => Atomics.store(cells, workerData.cell, Atomics.add(cells, 0, 1) + 1)
`
const names = Array.from({ length: 20 }, (_, at) => `m${at}.py`)
const folder = tree(Object.fromEntries(names.map((name, at) => [name, `def f${at}(x):\n    return x + ${at}\n`])))
const scripts = tree({})
const scriptOf = (text: string, name: string): URL => {
  const file = path.join(scripts, `${name.replaceAll(' ', '-')}.mjs`)
  writeFileSync(file, PRELUDE + text)
  return pathToFileURL(file)
}
const run = async (script: URL, threads: number, files: readonly string[] = names): Promise<readonly Outcome[]> =>
  summariseOnThreads({ folder, files, threads, script, notify: () => {} }, await compilePythonModules())

describe('a thread that', () => {
  test.for(Object.keys(BAD))('%s: no file but the one it had is lost, and the run ends', async (name) => {
    const parser = await loadPythonParser()
    const outcomes = await run(scriptOf(BAD[name], name), 3)
    const expected = names.map((file) => summariseOne(folder, file, parser))
    const given = { hash: null, learnt: 'Internal error: the thread that summarised it ended.', isInternal: true }
    expect(outcomes).toEqual(expected.map((right, at) => (outcomes[at].isInternal ? given : right)))
    const lost = outcomes.filter(({ isInternal }) => isInternal).length
    expect(lost).toBeLessThanOrEqual(name.includes('in the middle') || name.includes('memory') || name.includes('rubbish') ? 2 : 0)
  })
})

test('no thread but this one gives the same', async () => {
  const parser = await loadPythonParser()
  const outcomes = await run(scriptOf('', 'unused'), 1, [...names, 'none.py'])
  expect(outcomes).toEqual([...names, 'none.py'].map((file) => summariseOne(folder, file, parser)))
  expect(outcomes.at(-1)).toEqual({ hash: null, learnt: 'The file cannot be read: it does not exist.', isInternal: false })
  const { learnt } = outcomes[0]
  if (typeof learnt === 'string') throw new Error(learnt)
  expect(decodeSummary(learnt).path).toBe('m0.py')
})

import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { decodeSummary, encodeSummary } from '../../src/lower/codec.ts'
import { renderIr } from '../../src/lower/render.ts'
import { faultsOf } from './invariants.ts'
import { mutantOf } from './mutants.ts'
import { fixtures, summaryOf, survivesPacking } from './summaries.ts'

const MUTANTS = 40
const files = readdirSync(fixtures).filter((file) => file.endsWith('.py'))

describe.each(files)('%s', (file) => {
  const text = readFileSync(new URL(file, fixtures), 'utf8')

  test('keeps what holds of every summary', async () => {
    expect(faultsOf(await summaryOf(text), text)).toEqual([])
  })

  test('survives packing', async () => {
    const summary = await summaryOf(text, 'päth.py')
    expect(decodeSummary(encodeSummary(summary))).toEqual(summary)
  })

  test('gives the same whatever was lowered before', async () => {
    const first = renderIr(await summaryOf(text), text)
    await summaryOf(mutantOf(text, 7))
    expect(renderIr(await summaryOf(text), text)).toBe(first)
  })

  test('keeps it when damaged', async () => {
    for (let seed = 1; seed <= MUTANTS; seed++) {
      const mutant = mutantOf(text, seed)
      const summary = await summaryOf(mutant)
      expect({ seed, faults: faultsOf(summary, mutant) }).toEqual({ seed, faults: [] })
      renderIr(summary, mutant)
      expect({ seed, survives: survivesPacking(summary) }).toEqual({ seed, survives: true })
    }
  })
})

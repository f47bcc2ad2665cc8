import { describe, expect, test } from 'vitest'
import { decodeSummary, encodeSummary } from '../../src/lower/codec.ts'
import { randomOf } from './mutants.ts'
import { summaryOf } from './summaries.ts'

const refusal = 'These bytes are not a file summary.'

describe('codec', () => {
  test('reads bytes that stand anywhere in a buffer', async () => {
    const summary = await summaryOf('def f(x: "int"):\n    return x + 1\n')
    const packed = encodeSummary(summary)
    const shifted = new Uint8Array(packed.length + 1)
    shifted.set(packed, 1)
    expect(decodeSummary(shifted.subarray(1))).toEqual(summary)
  })

  test('makes views, not copies', async () => {
    const packed = encodeSummary(await summaryOf('x = 1\n'))
    expect(decodeSummary(packed).values.a.buffer).toBe(packed.buffer)
  })

  test('keeps values longer than a column can say', async () => {
    const summary = await summaryOf(`x = "${'a'.repeat(70_000)}"\n`)
    expect(summary.values.length[0]).toBe(65_535)
    expect([...summary.values.long]).toEqual([0, 70_002])
    expect(summary.strings.at(-1)).toHaveLength(4_096 + 2 + 13)
    expect(decodeSummary(encodeSummary(summary))).toEqual(summary)
  })

  test('refuses what is cut, changed or something else', async () => {
    const packed = encodeSummary(await summaryOf('def f(x):\n    return x\n'))
    const random = randomOf(1)
    for (let length = 0; length < packed.length; length += 7) expect(() => decodeSummary(packed.subarray(0, length))).toThrow(refusal)
    for (let k = 0; k < 200; k++) {
      const changed = packed.slice()
      changed[Math.floor(random() * changed.length)] ^= 1 + Math.floor(random() * 255)
      expect(() => decodeSummary(changed)).toThrow(refusal)
    }
    for (let k = 0; k < 50; k++) {
      const noise = Uint8Array.from({ length: Math.floor(random() * 1000) }, () => Math.floor(random() * 256))
      expect(() => decodeSummary(noise)).toThrow(refusal)
    }
  })
})

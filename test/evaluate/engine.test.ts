import { describe, expect, test } from 'vitest'
import { addSlot, createEngine, createSlots } from '../../src/evaluate/engine.ts'
import { program } from './program.ts'

const BOTTOM = 1
const GIVE_UP = 2

/** Nodes computed as the largest of a start value and what they depend on. */
function graph(starts: readonly number[], edges: readonly (readonly number[])[], budget = 100_000) {
  const slots = createSlots((at) => {
    let out = starts[at]
    for (const next of edges[at]) out = Math.max(out, engine.ask(slots, next))
    return out
  })
  const engine = createEngine(BOTTOM, GIVE_UP, budget)
  for (let i = 0; i < starts.length; i++) addSlot(slots)
  return { engine, ask: (at: number) => engine.ask(slots, at), memo: slots }
}

describe('engine', () => {
  test('cycles reach the same fixpoint from every entry', () => {
    const starts = [BOTTOM, 5, BOTTOM, 9, BOTTOM, 3]
    const edges = [[1, 2], [2], [0, 3], [4], [3, 5], []]
    const orders = [
      [0, 1, 2, 3, 4, 5],
      [5, 4, 3, 2, 1, 0],
      [2, 0, 4, 1, 5, 3],
      [3, 2, 1, 0, 5, 4],
    ]
    for (const order of orders) {
      const { ask } = graph(starts, edges)
      const answers = new Map(order.map((at) => [at, ask(at)]))
      expect([...answers].toSorted(([x], [y]) => x - y).map(([, answer]) => answer)).toEqual([9, 9, 9, 9, 9, 3])
    }
  })

  test('a chain far deeper than the call stack', () => {
    const count = 20_000
    const { ask } = graph(
      Array.from({ length: count }, (_, i) => (i === count - 1 ? 7 : BOTTOM)),
      Array.from({ length: count }, (_, i) => (i + 1 < count ? [i + 1] : [])),
    )
    expect(ask(0)).toBe(7)
  })

  test('a component that never settles is given up, all of it', () => {
    let turns = 0
    const slots = createSlots((at) => (at === 0 ? engine.ask(slots, 1) + ++turns : engine.ask(slots, 0) + 10))
    const engine = createEngine(BOTTOM, GIVE_UP, 1_000)
    addSlot(slots)
    addSlot(slots)
    expect(engine.ask(slots, 0)).toBe(GIVE_UP)
    expect(engine.ask(slots, 1)).toBe(GIVE_UP)
  })

  test('a question over its budget is given up and leaves what is sound', () => {
    const count = 50
    const { ask, memo } = graph(
      Array.from({ length: count }, () => 3),
      Array.from({ length: count }, (_, i) => (i + 1 < count ? [i + 1] : [])),
      20,
    )
    expect(ask(0)).toBe(GIVE_UP)
    expect(memo.memo.filter((value) => value < 0).length).toBe(0)
    expect(ask(45)).toBe(3)
  })
})

describe('hostile programs', () => {
  test('deep chains, wide joins and self reference end', async () => {
    const chain = Array.from({ length: 3_000 }, (_, i) => `def f${i}(): return f${i + 1}()`).join('\n')
    const ring = Array.from({ length: 400 }, (_, i) => `def g${i}(n): return g${(i + 1) % 400}(n)`).join('\n')
    const sum = `s = ${Array.from({ length: 5_000 }, () => '1').join(' + ')}`
    const p = await program({
      'm.py': `${chain}\ndef f3000(): return 1\n${ring}\n${sum}\nreveal(f0())\nreveal(g0(1))\nreveal(s)\nclass A(A): x = A.x\nreveal(A().x)\nx = x\nreveal(x)\ndef h(): return h\nreveal(h()())\nt = [t]\nreveal(t)`,
    })
    const revealed = p.revealed('m.py')
    expect(revealed[0]).toBe('int')
    expect(revealed[2]).toBe('int')
    expect(revealed.length).toBe(7)
  })

  test('broken syntax is said so', async () => {
    const p = await program({ 'm.py': 'y = = 3\nclass A:\n  def g(self) -> int: ...\nreveal(A().g())' })
    expect(p.revealed('m.py').at(-1)).toBe('int')
  })
})

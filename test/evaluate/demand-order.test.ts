import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createEvaluation } from '../../src/evaluate/evaluation.ts'
import { loadLibrary } from '../../src/evaluate/library.ts'
import { type FileSummary, Op } from '../../src/model/summary.ts'
import { type Program, program, programOf, summaryOf } from './program.ts'

type Place = readonly [file: number, value: number]

/** Types and callees of all project values, asked in some order, listed in file order. */
function answers(p: Program, order: (places: readonly Place[]) => readonly Place[]): string[] {
  const { evaluation } = p
  const places: Place[] = []
  for (const { id, origin, summary } of evaluation.files.slice()) {
    if (origin === 'project') for (let at = 0; at < summary.values.count; at++) places.push([id, at])
  }
  const out = new Map<string, string>()
  for (const [file, at] of order(places)) {
    const type = p.show(evaluation.typeOf(file, at))
    const isCall = evaluation.file(file).summary.values.op[at] === Op.Call
    out.set(`${file}:${at}`, isCall ? `${type} by ${p.showCallee(evaluation.calleeOf(file, at))}` : type)
  }
  return places.map(([file, at]) => `${file}:${at} ${out.get(`${file}:${at}`)}`)
}

/** The same order on every machine. */
function shuffled(places: readonly Place[], seed: number): Place[] {
  const out = [...places]
  let state = seed
  for (let i = out.length - 1; i > 0; i--) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    const j = state % (i + 1)
    ;[out[i], out[j]] = [out[j], out[i]]
  }
  return out
}

/** Answers that another order changes. */
async function differing(make: () => Promise<Program>): Promise<string[]> {
  const forwards = answers(await make(), (places) => places)
  const orders = [
    (places: readonly Place[]) => places.toReversed(),
    ...[1, 2, 3].map((seed) => (places: readonly Place[]) => shuffled(places, seed)),
  ]
  const out: string[] = []
  for (const order of orders) {
    const other = answers(await make(), order)
    out.push(...other.filter((answer, i) => answer !== forwards[i]))
  }
  return out
}

describe('types and callees do not depend on what is asked first', () => {
  test('in a program of cycles', async () => {
    const files = {
      'a.py': `
from b import *
class Node:
    def __init__(self, parent=None):
        self.parent = parent
        self.items = []
        self.state = start(self)
    def root(self):
        node = self
        while node.parent: node = node.parent
        return node
    def walk(self, n):
        if n: return self.walk(n - 1)
        return other(self)
    @property
    def next(self): return self.prev.next if self.prev else Node()
    @property
    def prev(self): return self.next.prev if self.next else None
text = ''
for part in parts():
    text = text.upper() + part
    text = text or helper(text)
`,
      'b.py': `
from a import Node, text
def start(x): return {'a': Node(x)} if x else text
def other(n): return n.walk(0) if n else Node().root()
def parts(): return [p.upper() for p in 'a b'.split()]
def helper(t):
    for i in range(3):
        t = t.split()[0] if i else open(t, t).read()
    return t
`,
    }
    expect(await differing(() => program(files))).toEqual([])
  })

  test('in all fixtures, with the bundled library', async () => {
    const root = new URL('../../fixtures/', import.meta.url)
    const paths = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.py'))
      .toSorted()
    const summaries: FileSummary[] = []
    for (const path of paths) summaries.push(await summaryOf(path, readFileSync(new URL(path, root), 'utf8')))
    const library = loadLibrary(readFileSync(new URL('../../src/generated/knowledge.bin', import.meta.url)))
    expect(await differing(() => Promise.resolve(programOf(createEvaluation(summaries, library))))).toEqual([])
  })
})

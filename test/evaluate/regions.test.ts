import { expect, test } from 'vitest'
import { Op } from '../../src/model/summary.ts'
import { program, type Program } from './program.ts'

/** Texts of values, by span. */
function texts(p: Program, source: string) {
  const { values } = p.evaluation.file(p.file('m.py')).summary
  return (at: number): string => (at < 0 ? '-' : source.slice(values.start[at], values.start[at] + values.length[at]))
}

test('guards, handlers, held contexts, loops and dominance', async () => {
  const source = `
def f(a, b, items):
    if not a:
        raise ValueError()
    reveal(1)
    if b and a.ready:
        reveal(2)
    else:
        reveal(3)
    try:
        before()
        reveal(4)
    except KeyError:
        reveal(5)
    else:
        reveal(6)
    with lock, open('x') as h:
        for i in items:
            while b:
                reveal(7)
    reveal(8)
    for j in items:
        if j: continue
        reveal(9)
    if a: return 1
    elif b: return 2
    reveal(10)
    def inner():
        reveal(11)
    x = reveal(12) if a else b
`
  const p = await program({ 'm.py': source })
  const file = p.file('m.py')
  const text = texts(p, source)
  const at = p.arguments('m.py')
  const guards = (n: number): string[] => p.evaluation.guards(file, at[n - 1]).map(({ test, holds }) => (holds ? '' : 'not ') + text(test))
  expect(guards(1)).toEqual(['not not a', 'a'])
  expect(guards(2)).toEqual(['b and a.ready', 'b', 'a.ready', 'not not a', 'a'])
  expect(guards(3)).toEqual(['not b and a.ready', 'not not a', 'a'])
  expect(guards(7)).toContain('b')
  expect(guards(9)).toContain('not j')
  expect(guards(10)).toEqual(expect.arrayContaining(['not a', 'not b']))
  expect(guards(11)).toEqual([])
  expect(guards(12)[0]).toBe('a')
  const caught = (n: number): string[] =>
    p.evaluation.protectedBy(file, at[n - 1]).map((value) => text(p.evaluation.file(file).summary.values.a[value]))
  expect([caught(4), caught(5), caught(6), caught(1)]).toEqual([['KeyError'], [], [], []])
  const held = (n: number): string[] =>
    p.evaluation.held(file, at[n - 1]).map((value) => text(p.evaluation.file(file).summary.values.a[value]))
  expect(held(7)).toEqual(["open('x')", 'lock'])
  expect(held(8)).toEqual([])
  expect(p.evaluation.repeats(file, at[6]).length).toBe(2)
  expect(p.evaluation.repeats(file, at[10]).length).toBe(0)
  const dominates = (x: number, y: number): boolean => p.evaluation.dominates(file, at[x - 1], at[y - 1])
  expect([dominates(1, 2), dominates(2, 3), dominates(2, 8), dominates(4, 5), dominates(4, 6), dominates(8, 1), dominates(1, 11)]).toEqual([
    true,
    false,
    false,
    false,
    true,
    false,
    true,
  ])
})

test('users are direct, in order', async () => {
  const p = await program({ 'm.py': 'def f():\n    x = reveal(make())\n    use(x, key=x)\n    return x' })
  const file = p.file('m.py')
  const { evaluation } = p
  const { op } = evaluation.file(file).summary.values
  const [made] = p.arguments('m.py')
  const [call] = evaluation.users(file, made)
  const [bind] = evaluation.users(file, call)
  expect([op[call], op[bind]]).toEqual([Op.Call, Op.Bind])
  const loads = evaluation.users(file, bind)
  expect(loads.map((load) => op[load])).toEqual([Op.Load, Op.Load, Op.Load])
  expect(loads.map((load) => op[evaluation.users(file, load)[0]])).toEqual([Op.Call, Op.Keyword, Op.Return])
})

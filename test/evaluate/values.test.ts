import { describe, expect, test } from 'vitest'
import { reveal } from './program.ts'

describe('values', () => {
  test('displays, operators, subscripts, comprehensions', async () => {
    expect(
      await reveal(`
a = [1, 2]
b = {'k': 1.5}
c = (1, 'x')
reveal(a); reveal(b); reveal(c); reveal({1}); reveal(a[0]); reveal(b['k']); reveal(c[1]); reveal(c[-2]); reveal(f'{a}')
reveal([x for x in a]); reveal({k: v for k, v in b.items()}); reveal(x for x in a); reveal(1 + 2); reveal('a' % 1); reveal('a' 'b')
reveal(1 < 2); reveal(not a); reveal(a[0:1]); reveal([1, 'x']); reveal([]); reveal(b'x'); reveal(None); reveal('x' if a else 'y'); reveal(a or [2])
d, (e, *g) = 1, ('x', 2)
reveal(d); reveal(e); reveal(g); reveal(None or 'x')
`),
    ).toEqual([
      'list[int]',
      'dict[str, float]',
      '(int, str)',
      'set[int]',
      'int',
      'float',
      'str',
      'int',
      'str',
      'list[int]',
      'dict[str, float]',
      'iterator[int]',
      'int',
      'str',
      'str',
      'bool',
      'bool',
      'list[int]',
      'list[unknown(disagree)]',
      'list',
      'bytes',
      'none',
      'str',
      'list[int]',
      'int',
      'str',
      'list[unknown(disagree)]',
      'str',
    ])
  })

  test('assignments join: equal, None, disagreement; never a union', async () => {
    expect(
      await reveal(`
class A: pass
class B(A): pass
def f(flag):
    x = None
    if flag: x = A()
    reveal(x)
    y = A()
    if flag: y = B()
    reveal(y)
    z = A()
    for i in [1]:
        reveal(z)
        z = A()
    n = 0
    while flag: n = n + 1
    reveal(n)
    reveal(f2())
    reveal(g.x)
def f2():
    if a: return A()
    return None
class G:
    x = None
    def set(self): self.x = A()
g = G()
client = None
def connect():
    global client
    client = A()
def use(): reveal(client)
`),
    ).toEqual(['m.A | none', 'unknown(disagree)', 'm.A', 'int', 'm.A | none', 'm.A | none', 'm.A | none'])
  })

  test('functions: declared, inferred, coroutines, generators, recursion', async () => {
    expect(
      await reveal(`
from typing import Iterator, Generator, AsyncIterator
class A: pass
def one(): return A()
def two() -> 'A': return x
async def three(): return A()
async def four() -> A: ...
def five():
    yield A()
async def six():
    yield A()
def seven() -> Iterator[A]:
    yield A()
def eight(n): return eight(n - 1) if n else A()
def even(n): return odd(n - 1) if n else A()
def odd(n): return even(n - 1) if n else A()
def nine(): pass
def ten():
    raise ValueError()
def eleven():
    yield from five()
async def main():
    reveal(one()); reveal(two()); reveal(three()); reveal(await three()); reveal(await four()); reveal(five()); reveal(six()); reveal(seven())
    reveal(eight(1)); reveal(even(1)); reveal(odd(1)); reveal(nine()); reveal(ten()); reveal(eleven())
    for x in five(): reveal(x)
    async for y in six(): reveal(y)
    z = lambda: A()
    reveal(z())
    reveal([a async for a in six()])
    try: pass
    except ValueError as e: reveal(e)
    except (KeyError, ImportError) as e: reveal(e)
`),
    ).toEqual([
      'm.A',
      'm.A',
      'coroutine[m.A]',
      'm.A',
      'm.A',
      'iterator[m.A]',
      'asyncIterator[m.A]',
      'iterator[m.A]',
      'm.A',
      'm.A',
      'm.A',
      'none',
      'unknown(unsupported)',
      'iterator[m.A]',
      'm.A',
      'm.A',
      'm.A',
      'list[m.A]',
      'ValueError',
      'KeyError | ImportError',
    ])
  })

  test('context managers and iteration by protocol', async () => {
    expect(
      await reveal(`
from contextlib import contextmanager, asynccontextmanager
import contextlib
class A:
    def __enter__(self): return self
    async def __aenter__(self) -> 'B': ...
class B:
    def __iter__(self): return self
    def __next__(self) -> A: ...
    def __aiter__(self): return self
    async def __anext__(self) -> A: ...
    def __getitem__(self, key) -> A: ...
    def __await__(self):
        yield 1
    def __call__(self, x) -> A: ...
    def __add__(self, other) -> A: ...
    def __eq__(self, other) -> A: ...
@contextmanager
def session():
    yield A()
@contextlib.asynccontextmanager
async def asession():
    yield A()
async def f(t: tuple[A, ...]):
    with A() as a: reveal(a)
    async with A() as b: reveal(b)
    with session() as c: reveal(c)
    async with asession() as d: reveal(d)
    reveal(session()); reveal(asession())
    for i in b: reveal(i)
    async for j in b: reveal(j)
    reveal(b[0]); reveal(b(1)); reveal(b + 1); reveal(b == 1)
    for k in t: reveal(k)
    with open('f') as h: reveal(h.read())
    for line in open('f'): reveal(line)
`),
    ).toEqual([
      'm.A',
      'm.B',
      'm.A',
      'm.A',
      'context[m.A]',
      'asyncContext[m.A]',
      'm.A',
      'm.A',
      'm.A',
      'm.A',
      'm.A',
      'm.A',
      'm.A',
      'str',
      'str',
    ])
  })

  test('overloads: arity, keywords, literals, types', async () => {
    expect(
      await reveal(`
def f(mode: str, path):
    reveal(open('x')); reveal(open('x', 'rb')); reveal(open('x', mode='wb')); reveal(open('x', mode)); reveal(open(path, 'r'))
    m = 'rb'
    reveal(open('x', m).read())
    d = {'a': 1}
    reveal(d.get('a')); reveal(d.get('a', 1)); reveal([1][0]); reveal([1][0:1]); reveal(list([1])); reveal(list())
`),
    ).toEqual([
      'TextFile',
      'BinaryFile',
      'BinaryFile',
      'unknown(disagree)',
      'TextFile',
      'bytes',
      'int | none',
      'int',
      'int',
      'list[int]',
      'list[int]',
      'list',
    ])
  })

  test('narrowing by isinstance, None and match', async () => {
    expect(
      await reveal(`
class A: pass
class B(A): pass
class C: pass
def f(x, y: A | C, z: A, w: A | C | None, v):
    if isinstance(x, A): reveal(x)
    reveal(x)
    if isinstance(y, A): reveal(y)
    else: reveal(y)
    if not isinstance(z, B): return
    reveal(z)
    if w is None: return
    reveal(w)
    if isinstance(v, A) and v.ready: reveal(v)
    if not isinstance(v, (A, C)):
        raise ValueError()
    reveal(v)
    match x:
        case C() as c:
            reveal(c); reveal(x)
    reveal(x.y if isinstance(x.y, A) else A())
`),
    ).toEqual(['m.A', 'unknown(untyped-parameter)', 'm.A', 'm.C', 'm.B', 'm.A | m.C', 'm.A', 'm.A | m.C', 'm.C', 'm.C', 'm.A'])
  })
})

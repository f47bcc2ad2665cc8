import { describe, expect, test } from 'vitest'
import { program } from './program.ts'

/** Types revealed in one file. */
async function reveal(text: string, stubs: Record<string, string> = {}): Promise<string[]> {
  const p = await program({ 'm.py': text }, stubs)
  return p.revealed('m.py')
}

describe('annotations', () => {
  test('names, unions, forms of typing, quoted and aliased', async () => {
    expect(
      await reveal(`
from typing import Annotated, Any, Callable, Dict, List, Literal, NewType, Optional, Type, TypeVar, Union, ClassVar, Final
import typing as t
class A: pass
class B: pass
class C: pass
class D: pass
UserId = NewType('UserId', A)
Alias = Optional[A]
Both = A | B
Dep = Annotated[A, 'meta']
def f(a: A, b: Optional[A], c: Union[A, B], d: 'A', e: A | None, g: A | B | None, h: Annotated[A, 1], i: List[A], j: Dict[str, 'A'],
      k: Type[A], l: type[A], m: Literal['x', 'y'], n: Callable[[int], A], o: Alias, p: UserId, q: Both, r: Dep, s: t.Optional['A'],
      u: Any, v: tuple[A, B], w: tuple[A, ...], x: A | B | C | D, y: 'list[A] | None', z: Union['A', None]):
    reveal(a); reveal(b); reveal(c); reveal(d); reveal(e); reveal(g); reveal(h); reveal(i); reveal(j); reveal(k); reveal(l); reveal(m)
    reveal(n); reveal(o); reveal(p); reveal(q); reveal(r); reveal(s); reveal(u); reveal(v); reveal(w); reveal(x); reveal(y); reveal(z)
    reveal(n(1))
`),
    ).toEqual([
      'm.A',
      'm.A | none',
      'm.A | m.B',
      'm.A',
      'm.A | none',
      'm.A | m.B | none',
      'm.A',
      'list[m.A]',
      'dict[str, m.A]',
      'class m.A',
      'class m.A',
      'str',
      'unknown(unsupported)',
      'm.A | none',
      'm.A',
      'm.A | m.B',
      'm.A',
      'm.A | none',
      'unknown(dynamic-attribute)',
      '(m.A, m.B)',
      'tuple[m.A]',
      'unknown(disagree)',
      'list[m.A] | none',
      'm.A | none',
      'm.A',
    ])
  })

  test('of variables, in classes, with rest parameters', async () => {
    expect(
      await reveal(`
from typing import Final
class A: pass
class B(A): pass
x: A = make()
y: Final = A()
z: 'A | None' = None
w: A = B()
class K:
    a: A
    b: 'B' = None
def f(*args: A, **kw: B):
    reveal(args); reveal(kw)
    v: A
    v = unknown()
    reveal(v)
def g():
    reveal(x); reveal(y); reveal(z); reveal(w); reveal(K().a); reveal(K().b); reveal(K.a)
`),
    ).toEqual(['tuple[m.A]', 'dict[str, m.B]', 'm.A', 'm.A', 'm.A', 'm.A | none', 'm.A', 'm.A', 'm.B', 'm.A'])
  })

  test('generics: parameters from bases, receivers and constructors', async () => {
    expect(
      await reveal(`
from typing import Generic, TypeVar, Iterable
T = TypeVar('T')
M = TypeVar('M', bound='Base')
class Base:
    def save(self) -> int: ...
class Order(Base): pass
class Repo(Generic[M]):
    def __init__(self, model: type[M]): self.model = model
    def one(self) -> M: ...
    def many(self) -> list[M]: ...
    def built(self): return self.model()
    def saved(self):
        reveal(self.one().save())
        return self.one()
class Orders(Repo[Order]): pass
class New[Q]:
    def get(self) -> Q: ...
class Box(Generic[T]):
    def __init__(self, value: T): self.value = value
def first(items: Iterable[T]) -> T: ...
def build(c: type[T]) -> T: ...
def f(r: Repo[Order], n: New[Order]):
    reveal(r.one()); reveal(r.many()); reveal(Orders(Order).one()); reveal(Repo(Order).one()); reveal(n.get())
    reveal(first([Order()])); reveal(build(Order)); reveal(Box(Order())); reveal(Box(1).value); reveal(r.built()); reveal(Orders(Order).saved())
    for o in r.many():
        reveal(o)
`),
    ).toEqual([
      'int',
      'm.Order',
      'list[m.Order]',
      'm.Order',
      'm.Order',
      'm.Order',
      'm.Order',
      'm.Order',
      'm.Box[m.Order]',
      'int',
      'm.Order',
      'm.Order',
      'm.Order',
    ])
  })
})

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

describe('members', () => {
  test('fields, properties, class and static methods, inheritance, super', async () => {
    const p = await program({
      'm.py': `
from functools import cached_property, lru_cache
class Dep:
    def go(self): return 1
class Base:
    def __init__(self, dep: Dep):
        self.dep = dep
        self.late = None
    def make(self): return Dep()
class A(Base):
    limit = 3
    def __init__(self):
        super().__init__(Dep())
        self.other: 'Dep' = x
        reveal(super().make())
        def inner(): self.inner = Dep()
    @property
    def prop(self): return Dep()
    @prop.setter
    def prop(self, v): pass
    @cached_property
    def cached(self) -> Dep: ...
    @classmethod
    def create(cls): return cls()
    @staticmethod
    def stat(): return Dep()
    @lru_cache(maxsize=1)
    def memo(self): return Dep()
    def connect(self): self.late = Dep()
    def __getattr__(self, name): return magic(name)
a = A()
reveal(a.dep.go()); reveal(a.prop); reveal(a.cached); reveal(A.create()); reveal(a.create()); reveal(A.stat()); reveal(a.memo()); reveal(a.limit)
reveal(a.late); reveal(a.other); reveal(a.inner); reveal(a.make()); reveal(A.make(a)); reveal(a.nothing); reveal(Dep().nothing); reveal(getattr(a, 'dep'))
reveal(type(a)); reveal(A.__name__)
`,
    })
    expect(p.revealed('m.py')).toEqual([
      'm.Dep',
      'int',
      'm.Dep',
      'm.Dep',
      'm.A',
      'm.A',
      'm.Dep',
      'm.Dep',
      'int',
      'm.Dep | none',
      'm.Dep',
      'm.Dep',
      'm.Dep',
      'm.Dep',
      'unknown(dynamic-attribute)',
      'unknown(unknown-member)',
      'm.Dep',
      'class m.A',
      'str',
    ])
    expect(p.called('m.py').slice(0, 2)).toEqual(['m.Base.make', 'm.Dep.go'])
  })

  test('frameworks by stubs: fields, descriptors, enumerations, Depends', async () => {
    expect(
      await reveal(
        `
from dataclasses import dataclass
from enum import Enum, IntEnum
from typing import Annotated, TypedDict, NamedTuple
from fastapi import Depends, Security
from orm import Mapped, Model
class Color(Enum):
    RED = 1
    def hex(self) -> str: ...
class Level(IntEnum):
    LOW = 1
class Service:
    def run(self) -> int: ...
def get_service():
    yield Service()
async def get_async() -> Service: ...
@dataclass
class Point:
    at: Service
class Row(Model):
    id: Mapped[int]
    items: Mapped[list['Row']]
class Data(TypedDict):
    service: Service
class Pair(NamedTuple):
    left: Service
ServiceDep = Annotated[Service, Depends(get_service)]
def handler(a=Depends(get_service), b: Service = Depends(), c: ServiceDep = None, d=Depends(get_async), e=Security(Service), f: Annotated[object, Depends(get_service)] = 1):
    reveal(a); reveal(b); reveal(c); reveal(d); reveal(e); reveal(f)
def f(r: Row, d: Data, p: Pair, c: Color):
    reveal(Color.RED); reveal(Color.RED.hex()); reveal(Point(Service()).at.run()); reveal(r.id); reveal(r.items); reveal(Row.id); reveal(d['service'])
    reveal(p.left); reveal(Color['RED']); reveal(Level.LOW); reveal(c.name)
    for each in Color: reveal(each)
`,
        {
          'fastapi/__init__.pyi': 'from .param_functions import Depends as Depends, Security as Security',
          'fastapi/param_functions.pyi':
            'from typing import Any\ndef Depends(dependency: Any = None) -> Any: ...\ndef Security(dependency: Any = None) -> Any: ...',
          'orm.pyi': `
from typing import Any, Generic, TypeVar, overload
T = TypeVar('T')
class Model: ...
class Column(Generic[T]): ...
class Mapped(Generic[T]):
    @overload
    def __get__(self, instance: None, owner: Any) -> Column[T]: ...
    @overload
    def __get__(self, instance: object, owner: Any) -> T: ...
`,
        },
      ),
    ).toEqual([
      'm.Service',
      'm.Service',
      'm.Service',
      'm.Service',
      'm.Service',
      'object',
      'm.Color',
      'str',
      'int',
      'int',
      'list[m.Row]',
      'orm.Column[int]',
      'm.Service',
      'm.Service',
      'm.Color',
      'm.Level',
      'str',
      'm.Color',
    ])
  })

  test('coroutines, tasks and threads', async () => {
    expect(
      await reveal(`
import asyncio
class A: pass
async def job(): return A()
def work() -> A: ...
async def f():
    t = asyncio.create_task(job())
    reveal(t); reveal(await t); reveal(t.result()); reveal(t.cancel()); reveal(asyncio.to_thread(work)); reveal(await asyncio.to_thread(work))
    reveal(asyncio.sleep(1)); reveal(await asyncio.sleep(1))
`),
    ).toEqual(['task[m.A]', 'm.A', 'm.A', 'bool', 'coroutine[m.A]', 'm.A', 'coroutine[none]', 'none'])
  })

  test('decorators: wrappers are seen through, declared replacements are not', async () => {
    const p = await program(
      {
        'm.py': `
import functools
from tasks import app
class A: pass
def wrap(f):
    @functools.wraps(f)
    def inner(*args, **kw): return f(*args, **kw)
    return inner
def named(name):
    def outer(f): return f
    return outer
@wrap
def one(): return A()
@named('x')
def two(): return A()
@app.task
def three(): return A()
@app.task(bind=True)
def four(): return A()
@undefined
def five(): return A()
reveal(one()); reveal(two()); reveal(three.delay()); reveal(four.delay()); reveal(five())
`,
      },
      {
        'tasks.pyi': `
from typing import Any, Callable, overload
class Task:
    def delay(self, *args: Any) -> int: ...
class App:
    @overload
    def task(self, f: Callable[..., Any], /) -> Task: ...
    @overload
    def task(self, *, bind: bool = ...) -> Callable[..., Task]: ...
app: App
`,
      },
    )
    expect(p.revealed('m.py')).toEqual(['m.A', 'm.A', 'int', 'int', 'm.A'])
  })
})

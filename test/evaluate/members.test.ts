import { describe, expect, test } from 'vitest'
import { program, reveal } from './program.ts'

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

import { describe, expect, test } from 'vitest'
import { program } from './program.ts'

async function called(text: string, stubs: Record<string, string> = {}): Promise<string[]> {
  const p = await program({ 'm.py': text }, stubs)
  return p.called('m.py')
}

describe('callees', () => {
  test('names, attributes, locals, partials, instances, constructors', async () => {
    expect(
      await called(`
import time
from functools import partial
class A:
    def __init__(self): ...
    def go(self): ...
    def __call__(self): ...
class B(A): pass
class C:
    def __new__(cls): ...
class D: pass
def f(): ...
g = time.sleep
h = A().go
table = {'x': f}
reveal(f()); reveal(g(1)); reveal(h()); reveal(partial(f, 1)()); reveal(A()()); reveal(A()); reveal(B()); reveal(C()); reveal(D()); reveal(A.go(A()))
reveal(table['x']()); reveal((lambda: 1)()); reveal(time.sleep(1)); reveal(missing()); reveal(A().nothing()); reveal(print(1)); reveal(getattr(A(), 'go')())
def later():
    k = time.sleep
    if x: k = f
    reveal(k(1))
`),
    ).toEqual([
      'm.f',
      'time.sleep',
      'm.A.go',
      'm.f',
      'm.A.__call__',
      'new m.A via m.A.__init__',
      'new m.B via m.A.__init__',
      'new m.C via m.C.__new__',
      'new m.D',
      'm.A.go',
      'm.f',
      'm.<lambda>',
      'time.sleep',
      'unknown(unknown-name)',
      'unknown(unknown-member)',
      'builtins.print',
      'm.A.go',
      'unknown(disagree)',
    ])
  })

  test('several targets: a written union, implementations of an abstract method', async () => {
    expect(
      await called(`
from abc import ABC, abstractmethod
from typing import Protocol
class A:
    def go(self): ...
class B:
    def go(self): ...
class E: pass
class Store(ABC):
    @abstractmethod
    def save(self): ...
class Disk(Store):
    def save(self): ...
class Mailer(Protocol):
    def send(self): ...
class Smtp(Mailer):
    def send(self): ...
class Fake(Mailer):
    def send(self): ...
def f(x: A | B, y: A | E, s: Store, m: Mailer, d: Disk):
    reveal(x.go()); reveal(y.go()); reveal(s.save()); reveal(m.send()); reveal(d.save())
`),
    ).toEqual(['m.A.go | m.B.go', 'm.A.go | unknown(unknown-member)', 'm.Disk.save', 'm.Smtp.send | m.Fake.send', 'm.Disk.save'])
  })

  test('super, mixins and conflicting orders', async () => {
    const p = await program({
      'm.py': `
class Base:
    def go(self): ...
class Left(Base):
    def go(self): reveal(super().go())
class Right(Base):
    def go(self): reveal(super(Right, self).go())
class Both(Left, Right):
    def go(self): reveal(super().go())
class X(Base, Both): pass
class Loop(Loop): pass
class Child(external.Thing):
    def __init__(self): reveal(super().__init__())
    def other(self): reveal(super().other())
import external
reveal(X().go())
`,
    })
    expect(p.called('m.py')).toEqual([
      'm.Base.go',
      'm.Base.go',
      'm.Left.go',
      'external.Thing.__init__',
      'external.Thing.other',
      'm.Base.go',
    ])
    const { evaluation } = p
    const both = evaluation.classes.find((each) => each.name === 'Both')!
    expect(evaluation.mro(both.id).map((id) => evaluation.class(id).name)).toEqual(['Both', 'Left', 'Right', 'Base', 'object'])
    const child = evaluation.classes.find((each) => each.name === 'Child')!
    expect(evaluation.hasUnknownBase(child.id)).toBe(true)
    expect(evaluation.isSubclass(child.id, 'external.Thing')).toBe(true)
    const base = evaluation.classes.find((each) => each.name === 'Base')!
    expect(evaluation.subclasses(base.id).map((id) => evaluation.class(id).name)).toEqual(['Left', 'Right', 'Both', 'X'])
  })

  test('reasons for not knowing', async () => {
    expect(
      await called(`
from typing import Any
import nowhere.deep as deep
from .absent import thing
def f(untyped, anything: Any, table: dict):
    reveal(untyped.go()); reveal(anything.go()); reveal(deep.go()); reveal(thing()); reveal(table['x'].go()); reveal(''.nothing())
    x = 1 if untyped else 'a'
    reveal(x.go())
`),
    ).toEqual([
      'unknown(untyped-parameter)',
      'unknown(dynamic-attribute)',
      'nowhere.deep.go',
      'unknown(unknown-name)',
      'unknown(dynamic-attribute)',
      'unknown(unknown-member)',
      'unknown(disagree)',
    ])
  })

  test('a mixin reads what the classes it is mixed into have', async () => {
    expect(
      await called(`
class Mixin:
    def go(self): reveal(self.helper()); reveal(self.both())
class Helper:
    def helper(self): ...
class Whole(Mixin, Helper):
    def both(self): ...
class Other(Mixin):
    def both(self): ...
`),
    ).toEqual(['m.Helper.helper', 'unknown(disagree)'])
  })

  test('queries about types and names', async () => {
    const p = await program(
      {
        'm.py': `
class A:
    def __enter__(self): ...
    @property
    def prop(self): return 1
a = A()
@staticmethod
def f(): ...
reveal(a)
`,
      },
      { 'pkg/__init__.pyi': 'from .inner import Thing as Thing', 'pkg/inner.pyi': 'class Thing:\n    def go(self) -> int: ...' },
    )
    const { evaluation } = p
    const file = p.file('m.py')
    const a = evaluation.typeOf(file, p.arguments('m.py')[0])
    expect(evaluation.function(evaluation.methodOf(a, '__enter__')!).qualifiedName).toBe('m.A.__enter__')
    expect(evaluation.methodOf(a, 'absent')).toBeNull()
    expect(evaluation.function(evaluation.propertyOf(a, 'prop')!).qualifiedName).toBe('m.A.prop')
    expect(evaluation.propertyOf(a, '__enter__')).toBeNull()
    expect(p.show(evaluation.memberOf(a, 'prop'))).toBe('int')
    expect(p.show(evaluation.resolve('pkg.Thing'))).toBe('class pkg.inner.Thing')
    expect(p.show(evaluation.resolve('pkg.Thing.go'))).toBe('function pkg.inner.Thing.go')
    expect(p.show(evaluation.resolve('elsewhere.x'))).toBe('elsewhere.x')
    const f = evaluation.functions.find((each) => each.name === 'f')!
    const { scopes } = evaluation.file(file).summary
    expect(evaluation.decorators({ file, value: scopes.definedBy[f.scope] }).length).toBe(1)
    expect(evaluation.functionOfScope(file, f.scope)).toBe(f.id)
  })
})

describe('untyped parameters', () => {
  const service = `
class Client:
    def fetch(self): ...
class Service:
    def __init__(self, client, retries=3):
        self.client = client
        self.retries = retries
    def run(self, job):
        reveal(self.client.fetch())
        reveal(job.upper())
        reveal(self.retries.bit_length())
def outer(client):
    reveal(client.fetch())
def handed(client):
    reveal(client.fetch())
def mixed(x):
    reveal(x.fetch())
def alone(x):
    reveal(x.fetch())
`
  test('take the join of their call sites', async () => {
    const p = await program({
      'm.py': service,
      'n.py':
        'from m import *\nservice = Service(Client())\nService(client=Client(), retries=1).run("x")\nouter(Client())\nhanded(Client())\nmap(handed, [])\nmixed(Client())\nmixed(1)',
      'tests/test_m.py': 'from m import *\nouter(1)\nx = outer',
    })
    expect(p.called('m.py')).toEqual([
      'm.Client.fetch',
      'builtins.str.upper',
      'builtins.int.bit_length',
      'm.Client.fetch',
      'unknown(untyped-parameter)',
      'unknown(untyped-parameter)',
      'unknown(untyped-parameter)',
    ])
  })

  test('stay unknown when an unresolved call could name the function, or an override takes its place', async () => {
    const p = await program({
      'm.py': `
class Client:
    def fetch(self): ...
class A:
    def run(self, client): reveal(client.fetch())
class B(A):
    def run(self, client): reveal(client.fetch())
class D:
    def execute(self, client): reveal(client.fetch())
A().run(Client())
D().execute(Client())
def other(x): x.execute(Client())
`,
    })
    expect(p.called('m.py')).toEqual(Array(3).fill('unknown(untyped-parameter)'))
  })
})

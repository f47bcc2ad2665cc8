import { describe, expect, test } from 'vitest'
import { reveal } from './program.ts'

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
